"""Does a picture show what was asked? Every fact of the scene, and nothing besides."""

from collections import Counter

import numpy as np

from ..scenes.scene import Item, Scene, place_of, relation_between
from .perceive import RECOGNISED, Found, Reading, read_picture

# Ground left in specks before a picture counts as stained.
STAINED = 0.01


def faults(reading: Reading, scene: Scene, check_sizes: bool = False) -> list[str]:
    """What differs from the scene; empty when the picture is right."""
    wrong: list[str] = []
    if reading.background.words() != scene.background.words():
        wrong.append(f"background {reading.background.words()}")
    things = [found for found in reading.things if found.overlap >= RECOGNISED]
    if len(things) < len(reading.things):
        wrong.append("unrecognised")
    if reading.stains > STAINED:
        wrong.append("stains")
    seen = Counter((found.colour, found.name) for found in things)
    expected = Counter({(group.colour, group.name): group.count for group in scene.groups})
    if seen != expected:
        wrong.append("things " + ", ".join(f"{n} {c} {s}" for (c, s), n in seen.items()))
        return wrong
    return wrong + _place_faults(things, scene) + (_size_faults(things, scene) if check_sizes else [])


def _only(things: list[Found], colour: str, name: str) -> Item:
    found = next(f for f in things if (f.colour, f.name) == (colour, name))
    return Item(found.x, found.y, found.side)


def _place_faults(things: list[Found], scene: Scene) -> list[str]:
    wrong = []
    if scene.relation is not None:
        first, second = (_only(things, group.colour, group.name) for group in scene.groups)
        if relation_between(first, second) != scene.relation:
            wrong.append("relation")
    for group in scene.groups:
        if group.place is not None and place_of(_only(things, group.colour, group.name)) != group.place:
            wrong.append(f"place of the {group.name}")
    return wrong


def _size_faults(things: list[Found], scene: Scene) -> list[str]:
    return [
        f"size of the {group.name}"
        for group in scene.groups
        for found in things
        if (found.colour, found.name) == (group.colour, group.name) and abs(found.side - group.items[0].side) > 0.07
    ]


def is_right(picture: np.ndarray, scene: Scene) -> bool:
    return not faults(read_picture(picture), scene)


def recognised_share(picture: np.ndarray, scene: Scene) -> tuple[int, int]:
    """How many of a scene's members are found where they stand: the codec's measure."""
    reading, hits = read_picture(picture), 0
    for group, item in scene.items:
        hits += any(
            (found.name, found.colour) == (group.name, group.colour) and found.overlap >= RECOGNISED
            and abs(found.x - item.x) < 0.06 and abs(found.y - item.y) < 0.06
            for found in reading.things
        )
    return hits, len(scene.items)
