"""Instructions for an edit as people type them: frames of `frames.json` filled with what changes."""

import random

from ..scenes import world
from ..scenes.edits import Edit
from ..scenes.scene import Group, Scene
from .frames import a_frame
from .phrases import PLACE_FORMS, RELATION_FORMS, background_noun, colour_word, name_word
from .typed import group_words, mistyped, with_articles

COLOURED_SHARE = 0.3
TOWARDS = ["to the {}", "to the {}", "to the {} of the picture", "over to the {}", "towards the {}", "into the {}"]
CORNERS = ["to the {} corner", "over to the {} corner", "into the {} corner"]
IN_CORNERS = ["in the {} corner", "in the {} corner of the picture"]
# Relations to the only group of a picture.
ONLY = {"left of": ["left of it", "to its left", "to the left of it"], "right of": ["right of it", "to its right", "to the right of it"],
        "above": ["above it", "over it"], "below": ["below it", "under it", "beneath it"]}
# Share of the edits of an only group that call it "it".
ALONE_SHARE = 0.5


def typed_instruction(edit: Edit, rng: random.Random, apart: bool = False) -> str:
    """A random instruction for an edit. `apart`: in a frame that training never shows."""
    colour = "" if edit.became is None or edit.became.colour is None else colour_word(edit.became.colour, rng)
    if edit.kind == "background":
        return mistyped(_ground(edit.after, rng, apart), rng)
    if edit.kind == "add":
        assert edit.became is not None
        words = group_words(edit.became, rng, bare=rng.random() < 0.1)
        return mistyped(a_frame("add", rng, apart).format(thing=words, where=_where(edit, rng)), rng)
    assert edit.was is not None
    named = _named(edit.was, edit.before, rng)
    slots = {"the": f"the {named}", "name": named, "colour": colour}
    if edit.kind == "move":
        assert edit.place is not None
        slots |= {"to": _towards(edit.place, rng), "at": _at(edit.place, rng)}
    elif edit.kind == "style":
        assert edit.became is not None
        slots["style"] = edit.became.drawn_in
    elif edit.kind == "replace":
        assert edit.became is not None
        new = name_word(edit.became.name, 1, rng)
        new = f"{colour} {new}" if colour else new
        slots["new"] = f"{world.article(new)} {new}"
    # "it" is clear only where nothing else is in the picture.
    alone = edit.kind == "recolour" and len(edit.before.groups) == 1 and edit.was.count == 1
    frame = a_frame("recolour_it" if alone and rng.random() < ALONE_SHARE else edit.kind, rng, apart)
    text = frame.format(**slots).replace("over over", "over")
    return mistyped(with_articles(text, colour or "-"), rng)


def _named(group: Group, scene: Scene, rng: random.Random) -> str:
    """As few words as tell it from the others: no two groups of a scene share a name."""
    name = name_word(group.name, group.count, rng)
    return f"{colour_word(group.colour, rng)} {name}" if group.colour is not None and rng.random() < COLOURED_SHARE else name


def _towards(place: str, rng: random.Random) -> str:
    if " " in place and rng.random() < 0.35:
        return rng.choice(CORNERS).format(place)
    word = "center" if place == "centre" and rng.random() < 0.4 else "middle" if place == "centre" and rng.random() < 0.5 else place
    return rng.choice(TOWARDS).format(word)


def _at(place: str, rng: random.Random) -> str:
    if " " in place and rng.random() < 0.3:
        return rng.choice(IN_CORNERS).format(place)
    return rng.choice(PLACE_FORMS[place])


def _where(edit: Edit, rng: random.Random) -> str:
    if edit.relation is None:
        return _at(edit.place or "centre", rng)
    relation, near = edit.relation
    if len(edit.before.groups) == 1 and rng.random() < ALONE_SHARE:
        return rng.choice(ONLY[relation])
    return f"{rng.choice(RELATION_FORMS[relation])} the {_named(near, edit.before, rng)}"


def _ground(scene: Scene, rng: random.Random, apart: bool) -> str:
    solid = scene.background.end is None
    frame = a_frame("background", rng, apart, without="" if solid else "{colour}")
    colour = colour_word(scene.background.start, rng)
    words = frame.format(colour=colour, ground=background_noun(scene.background, rng))
    return with_articles(words, colour) if solid else words
