"""Edits of a scene by an instruction: everything that it does not name stays as it was and where it was."""

import random
from dataclasses import dataclass, replace

from . import compose, world
from .scene import Background, Group, Item, Scene, place_of, relation_between

KINDS = ["add", "remove", "replace", "recolour", "background", "move"]


@dataclass(frozen=True)
class Edit:
    """A scene before and after; the group as it was (None for an addition) and as it became (None for a removal)."""

    kind: str
    before: Scene
    after: Scene
    was: Group | None = None
    became: Group | None = None
    # Where an added or moved thing is to stand, in words: a place, or a relation to another group.
    place: str | None = None
    relation: tuple[str, Group] | None = None

    @property
    def changed(self) -> tuple[Item, ...] | None:
        """The members that stand, or stood, where the two pictures differ.

        None where the background changes, and with it the whole picture.
        """
        if self.kind == "background":
            return None
        return tuple(item for group in (self.was, self.became) if group is not None for item in group.items)

    @property
    def named(self) -> tuple[Group, ...]:
        """The groups of the picture before that the instruction names: what changes, and what it says to stand beside."""
        beside = None if self.relation is None else self.relation[1]
        return tuple(group for group in (self.was, beside) if group is not None)


def edit_of(kind: str, scene: Scene, rng: random.Random) -> Edit | None:
    """A random edit of this kind, one of KINDS. None where the scene allows none, as when there is no room for an addition."""
    if kind == "background":
        return _ground(scene, rng)
    if kind == "add":
        return _add(scene, rng)
    group = rng.choice(scene.groups)
    if kind == "remove":
        return Edit(kind, scene, _with(scene, group, None), was=group) if len(scene.groups) > 1 else None
    if kind == "recolour":
        if group.colour is None:
            return None
        colours = [c for c in world.COLOUR_NAMES if c not in (group.colour, *scene.background.colours)]
        became = replace(group, colour=rng.choice(colours))
        return Edit(kind, scene, _with(scene, group, became), was=group, became=became)
    if kind == "replace":
        return _replace(scene, group, rng)
    return _move(scene, group, rng)


def restyle(scene: Scene, rng: random.Random) -> Edit | None:
    """A random thing drawn in another style, an edit of the kind "style". None where the scene holds no thing."""
    things = [group for group in scene.groups if group.colour is None]
    if not things:
        return None
    group = rng.choice(things)
    style = rng.choice([style for style in world.STYLES if style != group.drawn_in])
    became = replace(group, style=style)
    return Edit("style", scene, _with(scene, group, became), was=group, became=became)


def _with(scene: Scene, group: Group | None, became: Group | None) -> Scene:
    """The group exchanged, added (`group` is None) or taken away (`became` is None)."""
    groups = [became if other is group else other for other in scene.groups]
    if group is None:
        groups.append(became)
    return Scene(scene.background, tuple(other for other in groups if other is not None))


def _fits(item: Item, others: list[Item]) -> bool:
    return item.inside() and all(item.clears(other) for other in others)


def _ground(scene: Scene, rng: random.Random) -> Edit | None:
    taken = {group.colour for group in scene.groups} | set(scene.background.colours)
    free = [colour for colour in world.COLOUR_NAMES if colour not in taken]
    start, end = rng.sample(free, 2)
    ground = Background(start, end if rng.random() < 0.1 else None)
    return Edit("background", scene, replace(scene, background=ground))


def _add(scene: Scene, rng: random.Random) -> Edit | None:
    """A single thing of a name that is not there yet, at a place or in relation to a single thing."""
    group = compose.random_groups(rng, scene.background, (1,))[0]
    if len(scene.groups) > 3 or any(group.name == other.name for other in scene.groups):
        return None
    others = [item for _, item in scene.items]
    if rng.random() < 0.5:
        place = rng.choice(world.PLACES)
        x, y = world.PLACE_CENTRES[place]
        became = replace(group, items=(Item(x, y, compose.box_side(group.size, x, y)),))
        return Edit("add", scene, _with(scene, None, became), became=became, place=place) if _fits(became.items[0], others) else None
    near = rng.choice(scene.groups)
    relation = rng.choice(list(world.OPPOSITE))
    item = beside(near.items[0], relation, world.SIZES[group.size])
    if near.count > 1 or item is None or not _fits(item, others) or relation_between(item, near.items[0]) != relation:
        return None
    became = replace(group, items=(item,))
    return Edit("add", scene, _with(scene, None, became), became=became, relation=(relation, near))


def beside(near: Item, relation: str, side: float) -> Item | None:
    """A box of this side in this relation to `near`, as close to it as `world.GAP` allows.

    Its centre lies on the lattice of eighths, on the axis through `near`. None where it would cross the margin.
    """
    step = -1 if relation in ("left of", "above") else 1
    across = relation in ("left of", "right of")
    fixed = round((near.y if across else near.x) * 8) / 8
    start = near.x if across else near.y
    for eighth in range(1, 8) if step > 0 else range(7, 0, -1):
        along = eighth / 8
        item = Item(along, fixed, side) if across else Item(fixed, along, side)
        if (along - start) * step > 0 and item.clears(near):
            return item if item.inside() else None
    return None


def _replace(scene: Scene, group: Group, rng: random.Random) -> Edit | None:
    """Another single thing in its place; medium unless it keeps the size of what it replaces."""
    other = compose.random_groups(rng, scene.background, (1,))[0]
    if group.count > 1 or any(other.name == known.name for known in scene.groups):
        return None
    old = group.items[0]
    item = Item(round(old.x * 8) / 8, round(old.y * 8) / 8, world.SIZES[group.size])
    became = replace(other, size=group.size, items=(item,))
    rest = [item for known, item in scene.items if known is not group]
    return Edit("replace", scene, _with(scene, group, became), was=group, became=became) if _fits(item, rest) else None


def _move(scene: Scene, group: Group, rng: random.Random) -> Edit | None:
    if group.count > 1:
        return None
    place = rng.choice([place for place in world.PLACES if place != place_of(group.items[0])])
    x, y = world.PLACE_CENTRES[place]
    became = replace(group, items=(Item(x, y, compose.box_side(group.size, x, y)),))
    rest = [item for known, item in scene.items if known is not group]
    if not _fits(became.items[0], rest):
        return None
    return Edit("move", scene, _with(scene, group, became), was=group, became=became, place=place)
