"""The canonical caption: one fixed sentence for every scene."""

from dataclasses import replace

from ..scenes import world
from ..scenes.scene import Group, Scene, relation_between


def group_words(group: Group, sized: bool = True) -> str:
    """COUNT [SIZE] [COLOUR] NAME [in STYLE style]: "a small red circle", "two medium cats in twemoji style"."""
    name = group.name if group.count == 1 else world.plural(group.name)
    words = " ".join(word for word in (group.size if sized else None, group.colour, name) if word is not None)
    count = world.article(words) if group.count == 1 else world.COUNT_WORDS[group.count]
    style = "" if group.style in (None, world.DEFAULT_STYLE) else f" in {group.style} style"
    return f"{count} {words}{style}"


def in_reading_order(scene: Scene) -> list[Group]:
    """From left to right, so that a picture has one caption and not several."""
    return sorted(scene.groups, key=lambda group: sum(i.x for i in group.items) / group.count)


def stated_relation(scene: Scene) -> tuple[Group, str, Group] | None:
    """Two single members that clearly stand left of or above one another, as (first, relation, second).

    The left or the upper one comes first. None where the scene has no such pair.
    """
    if scene.pair is None:
        return None
    first, second = scene.pair
    relation = relation_between(first.items[0], second.items[0])
    if relation in ("right of", "below"):
        return second, world.OPPOSITE[relation], first
    return (first, relation, second) if relation else None


def as_told(scene: Scene) -> Scene:
    """The scene with its groups in the order of its caption, so that its relation is that of the first to the second."""
    related = stated_relation(scene)
    if related is None:
        return replace(scene, groups=tuple(in_reading_order(scene)), relation=None)
    first, relation, second = related
    return replace(scene, groups=(first, second), relation=relation)


def caption(scene: Scene) -> str:
    """The one caption of a scene: "a red circle left of a cat on a blue background"."""
    ending = f" on {scene.background.words()}"
    related = stated_relation(scene)
    if related is not None:
        first, relation, second = related
        return f"{group_words(first)} {relation} {group_words(second)}{ending}"
    groups = [group_words(group) for group in in_reading_order(scene)]
    if len(groups) == 1:
        return groups[0] + ending
    return ", ".join(groups[:-1]) + " and " + groups[-1] + ending
