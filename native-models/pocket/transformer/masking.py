"""Which cells of an answer are to be predicted, and in which order the others were settled."""

import math
import random

import numpy as np

from ..codec.vocabulary import Vocabulary

# Share of samples with everything masked. A single open cell tells the ground's colour, and what is left is the thing's: on
# the cosine's masks alone, seven samples of eight say nothing about which word belongs to which.
BLANK_SHARE = 0.5
# Share of the others in which the open cells are anywhere. Taught on these alone, a model that drew everything right in one
# step drew singles wrong in sixty-four: a sampler opens the ground first, and that looked like a region to retouch.
CHANCE_SHARE = 0.25


class Masking:
    def __init__(self, vocabulary: Vocabulary, rng: random.Random, seed: int) -> None:
        self.flats = len(vocabulary.flats)
        self.rng = rng
        self.noise = np.random.default_rng(seed)

    def some_of(self, region: np.ndarray, true: np.ndarray) -> np.ndarray:
        """All of the region's cells, or MaskGIT's cosine share of them, at least one."""
        if self.rng.random() < BLANK_SHARE:
            return region.copy()
        cells = np.flatnonzero(region)
        count = max(1, round(len(cells) * math.cos(self.rng.random() * math.pi / 2)))
        hidden = np.zeros(region.size, bool)
        hidden[cells[np.argsort(self._sureness(true).flat[cells])[:count]]] = True
        return hidden.reshape(region.shape)

    def _sureness(self, true: np.ndarray) -> np.ndarray:
        """In which order cells are settled: by chance, or as a sampler does it, plain ground first and from one side."""
        chance = self.noise.gumbel(size=true.shape)
        if self.rng.random() < CHANCE_SHARE:
            return chance
        rows, columns = np.indices(true.shape) / true.shape[0]
        turn = self.rng.uniform(0, 2 * math.pi)
        side = math.cos(turn) * rows + math.sin(turn) * columns
        flat = true[true < self.flats]
        ground = true == (np.bincount(flat).argmax() if len(flat) else -1)
        return chance + self.rng.uniform(0, 5) * ground + self.rng.uniform(0, 6) * side
