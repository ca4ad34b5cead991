"""Training samples whose answer is a picture: the prompt, the masked answer, and what is to be predicted."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..language.layouts import DRAW, Layout
from ..scenes.scene import Scene
from .batches import Sample, Shown

UNCONDITIONAL = "<uncondition>"


@dataclass(frozen=True)
class Answer:
    """A picture to be predicted. Arrays are [rows, columns].

    `shown` are the codes that stand in it where it is not masked, `true` the right codes, and `hidden` (bool) the masked cells.
    """

    shown: np.ndarray
    true: np.ndarray
    hidden: np.ndarray
    # The scene that it shows. None where the prompt does not settle it, and for maps.
    scene: Scene | None = None
    # The weight of each cell in the loss. None: all alike.
    weights: np.ndarray | None = None


class Sequences:
    """Puts samples together. `unconditional_share` is how often words or pictures are left out, so that guidance can be learned."""

    def __init__(self, layout: Layout, rng: random.Random, unconditional_share: float) -> None:
        self.layout, self.rng, self.unconditional_share = layout, rng, unconditional_share

    def of_words(self, words: str, answer: Answer) -> Sample:
        """A sample with a prompt, which is sometimes left out."""
        if self.rng.random() < self.unconditional_share:
            return self._sample(self.layout.unconditional(DRAW), replace(answer, scene=None))
        return self._sample(self.layout.prompt(DRAW, words), answer)

    def of_pictures(
        self, system: str, words: str, pictures: Sequence[np.ndarray], answer: Answer, given: Shown | None = None,
    ) -> Sample:
        """A sample with a prompt and pictures, each of which is sometimes left out.

        `system` says the task, `pictures` are codes [rows, columns], and `given` is what the first of them shows.
        """
        has_words, has_pictures = (self.rng.random() >= self.unconditional_share for _ in range(2))
        said = words if has_words else UNCONDITIONAL
        if not has_pictures:
            return self._sample(self.layout.prompt(system, said), replace(answer, scene=None))
        ids = self.layout.prompt_with_pictures(system, said, [(codes + self.layout.code_offset).tolist() for codes in pictures])
        if not has_words:
            return self._sample(ids, replace(answer, scene=None), None if given is None else replace(given, named=None))
        return self._sample(ids, answer, given)

    def _sample(self, prompt_ids: list[int], answer: Answer, given: Shown | None = None) -> Sample:
        """The answer masked where its cells are to be predicted."""
        tokens = np.where(answer.hidden, self.layout.mask, answer.shown + self.layout.code_offset)
        ids = self.layout.image_answer(prompt_ids, tokens.tolist())
        first, columns = len(prompt_ids) + 2, answer.hidden.shape[1]
        weights = np.ones(answer.true.shape) if answer.weights is None else answer.weights
        wanted = {
            first + int(row) * (columns + 1) + int(column): (int(answer.true[row, column]), float(weights[row, column]))
            for row, column in np.argwhere(answer.hidden)
        }
        return Sample(ids, wanted, given, answer.scene)
