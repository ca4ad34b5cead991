"""Batches of the task mixture: ids, what to predict where, and how much it counts."""

import math
import random
from typing import Any

import numpy as np

from ..codec.model import vocabulary_of
from ..language.captions import caption
from ..language.instructions import instruction
from ..language.layouts import DRAW, EDIT, SUBJECT, Layout
from ..language.prompts import prompt, region_prompt, subject_prompt
from ..language.questions import description, question
from ..presets import Preset
from ..scenes.scene import Scene
from . import readings
from .batches import Batch, Sample, pack
from .examples import make_composed
from .regions import brush_stroke, cells_touched, region_around

# End-of-text filling is easy and fills most of the window: it must not drown the words.
FILLING_WEIGHT = 0.15
# From the easy beginning to the end of training.
SIMPLE_SHARE = (0.65, 0.25)
PLAIN_WORDS_SHARE = (0.9, 0.12)
RETOUCH_SHARE = (0.2, 0.32)
CAPTION_SHARE = 0.55
# Share of samples with everything masked. A single open cell tells the ground's colour, and what is left is the thing's: on
# the cosine's masks alone, seven samples of eight say nothing about which word belongs to which.
BLANK_SHARE = 0.5
# Share of the others in which the open cells are anywhere. Taught on these alone, a model that drew everything right in one
# step drew singles wrong in sixty-four: a sampler opens the ground first, and that looked like a region to retouch.
CHANCE_SHARE = 0.25
# Share of edits in which only the region of what changes is drawn anew.
MARKED_SHARE = 0.3


class Mixture:
    def __init__(self, layout: Layout, preset: Preset, seed: int, given: readings.Readings | None = None) -> None:
        """`given` says what the encoder made of given pictures: without it, what the codebook would."""
        self.layout, self.preset = layout, preset
        self.vocabulary = vocabulary_of(preset)
        self.given = given or readings.Live(self.vocabulary.codes_of)
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)
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

    def _system(self, words: str) -> list[int]:
        if self.rng.random() < self.preset.transformer.unconditional_share:
            return self.layout.unconditional(DRAW)
        return self.layout.prompt(DRAW, words)

    def _draw(self) -> Sample:
        scene = make_composed(self.rng)
        if self.rng.random() < self._share(SIMPLE_SHARE):
            while len(scene.items) > 1:
                scene = make_composed(self.rng)
        codes = self.vocabulary.codes_of(scene)
        hidden = self._some_of(np.ones(codes.shape, bool), codes)
        plain = self._says_it_all(scene) and self.rng.random() < self._share(PLAIN_WORDS_SHARE)
        words = caption(scene) if plain else prompt(scene, self.rng)
        return self._picture_answer(words, codes, codes, hidden)

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
        shown = np.where(region, true, read)
        return self._picture_answer(words, shown, true, self._some_of(region, true))

    def _edit(self) -> Sample:
        """The whole answer masked, or only the cells of what changes: an artist may mark where."""
        edit, given = self.given.draw(readings.EDIT, self.rng)
        before, after = self.vocabulary.codes_of(edit.before), self.vocabulary.codes_of(edit.after)
        # What stays is copied as it was read, right or wrong: only so does it look the same.
        answer = np.where(before == after, given, after)
        region = np.ones(after.shape, bool)
        if edit.changed is not None and self.rng.random() < MARKED_SHARE:
            region = cells_touched(region_around(edit.changed, self.preset.picture, self.rng), self.preset.grid)
        prompt_ids, shown = self._with_picture(EDIT, instruction(edit, self.rng), given)
        hidden = self._some_of(region, answer)
        return self._masked_answer(prompt_ids, np.where(region, answer, given), answer, hidden, edit.before if shown else None)

    def _subject(self) -> Sample:
        (pictured, scene), given = self.given.draw(readings.SUBJECT, self.rng)
        ids, shown = self._with_picture(SUBJECT, subject_prompt(scene, self.rng), given)
        codes = self.vocabulary.codes_of(scene)
        hidden = self._some_of(np.ones(codes.shape, bool), codes)
        return self._masked_answer(ids, codes, codes, hidden, pictured if shown else None)

    def _with_picture(self, system: str, words: str, given: np.ndarray) -> tuple[list[int], bool]:
        """Words and picture, each left out at times: for the two kinds of guidance. And whether the picture is there."""
        share = self.preset.transformer.unconditional_share
        said = "<uncondition>" if self.rng.random() < share else words
        if self.rng.random() < share:
            return self.layout.prompt(system, said), False
        return self.layout.prompt_with_picture(system, said, (given + self.layout.code_offset).tolist()), True

    def _some_of(self, region: np.ndarray, true: np.ndarray) -> np.ndarray:
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
        flat = true[true < len(self.vocabulary.flats)]
        ground = true == (np.bincount(flat).argmax() if len(flat) else -1)
        return chance + self.rng.uniform(0, 5) * ground + self.rng.uniform(0, 6) * side

    def _picture_answer(self, words: str, shown: np.ndarray, true: np.ndarray, hidden: np.ndarray) -> Sample:
        return self._masked_answer(self._system(words), shown, true, hidden)

    def _masked_answer(
        self, prompt_ids: list[int], shown: np.ndarray, true: np.ndarray, hidden: np.ndarray, given: Scene | None = None,
    ) -> Sample:
        tokens = np.where(hidden, self.layout.mask, shown + self.layout.code_offset)
        ids = self.layout.image_answer(prompt_ids, tokens.tolist())
        first, columns = len(prompt_ids) + 2, hidden.shape[1]
        wanted = {
            first + int(row) * (columns + 1) + int(column): (int(true[row, column]), 1.0)
            for row, column in np.argwhere(hidden)
        }
        return Sample(ids, wanted, given)

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
        return Sample([*ids, *shown, self.layout.special("</answer>")], wanted, scene)

    def _given(self) -> tuple[Scene, np.ndarray]:
        simple = self.rng.random() < self.ease * SIMPLE_SHARE[0]

        def wanted(scene: Any) -> bool:
            return not simple or len(scene.groups) == 1

        return self.given.draw(readings.GIVEN, self.rng, wanted)

    def _pack(self, samples: list[Sample]) -> Batch:
        return pack(samples, self.layout, self.preset.grid)
