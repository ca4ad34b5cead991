"""Test scenes by suite, all holding a combination that was never trained on."""

import random
from collections.abc import Callable
from dataclasses import replace

from ..scenes import compose
from ..scenes.scene import Scene, is_held_out
from .perceive import RECOGNISED, Found, Reading
from .verdict import faults

FORMS: dict[str, str] = {
    "single": "single", "colours": "single", "two": "pair", "counts": "count", "position": "relation", "attribution": "pair",
}
# What asks for colours asks for shapes: things come in their own.
SHAPES_ONLY = ("colours", "attribution")


def suite_scenes(suite: str, count: int, seed: int, things: float = compose.THING_SHARE) -> list[Scene]:
    rng = random.Random(f"{suite}/{seed}")
    scenes: list[Scene] = []
    while len(scenes) < count:
        scene = compose.canonical_scene(rng, form=FORMS[suite], things=0 if suite in SHAPES_ONLY else things)
        if is_held_out(scene):
            scenes.append(scene)
    return scenes


def _seen(reading: Reading) -> list[Found]:
    # A blob counts as a thing without a name: a picture with one more is not right.
    return [found if found.overlap >= RECOGNISED else replace(found, name="?") for found in reading.things]


def _names(reading: Reading, scene: Scene) -> bool:
    asked = sorted(group.name for group, _ in scene.items)
    return sorted(found.name for found in _seen(reading)) == asked


def _coloured(reading: Reading, scene: Scene) -> bool:
    asked = sorted((group.name, group.colour) for group, _ in scene.items)
    return sorted((found.name, found.colour) for found in _seen(reading)) == asked


def _standing(reading: Reading, scene: Scene) -> bool:
    return _coloured(reading, scene) and not any(
        "relation" in fault or "place" in fault for fault in faults(reading, scene)
    )


# What each suite asks for, as in GenEval; `faults` is the strict measure, ground included.
FACTS: dict[str, Callable[[Reading, Scene], bool]] = {
    "single": _names, "colours": _coloured, "two": _names, "counts": _names, "position": _standing, "attribution": _coloured,
}
