"""Questions about a picture as people type them: frames of `frames.json`, with answers as in `questions.py`."""

import random

from ..scenes import world
from ..scenes.scene import Scene, place_of
from .captions import caption
from .frames import a_frame
from .questions import absent_name, plain_words, related_groups, typed_form

KINDS = {"colour": 0.2, "count": 0.22, "exists": 0.18, "ground": 0.12, "where": 0.16, "related": 0.12}


def typed_description(scene: Scene, rng: random.Random, apart: bool = False) -> tuple[str, str]:
    """A request for a caption, and the caption. `apart`: in a frame that training never shows."""
    return typed_form(a_frame("describe", rng, apart), rng), caption(scene)


def typed_question(scene: Scene, rng: random.Random, apart: bool = False) -> tuple[str, str]:
    """A question with one clear answer, and the answer. `apart`: in a frame that training never shows."""
    while True:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        asked = _ask(kind, scene, rng, apart)
        if asked is not None:
            return typed_form(asked[0], rng), asked[1]


def typed_style_question(scene: Scene, rng: random.Random, apart: bool = False) -> tuple[str, str]:
    """A question about the style of a thing, and the style's name. The scene must hold a thing."""
    group = rng.choice([group for group in scene.groups if group.colour is None])
    words = group.name if group.count == 1 else world.plural(group.name)
    return typed_form(a_frame("style_of", rng, apart).format(the=f"the {words}"), rng), group.drawn_in


def _ask(kind: str, scene: Scene, rng: random.Random, apart: bool) -> tuple[str, str] | None:
    group = rng.choice(scene.groups)
    if kind == "colour":
        if group.colour is None:
            return None
        words = group.name if group.count == 1 else world.plural(group.name)
        return a_frame("colour" if group.count == 1 else "colours", rng, apart).format(the=f"the {words}"), group.colour
    if kind == "count":
        name = group.name if rng.random() < 0.8 else absent_name(scene, rng)
        found = sum(g.count for g in scene.groups if g.name == name)
        return a_frame("count", rng, apart).format(names=world.plural(name)), world.COUNT_WORDS[found]
    if kind == "exists":
        there = rng.random() < 0.5
        name = group.name if there else absent_name(scene, rng)
        slots = {"a": f"{world.article(name)} {name}", "name": name, "names": world.plural(name)}
        return a_frame("exists", rng, apart).format(**slots), "yes" if there else "no"
    if kind == "ground":
        return a_frame("ground", rng, apart), scene.background.words()
    if kind == "where":
        return (a_frame("where", rng, apart).format(the=f"the {group.name}"), place_of(group.items[0])) if group.count == 1 else None
    asked = related_groups(scene, rng)
    if asked is None:
        return None
    first, words, second = asked
    return a_frame("related", rng, apart).format(relation=words, the=f"the {second.name}"), plain_words(first)
