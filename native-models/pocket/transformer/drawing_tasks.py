"""Training samples of the tasks that only words guide: drawing, and retouching a region."""

import random
from dataclasses import replace

from ..language.captions import caption
from ..language.prompts import prompt, region_prompt
from ..language.typed import grounded_prompt, open_prompt
from ..scenes import compose, grounds, world
from ..scenes.scene import Background, Scene, is_held_out
from . import readings
from .batches import Sample
from .examples import make_composed
from .materials import Materials
from .regions import brush_stroke, cells_touched, region_around

SIMPLE_SHARE = (0.65, 0.25)
PLAIN_WORDS_SHARE = (0.9, 0.12)
# Share of drawings with things in another style than the default one, which the prompt then names.
STYLED_SHARE = (0.0, 0.1)
# Share of prompts that leave the background open. Of the others: the share in the forms of `language/prompts.py`, and the share
# with a background in a colour that no shape has.
OPEN_SHARE = 0.5
CORE_SHARE = 0.5
LIGHT_SHARE = 0.03
OTHER_GROUNDS = [name for name in world.GROUNDS if name not in world.COLOURS]


def draw(materials: Materials) -> Sample:
    """A prompt and its picture."""
    rng = materials.rng
    scene = make_composed(rng)
    if materials.chance(SIMPLE_SHARE):
        while len(scene.items) > 1:
            scene = make_composed(rng)
    if materials.styled(STYLED_SHARE):
        scene = compose.in_styles(scene, rng)
    if _says_it_all(scene) and rng.random() >= OPEN_SHARE and materials.chance(PLAIN_WORDS_SHARE):
        words = caption(scene)
    else:
        scene, words = worded(scene, rng)
    codes = materials.vocabulary.codes_of(scene)
    return materials.sequences.of_words(words, materials.whole(codes, scene))


def worded(scene: Scene, rng: random.Random) -> tuple[Scene, str]:
    """The scene and a prompt for it.

    About half of the prompts do not mention the background: the scene that is given back then has its canonical background.
    """
    if rng.random() < OPEN_SHARE:
        anew = grounds.on_canonical_ground(scene)
        if not is_held_out(anew):
            return anew, open_prompt(anew, rng)
    if scene.background.end is None and rng.random() < LIGHT_SHARE:
        scene = replace(scene, background=Background(rng.choice(OTHER_GROUNDS)))
    return scene, prompt(scene, rng) if rng.random() < CORE_SHARE else grounded_prompt(scene, rng)


def _says_it_all(scene: Scene) -> bool:
    """Whether the caption settles the composition: it names no places, and relations only from left to right."""
    return len(scene.groups) != 2 and scene.relation is None and all(group.place is None for group in scene.groups)


def retouch(materials: Materials) -> Sample:
    """A prompt for a region of a given picture.

    The region's cells are those of the picture after; the cells around it are the encoder's reading of the picture before.
    """
    rng, preset = materials.rng, materials.preset
    example, read = materials.given.draw(readings.RETOUCH, rng)
    kept = example.group in example.scene.groups
    painted = region_around(example.painted, preset.picture, rng)
    if kept and rng.random() < 0.1:
        painted |= brush_stroke(preset.picture, rng)
    words = region_prompt(example.scene, example.group if kept else None, rng)
    true = materials.vocabulary.codes_of(example.scene)
    region = cells_touched(painted, preset.grid)
    return materials.sequences.of_words(words, materials.within(region, true, read, example.scene))
