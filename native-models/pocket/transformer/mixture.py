"""Batches of the task mixture: ids, what to predict where, and how much it counts."""

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..codec.model import vocabulary_of
from ..language.captions import caption
from ..language.instructions import instruction
from ..language.layouts import DRAW, EDIT, SUBJECT, Layout
from ..language.prompts import prompt, region_prompt, subject_prompt
from ..language.questions import description, groups_named, question
from ..presets import Preset
from ..scenes.scene import Scene
from . import readings
from .batches import Batch, Sample, Shown, pack
from .edited import edited_codes, edited_weights
from .examples import make_composed
from .masking import BLANK_SHARE, Masking
from .regions import brush_stroke, cells_touched, region_around

# End-of-text filling is easy and fills most of the window: it must not drown the words.
FILLING_WEIGHT = 0.15
# From the easy beginning to the end of training.
SIMPLE_SHARE = (0.65, 0.25)
PLAIN_WORDS_SHARE = (0.9, 0.12)
RETOUCH_SHARE = (0.2, 0.4)
CAPTION_SHARE = 0.55
# Share of edits in which only the region of what changes is drawn anew.
MARKED_SHARE = 0.3


@dataclass(frozen=True)
class Answer:
    """A picture to be made, each [rows, columns]: what stands in it, what is right, which cells are to be predicted."""

    shown: np.ndarray
    true: np.ndarray
    hidden: np.ndarray
    # What it shows; None where nothing says what that is to be.
    scene: Scene | None = None
    # How much each cell counts: None is all alike.
    weights: np.ndarray | None = None


class Mixture:
    def __init__(self, layout: Layout, preset: Preset, seed: int, given: readings.Readings | None = None) -> None:
        """`given` says what the encoder made of given pictures: without it, what the codebook would."""
        self.layout, self.preset = layout, preset
        self.vocabulary = vocabulary_of(preset)
        self.given = given or readings.Live(self.vocabulary.codes_of)
        self.rng = random.Random(seed)
        self.masking = Masking(self.vocabulary, self.rng, seed)
        # 1 at the easy beginning (one thing, plain words), 0 at the end: what words mean is learned from one thing first.
        self.ease = 1.0

    def _share(self, ends: tuple[float, float]) -> float:
        first, last = ends
        return last + (first - last) * self.ease

    def pictures(self, count: int) -> list[Batch]:
        """`count` samples in one batch or two: those that look at a picture are nearly twice as long."""
        samples = sorted((self._picture() for _ in range(count)), key=lambda sample: len(sample.ids))
        longer = next((at for at, sample in enumerate(samples) if len(sample.ids) > 1.4 * len(samples[0].ids)), count)
        return [self._pack(part) for part in (samples[:longer], samples[longer:]) if part]

    def _picture(self) -> Sample:
        settings, roll = self.preset.transformer, self.rng.random()
        if roll < settings.edit_share:
            return self._edit()
        if roll < settings.edit_share + settings.subject_share:
            return self._subject()
        return self._retouch() if self.rng.random() < self._share(RETOUCH_SHARE) else self._draw()

    def texts(self, count: int) -> Batch:
        return self._pack([self._asked() for _ in range(count)])

    def _draw(self) -> Sample:
        scene = make_composed(self.rng)
        if self.rng.random() < self._share(SIMPLE_SHARE):
            while len(scene.items) > 1:
                scene = make_composed(self.rng)
        codes = self.vocabulary.codes_of(scene)
        hidden = self.masking.some_of(np.ones(codes.shape, bool), codes)
        plain = self._says_it_all(scene) and self.rng.random() < self._share(PLAIN_WORDS_SHARE)
        words = caption(scene) if plain else prompt(scene, self.rng)
        return self._of_words(words, Answer(codes, codes, hidden, scene))

    @staticmethod
    def _says_it_all(scene: Scene) -> bool:
        """Whether the caption settles the composition: it names no places, and relations only from left to right."""
        return len(scene.groups) != 2 and scene.relation is None and all(group.place is None for group in scene.groups)

    def _retouch(self) -> Sample:
        """Only the region's cells come from the picture after; around it stands the one before, as it was read."""
        example, read = self.given.draw(readings.RETOUCH, self.rng)
        kept = example.group in example.scene.groups
        painted = region_around(example.painted, self.preset.picture, self.rng)
        if kept and self.rng.random() < 0.1:
            painted |= brush_stroke(self.preset.picture, self.rng)
        region = cells_touched(painted, self.preset.grid)
        words = region_prompt(example.scene, example.group if kept else None, self.rng)
        true = self.vocabulary.codes_of(example.scene)
        hidden, shown = self.masking.some_of(region, true), np.where(region, true, read)
        return self._of_words(words, Answer(shown, true, hidden, example.scene))

    def _edit(self) -> Sample:
        """The whole answer masked, or only the cells of what changes: an artist may mark where."""
        edit, given = self.given.draw(readings.EDIT, self.rng)
        true = edited_codes(self.vocabulary, edit, given)
        region = np.ones(true.shape, bool)
        if edit.changed is not None and self.rng.random() < MARKED_SHARE:
            region = cells_touched(region_around(edit.changed, self.preset.picture, self.rng), self.preset.grid)
        hidden, shown = self.masking.some_of(region, true), np.where(region, true, given)
        return self._of_picture(EDIT, instruction(edit, self.rng), given, Shown(edit.before, edit.named), Answer(
            shown, true, hidden, edit.after, edited_weights(self.vocabulary, true, given),
        ))

    def _subject(self) -> Sample:
        (pictured, scene), given = self.given.draw(readings.SUBJECT, self.rng)
        codes = self.vocabulary.codes_of(scene)
        hidden = self.masking.some_of(np.ones(codes.shape, bool), codes)
        words = subject_prompt(scene, self.rng)
        return self._of_picture(SUBJECT, words, given, Shown(pictured), Answer(codes, codes, hidden, scene))

    def _of_words(self, words: str, answer: Answer) -> Sample:
        """Words that are left out at times: for guidance."""
        if self.rng.random() < self.preset.transformer.unconditional_share:
            return self._sample(self.layout.unconditional(DRAW), replace(answer, scene=None))
        return self._sample(self.layout.prompt(DRAW, words), answer)

    def _of_picture(self, system: str, words: str, codes: np.ndarray, given: Shown, answer: Answer) -> Sample:
        """Words and picture, each left out at times: for the two kinds of guidance."""
        share = self.preset.transformer.unconditional_share
        has_words, has_picture = self.rng.random() >= share, self.rng.random() >= share
        said = words if has_words else "<uncondition>"
        if not has_picture:
            return self._sample(self.layout.prompt(system, said), replace(answer, scene=None))
        ids = self.layout.prompt_with_picture(system, said, (codes + self.layout.code_offset).tolist())
        if not has_words:
            return self._sample(ids, replace(answer, scene=None), replace(given, named=None))
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

    def _asked(self) -> Sample:
        scene, read = self._given()
        describe = self.rng.random() < CAPTION_SHARE
        asked, answer = description(scene, self.rng) if describe else question(scene, self.rng)
        ids = self.layout.question(asked, (read + self.layout.code_offset).tolist())
        window = self.layout.answer(answer, self.preset.answer_length)
        share = 1.0 if self.rng.random() < BLANK_SHARE else self.rng.random()
        count = max(1, round(len(window) * share))
        hidden = set(self.rng.sample(range(len(window)), count))
        filling = self.layout.special("<|endoftext|>")
        wanted = {len(ids) + at: (window[at], FILLING_WEIGHT if window[at] == filling else 1.0) for at in hidden}
        shown = [self.layout.mask if at in hidden else token for at, token in enumerate(window)]
        named = None if describe else groups_named(asked, scene)
        return Sample([*ids, *shown, self.layout.special("</answer>")], wanted, Shown(scene, named))

    def _given(self) -> tuple[Scene, np.ndarray]:
        simple = self.rng.random() < self.ease * SIMPLE_SHARE[0]

        def wanted(scene: Any) -> bool:
            return not simple or len(scene.groups) == 1

        return self.given.draw(readings.GIVEN, self.rng, wanted)

    def _pack(self, samples: list[Sample]) -> Batch:
        return pack(samples, self.layout, self.preset.grid)
