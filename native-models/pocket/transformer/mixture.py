"""Batches of the task mixture: ids, what to predict where, and its weight."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from ..codec.model import vocabulary_of
from ..language.layouts import Layout
from ..language.questions import description, groups_named, question, style_question
from ..language.typed_questions import typed_description, typed_question, typed_style_question
from ..presets import Preset
from ..scenes.scene import Scene
from . import drawing_tasks, led_tasks, readings
from .batches import Batch, Sample, Shown, pack
from .masking import BLANK_SHARE, Masking
from .materials import Materials
from .sequences import Sequences

# Weight of the end-of-text tokens that fill an answer's window: they are easy and many, and the words must count more.
FILLING_WEIGHT = 0.15
# Share of texts about a single group, at the easy beginning and at the end of a training.
SIMPLE_SHARE = (0.65, 0.0)
# Share of retouches among drawings at the easy beginning. At the end it is the preset's.
RETOUCH_SHARE = 0.2
CAPTION_SHARE = 0.55
# Share of texts about pictures in other styles, and of their questions that are about the style.
STYLED_SHARE = (0.0, 0.12)
STYLE_ASKED_SHARE = 0.4
# Share of questions in the forms of `language/questions.py`; the others are in the frames of `language/frames.json`.
CORE_SHARE = 0.4
LED: dict[str, Callable[[Materials], Sample]] = {
    "edit": led_tasks.edit, "subject": led_tasks.subject, "control": led_tasks.control, "predict": led_tasks.predict,
    "style": led_tasks.style,
}


class Mixture:
    """An endless source of batches with the preset's shares of tasks. The same seed gives the same batches."""

    def __init__(self, layout: Layout, preset: Preset, seed: int, given: readings.Readings | None = None) -> None:
        """`given` gives the pictures of tasks with what the encoder read of them. None: their codes are those of the codebook."""
        self.layout, self.preset = layout, preset
        self.vocabulary = vocabulary_of(preset)
        rng = random.Random(seed)
        self.materials = Materials(
            preset, self.vocabulary, given or readings.Live(self.vocabulary.codes_of), rng, Masking(self.vocabulary, rng, seed),
            Sequences(layout, rng, preset.transformer.unconditional_share),
        )

    @property
    def ease(self) -> float:
        """1 at the easy beginning of a training, 0 at its end: see `Materials.ease`."""
        return self.materials.ease

    @ease.setter
    def ease(self, ease: float) -> None:
        self.materials.ease = ease

    def pictures(self, count: int) -> list[Batch]:
        """`count` samples of drawing tasks, in a batch for each number of pictures in a sequence.

        A picture makes a sequence about as long as all of its words do, so mixed batches would be mostly padding.
        """
        image = self.layout.special("<IMAGE>")
        by_pictures: dict[int, list[Sample]] = {}
        for sample in (self._picture() for _ in range(count)):
            by_pictures.setdefault(sample.ids.count(image), []).append(sample)
        return [self._pack(samples) for _, samples in sorted(by_pictures.items())]

    def _picture(self) -> Sample:
        roll = self.materials.rng.random()
        for name, share in self.preset.transformer.led_shares:
            roll -= share
            if roll < 0:
                return LED[name](self.materials)
        return drawing_tasks.retouch(self.materials) if self.materials.chance((RETOUCH_SHARE, self.preset.transformer.retouch_share)) else drawing_tasks.draw(self.materials)

    def texts(self, count: int) -> Batch:
        """A batch of `count` questions and captions."""
        return self._pack([self._text() for _ in range(count)])

    def _text(self) -> Sample:
        rng = self.materials.rng
        scene, read = self._given()
        describe = rng.random() < CAPTION_SHARE
        typed = rng.random() >= CORE_SHARE
        asked, answer = (typed_description if typed else description)(scene, rng) if describe else self._question(scene, typed)
        ids = self.layout.question(asked, (read + self.layout.code_offset).tolist())
        window = self.layout.answer(answer, self.preset.answer_length)
        share = 1.0 if rng.random() < BLANK_SHARE else rng.random()
        count = max(1, round(len(window) * share))
        hidden = set(rng.sample(range(len(window)), count))
        filling = self.layout.special("<|endoftext|>")
        wanted = {len(ids) + at: (window[at], FILLING_WEIGHT if window[at] == filling else 1.0) for at in hidden}
        shown = [self.layout.mask if at in hidden else token for at, token in enumerate(window)]
        named = None if describe else groups_named(asked, scene)
        return Sample([*ids, *shown, self.layout.special("</answer>")], wanted, Shown(scene, named))

    def _question(self, scene: Scene, typed: bool) -> tuple[str, str]:
        styled = any(group.style is not None for group in scene.groups)
        if styled and self.materials.rng.random() < STYLE_ASKED_SHARE:
            return (typed_style_question if typed else style_question)(scene, self.materials.rng)
        return (typed_question if typed else question)(scene, self.materials.rng)

    def _given(self) -> tuple[Scene, np.ndarray]:
        simple = self.materials.chance(SIMPLE_SHARE)

        def wanted(scene: Any) -> bool:
            return not simple or len(scene.groups) == 1

        kind = readings.STYLED if self.materials.styled(STYLED_SHARE) else readings.GIVEN
        return self.materials.given.draw(kind, self.materials.rng, wanted)

    def _pack(self, samples: list[Sample]) -> Batch:
        return pack(samples, self.layout, self.preset.grid)
