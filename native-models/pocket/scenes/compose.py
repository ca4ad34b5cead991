"""Random scenes: the canonical composition that a prompt describes, and free placement for given pictures."""

import random
from collections.abc import Callable
from dataclasses import replace

from . import world
from .scene import Background, Group, Item, Scene, is_held_out

# Where the members stand, in the order in which a prompt names them. Quarters
# and the middle of the side leave room for four of any size.
SLOTS: dict[int, list[tuple[float, float]]] = {
    1: [(0.5, 0.5)],
    2: [(0.25, 0.5), (0.75, 0.5)],
    3: [(0.25, 0.25), (0.75, 0.25), (0.5, 0.75)],
    4: [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)],
}
RELATION_SLOTS: dict[str, list[tuple[float, float]]] = {
    "left of": [(0.25, 0.5), (0.75, 0.5)],
    "right of": [(0.75, 0.5), (0.25, 0.5)],
    "above": [(0.5, 0.25), (0.5, 0.75)],
    "below": [(0.5, 0.75), (0.5, 0.25)],
}
# Counts of the groups, and how often each form is drawn.
FORMS: list[tuple[str, tuple[int, ...], float]] = [
    ("single", (1,), 0.28), ("place", (1,), 0.09), ("count", (2,), 0.09), ("count", (3,), 0.08),
    ("count", (4,), 0.08), ("pair", (1, 1), 0.13), ("relation", (1, 1), 0.14),
    ("places", (1, 1), 0.03), ("mixed", (2, 1), 0.015), ("mixed", (1, 2), 0.015),
    ("mixed", (1, 1, 1), 0.02), ("mixed", (2, 2), 0.01), ("mixed", (3, 1), 0.01),
    ("mixed", (1, 1, 1, 1), 0.01),
]


# Share of groups that are things and not shapes.
THING_SHARE = 0.5


def box_side(size: str, x: float, y: float) -> float:
    """Side of a member's box at a place, as a fraction of the picture's side.

    `size` is a key of `world.SIZES`, and x, y is the centre in 0..1. A large member near the edge is made smaller, so that its box ends
    at the margin.
    """
    return min(world.SIZES[size], 2 * (min(x, y, 1 - x, 1 - y) - world.MARGIN))


def composed_sides() -> list[float]:
    """Every side that a member of a composition may have: fractions of the picture's side, ascending."""
    centres = {slot for slots in SLOTS.values() for slot in slots}
    return sorted({round(box_side(size, x, y), 6) for size in world.SIZES for x, y in centres})


def random_background(rng: random.Random, gradient_share: float) -> Background:
    """A background of one colour, or by the share `gradient_share` a gradient between two."""
    start, end = rng.sample(world.COLOUR_NAMES, 2)
    return Background(start, end if rng.random() < gradient_share else None)


def holding(scene: Scene, known: Group) -> Scene | None:
    """The picture of one thing with `known`'s name and colour in its place.

    None where `known` has a colour of the background and would vanish in it.
    """
    (group,) = scene.groups
    if known.colour in scene.background.colours:
        return None
    return replace(scene, groups=(replace(group, name=known.name, colour=known.colour),))


def random_size(rng: random.Random) -> str:
    """A key of `world.SIZES`. "medium" is by far the most frequent."""
    return rng.choices(["small", "medium", "large"], [0.15, 0.7, 0.15])[0]


def random_groups(
    rng: random.Random, background: Background, counts: tuple[int, ...], things: float = THING_SHARE
) -> list[Group]:
    """One group for each entry of `counts`, no two of the same name, and none in a colour of the background.

    A share `things` of them are things, the others are shapes. The groups hold no items yet: the caller places them.
    """
    colours = [c for c in world.COLOUR_NAMES if c not in background.colours]
    chosen: list[Group] = []
    while len(chosen) < len(counts):
        is_thing = rng.random() < things
        name = rng.choice(list(world.THINGS) if is_thing else world.SHAPES)
        # Two colours of the same shape cannot be named apart in a question.
        if all(name != group.name for group in chosen):
            chosen.append(Group(name, None if is_thing else rng.choice(colours), random_size(rng), ()))
    return chosen


def _seat(groups: list[Group], counts: tuple[int, ...], slots: list[tuple[float, float]]) -> tuple[Group, ...]:
    seated, start = [], 0
    for group, count in zip(groups, counts, strict=True):
        items = tuple(Item(x, y, box_side(group.size, x, y)) for x, y in slots[start : start + count])
        seated.append(replace(group, items=items))
        start += count
    return tuple(seated)


def canonical_scene(
    rng: random.Random, gradient_share: float = 0.0, form: str | None = None, things: float = THING_SHARE,
) -> Scene:
    """A scene with the composition that its prompt stands for: the prompt settles where every member is.

    `form` is a name of FORMS, None for any; `gradient_share` is the share of gradients, `things` that of things among the groups.
    """
    choices = [entry for entry in FORMS if form is None or entry[0] == form]
    kind, counts, _ = rng.choices(choices, [entry[2] for entry in choices])[0]
    background = random_background(rng, gradient_share)
    groups = random_groups(rng, background, counts, things)
    if kind == "relation":
        relation = rng.choice(list(RELATION_SLOTS))
        return Scene(background, _seat(groups, counts, RELATION_SLOTS[relation]), relation)
    if kind in ("place", "places"):
        places = _distant_places(rng, len(counts))
        slots = [world.PLACE_CENTRES[place] for place in places]
        seated = _seat(groups, counts, slots)
        return Scene(background, tuple(
            replace(group, place=place) for group, place in zip(seated, places, strict=True)
        ))
    return Scene(background, _seat(groups, counts, SLOTS[sum(counts)]))


def _distant_places(rng: random.Random, count: int) -> list[str]:
    while True:
        places = rng.sample(world.PLACES, count)
        centres = [world.PLACE_CENTRES[place] for place in places]
        if count == 1 or max(abs(a - b) for a, b in zip(*centres, strict=True)) >= 0.5:
            return places


def free_scene(
    rng: random.Random, gradient_share: float = 0.35, counts: tuple[int, ...] | None = None, things: float = THING_SHARE,
) -> Scene:
    """A scene with its members at random places and of slightly varied sizes, as in a picture that somebody else made.

    `counts` says how many members each group has (None: random), `gradient_share` the share of gradients, and `things` the share of
    things among the groups.
    """
    if counts is None:
        counts = rng.choices(
            [(1,), (2,), (3,), (4,), (1, 1), (1, 2), (2, 1), (1, 1, 1), (2, 2)],
            [0.34, 0.12, 0.08, 0.06, 0.28, 0.03, 0.03, 0.04, 0.02],
        )[0]
    while True:
        background = random_background(rng, gradient_share)
        groups = random_groups(rng, background, counts, things)
        placed: list[Item] = []
        for group, count in zip(groups, counts, strict=True):
            placed += _drop(rng, group.size, count, placed)
        if len(placed) == sum(counts):
            slots = iter(placed)
            return Scene(background, tuple(
                replace(group, items=tuple(next(slots) for _ in range(count)))
                for group, count in zip(groups, counts, strict=True)
            ))


def aligned_scene(
    rng: random.Random, gradient_share: float = 0.0, counts: tuple[int, ...] | None = None, things: float = THING_SHARE,
) -> Scene:
    """Like `free_scene`, with plain sizes and every centre on the lattice of eighths."""
    while True:
        scene = free_scene(rng, gradient_share, counts, things)
        tidy = aligned(scene)
        if tidy is not None:
            return tidy


def aligned(scene: Scene, only: Group | None = None) -> Scene | None:
    """The scene with the centre of every member (or of the members of `only`) moved to the nearest eighth, in its plain size.

    None where a member would then touch another one or the margin.
    """
    groups = tuple(
        replace(group, items=tuple(Item(round(item.x * 8) / 8, round(item.y * 8) / 8, world.SIZES[group.size]) for item in group.items))
        if only is None or group is only else group
        for group in scene.groups
    )
    items = [item for group in groups for item in group.items]
    apart = all(a.clears(b) for i, a in enumerate(items) for b in items[i + 1 :])
    return replace(scene, groups=groups) if apart and all(item.inside() for item in items) else None


def styled(scene: Scene, style: str) -> Scene:
    """The scene with every thing drawn in one style, a key of `world.STYLES`. Shapes have no style."""
    return replace(scene, groups=tuple(
        group if group.colour is not None else replace(group, style=style) for group in scene.groups
    ))


def in_styles(scene: Scene, rng: random.Random) -> Scene:
    """The scene with its things drawn in other styles than the default one.

    Mostly all of them share one style; sometimes every group has a random one.
    """
    others = [style for style in world.STYLES if style != world.DEFAULT_STYLE]
    if rng.random() < 0.7:
        return styled(scene, rng.choice(others))
    return each_in_a_style(scene, rng)


def each_in_a_style(scene: Scene, rng: random.Random) -> Scene:
    """The scene with a random style for every group of things."""
    return replace(scene, groups=tuple(
        group if group.colour is not None else replace(group, style=rng.choice(list(world.STYLES))) for group in scene.groups
    ))


def _drop(rng: random.Random, size: str, count: int, placed: list[Item]) -> list[Item]:
    """Up to `count` items at free places; fewer when sixty tries each found none."""
    dropped: list[Item] = []
    for _ in range(count):
        for _ in range(60):
            side = world.SIZES[size] * (1 + rng.uniform(-1, 1) * world.SIZE_JITTER)
            low = world.MARGIN + side / 2
            item = Item(rng.uniform(low, 1 - low), rng.uniform(low, 1 - low), side)
            if all(item.clears(other) for other in placed + dropped):
                dropped.append(item)
                break
    return dropped


def training_scene(rng: random.Random, maker: Callable[..., Scene], **options: object) -> Scene:
    """The first scene of `maker(rng, **options)` that training may show: one that is not held out."""
    while True:
        scene = maker(rng, **options)
        if not is_held_out(scene):
            return scene
