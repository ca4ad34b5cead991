"""Training samples of the tasks that a given picture guides: edits, subjects, control pictures, maps, styles."""

from typing import Any

import numpy as np

from ..language.instructions import instruction
from ..language.layouts import CONTROL, EDIT, PREDICT, STYLE, SUBJECT, predict_words
from ..language.prompts import subject_prompt
from ..language.typed_instructions import typed_instruction
from ..scenes import compose, maps
from ..scenes.edits import Edit, restyle
from ..scenes.scene import Scene
from . import readings
from .batches import Sample, Shown
from .drawing_tasks import worded
from .edited import changed_codes, edited_codes, edited_weights
from .materials import Materials
from .regions import cells_touched, region_around

# Share of edits in which only a region around what changes is drawn anew, as where an artist marks it.
MARKED_SHARE = 0.3
# Share of edits that give a thing another style, and of pictures to make maps of that are in other styles.
RESTYLED_SHARE = (0.12, 0.12)
STYLED_SHARE = (0.25, 0.25)
# Share of instructions in the forms of `language/instructions.py`; the others are in the frames of `language/frames.json`.
CORE_SHARE = 0.4


def edit(materials: Materials) -> Sample:
    """A picture and an instruction. The whole answer is masked, or only the cells around what changes."""
    rng, preset, vocabulary = materials.rng, materials.preset, materials.vocabulary
    made, given = _restyled(materials) if materials.styled(RESTYLED_SHARE) else materials.given.draw(readings.EDIT, rng)
    true = edited_codes(vocabulary, made, given)
    region = np.ones(true.shape, bool)
    if made.changed is not None and rng.random() < MARKED_SHARE:
        region = cells_touched(region_around(made.changed, preset.picture, rng), preset.grid)
    answer = materials.within(region, true, given, made.after, edited_weights(vocabulary, true, given))
    words = instruction(made, rng) if rng.random() < CORE_SHARE else typed_instruction(made, rng)
    return materials.sequences.of_pictures(EDIT, words, [given], answer, Shown(made.before, made.named))


def _restyled(materials: Materials) -> tuple[Edit, np.ndarray]:
    while True:
        scene, given = materials.given.draw(readings.STYLED, materials.rng)
        made = restyle(scene, materials.rng)
        if made is not None:
            return made, given


def subject(materials: Materials) -> Sample:
    """A picture of one thing, and a prompt that puts it on another background."""
    (pictured, scene), given = materials.given.draw(readings.SUBJECT, materials.rng)
    answer = materials.whole(materials.vocabulary.codes_of(scene), scene)
    return materials.sequences.of_pictures(SUBJECT, subject_prompt(scene, materials.rng), [given], answer, Shown(pictured))


def control(materials: Materials) -> Sample:
    """Edges or depth, which say where everything stands, and a prompt, which says what it is and in which colours."""
    drawn, given = materials.given.draw(readings.CONTROL, materials.rng)
    # Neither edges nor depth show the background's colour, so the prompt may choose it.
    scene, words = worded(drawn.scene, materials.rng)
    true = materials.vocabulary.codes_of(scene)
    answer = materials.whole(true, scene, edited_weights(materials.vocabulary, true, given))
    return materials.sequences.of_pictures(CONTROL, words, [given], answer)


def predict(materials: Materials) -> Sample:
    """A picture, and a map of it as the answer."""
    kind = readings.STYLED if materials.styled(STYLED_SHARE) else readings.GIVEN
    scene, given = materials.given.draw(kind, materials.rng)
    drawn = maps.Map(materials.rng.choice(materials.vocabulary.map_kinds), scene)
    true = materials.vocabulary.codes_of(drawn)
    answer = materials.whole(true, None, edited_weights(materials.vocabulary, true, given))
    return materials.sequences.of_pictures(PREDICT, predict_words(drawn.kind), [given], answer, Shown(scene))


def style(materials: Materials) -> Sample:
    """Two pictures: the first drawn in the style of the second."""
    rng = materials.rng
    scene, given = materials.given.draw(readings.STYLED, rng, _has_things)
    shown, reference = materials.given.draw(readings.STYLED, rng, _has_one_style)
    [becomes] = styles_in(shown)
    after = compose.styled(scene, becomes)
    true = changed_codes(materials.vocabulary.codes_of(scene), materials.vocabulary.codes_of(after), given)
    answer = materials.whole(true, after, edited_weights(materials.vocabulary, true, given))
    return materials.sequences.of_pictures(STYLE, STYLE, [given, reference], answer, Shown(scene))


def styles_in(scene: Scene) -> set[str]:
    """The names of the styles of a scene's things."""
    return {group.drawn_in for group in scene.groups if group.colour is None}


def _has_things(scene: Any) -> bool:
    return len(styles_in(scene)) > 0


def _has_one_style(scene: Any) -> bool:
    return len(styles_in(scene)) == 1
