"""What every task's samples are made of."""

import random
from dataclasses import dataclass

import numpy as np

from ..codec.vocabulary import Vocabulary
from ..presets import Preset
from ..scenes.scene import Scene
from .masking import Masking
from .readings import Readings
from .sequences import Answer, Sequences

# From the easy beginning to the end of a training.
Ends = tuple[float, float]


@dataclass
class Materials:
    preset: Preset
    vocabulary: Vocabulary
    # Pictures that are given, as they were read.
    given: Readings
    rng: random.Random
    masking: Masking
    sequences: Sequences
    # 1 at the easy beginning (one thing, plain words), 0 at the end: what words mean is learned from one thing first.
    ease: float = 1.0

    def chance(self, ends: Ends) -> bool:
        first, last = ends
        return self.rng.random() < last + (first - last) * self.ease

    def styled(self, ends: Ends) -> bool:
        """Whether this one is to show other styles: by the share, where there are any."""
        return self.vocabulary.things.styles > 1 and self.chance(ends)

    def whole(self, true: np.ndarray, scene: Scene | None, weights: np.ndarray | None = None) -> Answer:
        """An answer of which every cell is the model's."""
        return self.within(np.ones(true.shape, bool), true, true, scene, weights)

    def within(
        self, region: np.ndarray, true: np.ndarray, around: np.ndarray, scene: Scene | None, weights: np.ndarray | None = None,
    ) -> Answer:
        """Only the region's cells are; beside it stands what was there."""
        hidden = self.masking.some_of(region, true)
        return Answer(np.where(region, true, around), true, hidden, scene, weights)
