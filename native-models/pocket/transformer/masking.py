"""Which cells of an answer are masked in a training sample, and in which order the others count as settled."""

import math
import random

import numpy as np

from ..codec.vocabulary import Vocabulary

# Share of samples with everything masked. One visible cell gives away the background's colour, and the other colour must be the
# thing's: with the cosine's masks alone, seven samples of eight teach nothing about which colour word belongs to which.
BLANK_SHARE = 0.5
# Share of the others in which random cells are visible. With random cells alone, a model drew everything right in one step and
# single things wrong in sixty-four steps: a sampler settles the background first, which the model took for a region to retouch.
CHANCE_SHARE = 0.25


class Masking:
    """Chooses masked cells: `vocabulary` tells background codes from others, `seed` starts the noise."""

    def __init__(self, vocabulary: Vocabulary, rng: random.Random, seed: int) -> None:
        self.flats = len(vocabulary.flats)
        self.rng = rng
        self.noise = np.random.default_rng(seed)

    def some_of(self, region: np.ndarray, true: np.ndarray) -> np.ndarray:
        """The masked cells of a sample: bool [rows, columns], a part of `region` (bool) for the codes `true`.

        Either the whole region, or a share of it by MaskGIT's cosine schedule (Chang et al. 2022), at least one cell.
        """
        if self.rng.random() < BLANK_SHARE:
            return region.copy()
        cells = np.flatnonzero(region)
        count = max(1, round(len(cells) * math.cos(self.rng.random() * math.pi / 2)))
        hidden = np.zeros(region.size, bool)
        hidden[cells[np.argsort(self._sureness(true).flat[cells])[:count]]] = True
        return hidden.reshape(region.shape)

    def _sureness(self, true: np.ndarray) -> np.ndarray:
        """A number for each cell: cells settle from the highest down.

        Random, or as a sampler does it: background first, from one side.
        """
        chance = self.noise.gumbel(size=true.shape)
        if self.rng.random() < CHANCE_SHARE:
            return chance
        rows, columns = np.indices(true.shape) / true.shape[0]
        turn = self.rng.uniform(0, 2 * math.pi)
        side = math.cos(turn) * rows + math.sin(turn) * columns
        flat = true[true < self.flats]
        ground = true == (np.bincount(flat).argmax() if len(flat) else -1)
        return chance + self.rng.uniform(0, 5) * ground + self.rng.uniform(0, 6) * side
