"""Instructions for an edit, in as many wordings as people have."""

import random

from ..scenes.edits import Edit
from ..scenes.scene import Group, Scene
from .phrases import PLACE_FORMS, RELATION_FORMS, background_noun, colour_word, group_phrase, name_word

ADD = ["add", "add", "put", "draw", "place", "insert"]
REMOVE = ["remove", "remove", "delete", "erase", "take away", "get rid of"]
REPLACE = [
    "replace {} with {}", "replace {} by {}", "swap {} for {}", "change {} to {}", "turn {} into {}", "exchange {} for {}",
    "instead of {} draw {}",
]
RECOLOUR = ["make {} {}", "make {} {}", "turn {} {}", "paint {} {}", "colour {} {}", "change the colour of {} to {}", "recolour {} {}"]
MOVE = ["move {} {}", "move {} {}", "put {} {}", "shift {} {}", "bring {} {}"]
GROUND = [
    "change the background to {}", "change the background to {}", "set the background to {}", "make the background {}",
    "replace the background with {}", "give it {}", "put it on {}",
]
STYLE = [
    "draw {} in {} style", "draw {} in {} style", "make {} {} style", "change the style of {} to {}", "turn {} into {} style",
    "redraw {} in {} style", "{} in {} style",
]
# Where something is moved to: "to the top left". PLACE_FORMS say where something is.
TOWARDS = ["to the {}", "to the {}", "to the {} of the picture"]


def instruction(edit: Edit, rng: random.Random) -> str:
    """A random wording of an edit as an instruction, with a "please" or a full stop now and then."""
    text = _words(edit, rng)
    roll = rng.random()
    if roll < 0.08:
        text = "please " + text
    elif roll < 0.14:
        text = f"{text}, please"
    elif roll < 0.24:
        text += "."
    return text


def _words(edit: Edit, rng: random.Random) -> str:
    if edit.kind == "background":
        return _ground(edit.after, rng)
    if edit.kind == "add":
        assert edit.became is not None
        return f"{rng.choice(ADD)} {group_phrase(edit.became, rng, terse=rng.random() < 0.2)} {_where(edit, rng)}"
    assert edit.was is not None
    named = "the " + _named(edit.was, edit.before, rng)
    if edit.kind == "remove":
        return f"{rng.choice(REMOVE)} {named}"
    if edit.kind == "move":
        place = edit.place or "centre"
        return rng.choice(MOVE).format(named, rng.choice(TOWARDS).format(place) if rng.random() < 0.7 else rng.choice(PLACE_FORMS[place]))
    assert edit.became is not None
    if edit.kind == "style":
        return rng.choice(STYLE).format(named, edit.became.style)
    if edit.kind == "recolour":
        assert edit.became.colour is not None
        return rng.choice(RECOLOUR).format(named, colour_word(edit.became.colour, rng))
    # The size stays that of what is replaced, so it needs no word.
    words = name_word(edit.became.name, 1, rng)
    if edit.became.colour is not None:
        words = f"{colour_word(edit.became.colour, rng)} {words}"
    return rng.choice(REPLACE).format(named, f"{'an' if words[0] in 'aeiou' else 'a'} {words}")


def _named(group: Group, scene: Scene, rng: random.Random) -> str:
    """As few words as tell it from the others: no two groups of a scene share a name."""
    name = name_word(group.name, group.count, rng)
    return f"{colour_word(group.colour, rng)} {name}" if group.colour is not None and rng.random() < 0.3 else name


def _where(edit: Edit, rng: random.Random) -> str:
    if edit.relation is not None:
        relation, near = edit.relation
        return f"{rng.choice(RELATION_FORMS[relation])} the {_named(near, edit.before, rng)}"
    return rng.choice(PLACE_FORMS[edit.place or "centre"])


def _ground(scene: Scene, rng: random.Random) -> str:
    form = rng.choice(GROUND)
    if form.startswith("make"):
        words = background_noun(scene.background, rng) if scene.background.end else colour_word(scene.background.start, rng)
        return form.format(words)
    return form.format(background_noun(scene.background, rng))
