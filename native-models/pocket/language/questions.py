"""Questions about a picture, and their shortest answers."""

import random
import re

from ..scenes import world
from ..scenes.scene import Group, Scene, place_of
from .captions import caption, stated_relation
from .phrases import RELATION_FORMS

DESCRIBE = [
    "what is in the picture?", "what is in the image?", "what's in this picture?", "describe the picture.", "describe the image",
    "describe this picture in one sentence.", "what do you see?", "what can you see here?", "caption this image.",
    "write a caption", "give me a caption for this picture", "what does the picture show?", "what is shown?", "caption",
    "what is this?", "describe what you see.", "tell me what is in the picture", "please describe the image.",
]
COLOUR = [
    "what colour is the {}?", "what color is the {}?", "which colour is the {}?", "what is the colour of the {}?",
    "tell me the colour of the {}", "the {} is what colour?", "what's the color of the {}?", "colour of the {}?",
]
COLOUR_MANY = ["what colour are the {}?", "what color are the {}?", "which colour do the {} have?", "what is the colour of the {}?", "colour of the {}?"]
COUNT = [
    "how many {} are there?", "how many {} can you see?", "how many {} are in the picture?", "count the {}.", "number of {}?",
    "what is the number of {}?", "how many {} do you see?", "how many {}?", "count {}",
]
EXISTS = [
    "is there {a} {}?", "is there {a} {} in the picture?", "do you see {a} {} in this picture?", "can you see {a} {} here?",
    "does the picture contain {a} {}?", "is {a} {} in the picture?", "is {a} {} shown here?", "any {}s here?", "are there any {}s?",
]
WHERE = [
    "where is the {}?", "where can i find the {}?", "in which part of the picture is the {}?", "what is the position of the {}?",
    "where's the {}?", "where does the {} stand?", "whereabouts is the {}?",
]
BACKGROUND = [
    "what is the background?", "what is in the background?", "what's in the background?", "describe the background.",
    "which background does it have?", "what background is it?", "what does the background look like?", "what is behind it?",
    "what colour is the background?", "what is the background like?",
]
RELATED = ["what is {} the {}?", "what's {} the {}?", "what can be seen {} the {}?", "what stands {} the {}?", "which thing is {} the {}?"]
STYLE = [
    "which style is the {} in?", "what style is the {} in?", "in which style is the {} drawn?", "what is the style of the {}?",
    "how is the {} drawn?", "which style does the {} have?", "style of the {}?",
]


def description(scene: Scene, rng: random.Random) -> tuple[str, str]:
    """A request for a caption, and the caption."""
    return typed_form(rng.choice(DESCRIBE), rng), caption(scene)


def question(scene: Scene, rng: random.Random) -> tuple[str, str]:
    """A question that this scene can answer without doubt, and its answer."""
    kinds = ["colour", "count", "exists", "background", "where", "related"]
    while True:
        kind = rng.choices(kinds, [0.2, 0.22, 0.18, 0.12, 0.16, 0.12])[0]
        asked = _ask(kind, scene, rng)
        if asked is not None:
            return typed_form(asked[0], rng), asked[1]


def style_question(scene: Scene, rng: random.Random) -> tuple[str, str]:
    """A question about the style of a thing, and the style's name. The scene must hold a thing."""
    group = rng.choice([group for group in scene.groups if group.colour is None])
    words = group.name if group.count == 1 else world.plural(group.name)
    return typed_form(rng.choice(STYLE).format(words), rng), group.drawn_in


def groups_named(asked: str, scene: Scene) -> tuple[Group, ...]:
    """The groups that a question of this file speaks of: no two of a scene share a name."""
    def spoken(group: Group) -> bool:
        return re.search(rf"\b({group.name}|{world.plural(group.name)})\b", asked) is not None

    return tuple(group for group in scene.groups if spoken(group))


def _ask(kind: str, scene: Scene, rng: random.Random) -> tuple[str, str] | None:
    group = rng.choice(scene.groups)
    if kind == "colour":
        if group.colour is None:
            return None
        if group.count == 1:
            return rng.choice(COLOUR).format(group.name), group.colour
        return rng.choice(COLOUR_MANY).format(world.plural(group.name)), group.colour
    if kind == "count":
        name = group.name if rng.random() < 0.8 else absent_name(scene, rng)
        found = sum(g.count for g in scene.groups if g.name == name)
        return rng.choice(COUNT).format(world.plural(name)), world.COUNT_WORDS[found]
    if kind == "exists":
        there = rng.random() < 0.5
        name = group.name if there else absent_name(scene, rng)
        form = rng.choice(EXISTS)
        if "{}s" in form:
            form, name = form.replace("{}s", "{}"), world.plural(name)
        return form.replace("{a}", world.article(name)).format(name), "yes" if there else "no"
    if kind == "background":
        return rng.choice(BACKGROUND), scene.background.words()
    if kind == "where":
        return (rng.choice(WHERE).format(group.name), place_of(group.items[0])) if group.count == 1 else None
    return _ask_related(scene, rng)


def _ask_related(scene: Scene, rng: random.Random) -> tuple[str, str] | None:
    asked = related_groups(scene, rng)
    if asked is None:
        return None
    first, words, second = asked
    return rng.choice(RELATED).format(words, second.name), plain_words(first)


def related_groups(scene: Scene, rng: random.Random) -> tuple[Group, str, Group] | None:
    """The group that a question is about, its relation to another group in words, and that other group.

    None where the scene states no relation.
    """
    related = stated_relation(scene)
    if related is None:
        return None
    first, relation, second = related
    if rng.random() < 0.5:
        first, relation, second = second, world.OPPOSITE[relation], first
    return first, rng.choice([relation, rng.choice(RELATION_FORMS[relation])]), second


def plain_words(group: Group) -> str:
    """ "a cat", "a red circle": the answer that names a group."""
    words = group.name if group.colour is None else f"{group.colour} {group.name}"
    return f"{world.article(words)} {words}"


def absent_name(scene: Scene, rng: random.Random) -> str:
    """A name that nothing in the scene has."""
    present = {group.name for group in scene.groups}
    names = world.SHAPES if rng.random() < 0.4 else list(world.THINGS)
    return rng.choice([name for name in names if name not in present])


def typed_form(text: str, rng: random.Random) -> str:
    """The text, sometimes without its closing question mark or full stop."""
    return text.rstrip("?.") if rng.random() < 0.15 else text
