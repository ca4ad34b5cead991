"""What every task makes its training samples of."""

import random
from dataclasses import dataclass

import numpy as np

from ..codec.vocabulary import Vocabulary
from ..presets import Preset
from ..scenes.scene import Scene
from .masking import Masking
from .readings import Readings
from .sequences import Answer, Sequences

# A share at the easy beginning of a training, and at its end.
Ends = tuple[float, float]


@dataclass
class Materials:
    """The preset, the sources of pictures and chance, and how far the training is from its easy beginning."""

    preset: Preset
    vocabulary: Vocabulary
    # Given pictures, and the codes that the encoder read of them.
    given: Readings
    rng: random.Random
    masking: Masking
    sequences: Sequences
    # 1 at the easy beginning (one thing, plain words), 0 at the end: the meaning of words is learned on single things first.
    ease: float = 1.0

    def chance(self, ends: Ends) -> bool:
        """True with a probability that moves from the first of `ends` at the easy beginning to the last at the end."""
        first, last = ends
        return self.rng.random() < last + (first - last) * self.ease

    def styled(self, ends: Ends) -> bool:
        """Whether this sample shows other styles: by `ends` as in `chance`, and never where the world has one style."""
        return self.vocabulary.things.styles > 1 and self.chance(ends)

    def whole(self, true: np.ndarray, scene: Scene | None, weights: np.ndarray | None = None) -> Answer:
        """An answer of which every cell may be masked. Codes and weights are [rows, columns]."""
        return self.within(np.ones(true.shape, bool), true, true, scene, weights)

    def within(
        self, region: np.ndarray, true: np.ndarray, around: np.ndarray, scene: Scene | None, weights: np.ndarray | None = None,
    ) -> Answer:
        """An answer of which only the region's cells (bool [rows, columns]) may be masked; beside it stand the codes of `around`."""
        hidden = self.masking.some_of(region, true)
        return Answer(np.where(region, true, around), true, hidden, scene, weights)
