"""The facts that a suite's lines state of their scenes, and the held-out scenes that suites are made of."""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ..scenes import compose
from ..scenes.edits import KINDS, Edit, edit_of
from ..scenes.scene import Group, Scene, is_held_out

Job = dict[str, object]
Facts = dict[str, Any]


def write_lines(file: Path, entries: Iterable[Job]) -> None:
    """Writes JSON Lines, the form in which the command line takes jobs."""
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries))


def object_facts(group: Group, masked: bool = False) -> Job:
    """The facts of one group: name, count, size, what else is set of colour, style and place, and `boxes`.

    A box is [x, y, side] as fractions of the picture's side. `masked` marks the group that a region is painted for.
    """
    facts: Job = {"name": group.name, "count": group.count, "size": group.size}
    if group.colour is not None:
        facts["colour"] = group.colour
    if group.style is not None:
        facts["style"] = group.style
    if group.place is not None:
        facts["place"] = group.place
    facts["boxes"] = [[round(v, 4) for v in (item.x, item.y, item.side)] for item in group.items]
    return facts | ({"masked": True} if masked else {})


def scene_facts(scene: Scene, masked: Group | None = None) -> Facts:
    """The facts of a scene: its background in words, its objects, and its relation where it has one. `masked`: see `object_facts`."""
    facts: Facts = {"background": scene.background.words(), "objects": [object_facts(g, g is masked) for g in scene.groups]}
    return facts if scene.relation is None else facts | {"relation": scene.relation}


def held_out_scenes(rng: random.Random, maker: Callable[[], Scene]) -> list[Scene]:
    """The first held-out scene of `maker()`, as a list of one so that a loop can unpack it."""
    while True:
        scene = maker()
        if is_held_out(scene):
            return [scene]


def held_out_edit(kind: str, rng: random.Random) -> Edit:
    """An edit of this kind (scenes/edits.py) of a picture with things anywhere, whose result was never trained on."""
    while True:
        edit = edit_of(kind, compose.free_scene(rng, gradient_share=0.15), rng)
        if edit is not None and is_held_out(edit.after):
            return edit


def held_out_edits(rng: random.Random, count: int) -> Iterator[Edit]:
    """So many edits of pictures with things anywhere, one kind after the other, whose results were never trained on."""
    for index in range(count):
        yield held_out_edit(KINDS[index % len(KINDS)], rng)


def edit_facts(edit: Edit) -> Facts:
    """Of the picture after an edit: what the instruction says of it, and that everything else is kept."""
    facts = scene_facts(edit.after)
    for group, stated in zip(edit.after.groups, facts["objects"], strict=True):
        if group is not edit.became:
            stated["kept"] = True
        elif edit.place is not None:
            stated["place"] = edit.place
    return facts | {"facts": ["things", "count", "colour", "place", "background"]}
