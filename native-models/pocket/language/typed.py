"""Prompts as people type them: frames of `frames.json` filled with a scene. Many leave the background open."""

import random

from ..scenes import world
from ..scenes.scene import Group, Scene
from .frames import a_frame
from .phrases import COUNT_FORMS, PLACE_FORMS, RELATION_FORMS, SIZE_WORDS, background_tail, colour_word, name_word

MISTYPED_SHARE = 0.05
# Share without articles ("cat, dog") of the prompts that only name things.
BARE_SHARE = 0.5
# Share of backgrounds behind things alone that are worded as "a fish in blue". A thing has colours of its own, so the colour can
# only be the background's.
IN_GROUND_SHARE = 0.04
THINGS = "{things}"
STYLE_FORMS = [" in {} style", " in {} style", " in the {} style", " ({} style)", " drawn in {} style", ", {} style", " as {}"]
RELATED_FORMS = ["{first} {relation} {second}", "{first} {relation} {second}", "{first} that is {relation} {second}", "{first}, {relation} {second}"]
LISTED_FORMS = ["{first} and {second}", "{first} and {second}", "{first}, {second}", "{first}, and {second}", "{first} plus {second}"]


def open_prompt(scene: Scene, rng: random.Random, apart: bool = False) -> str:
    """A prompt that does not mention the background. `apart`: in a frame that training never shows."""
    frame = a_frame("open", rng, apart)
    return mistyped(frame.format(things=things(scene, rng, bare=frame == THINGS)), rng)


def grounded_prompt(scene: Scene, rng: random.Random, apart: bool = False) -> str:
    """A prompt that names the background. `apart`: in a frame that training never shows."""
    if scene.background.end is not None:
        return mistyped(things(scene, rng, bare=True) + background_tail(scene.background, rng), rng)
    frame = a_frame("grounded", rng, apart)
    colour = colour_word(scene.background.start, rng)
    if all(group.colour is None for group in scene.groups) and rng.random() < IN_GROUND_SHARE:
        frame = "{things} in {colour}"
    words = frame.format(things=things(scene, rng, bare=frame.startswith(THINGS)), colour=colour)
    return mistyped(with_articles(words, colour), rng)


def with_articles(text: str, word: str) -> str:
    """The text with "an" for "a" before `word`, where it begins with a vowel: frames say "a" before every slot."""
    if word[0] not in "aeiou":
        return text
    return f" {text}".replace(f" a {word}", f" an {word}")[1:]


def things(scene: Scene, rng: random.Random, bare: bool) -> str:
    """The groups of a scene in words, and their places or relation where the composition does not settle them by itself."""
    bare = bare and rng.random() < BARE_SHARE
    phrases = [group_words(group, rng, bare) for group in scene.groups]
    if scene.relation is not None:
        return _related(phrases, scene.relation, rng)
    if scene.groups[0].place is not None:
        parts = [f"{words} {rng.choice(PLACE_FORMS[group.place or 'centre'])}" for group, words in zip(scene.groups, phrases, strict=True)]
        return rng.choice([" and ", ", ", " and "]).join(parts)
    if len(phrases) == 1:
        middle = scene.groups[0].count == 1 and rng.random() < 0.04
        return phrases[0] + (" " + rng.choice(PLACE_FORMS["centre"]) if middle else "")
    form = a_frame("joined", rng) if len(phrases) == 2 else rng.choice(LISTED_FORMS)
    return form.format(first=", ".join(phrases[:-1]), second=phrases[-1])


def group_words(group: Group, rng: random.Random, bare: bool) -> str:
    """ "a heart in red", "three little red rings", "pink heart"."""
    words = name_word(group.name, group.count, rng)
    if group.colour is not None:
        verb = "is" if group.count == 1 else "are"
        words = a_frame("coloured", rng).format(colour=colour_word(group.colour, rng), name=words, **{"is": verb})
    if group.size != "medium" or rng.random() < 0.05:
        words = f"{rng.choice(SIZE_WORDS[group.size])} {words}"
    if group.style not in (None, world.DEFAULT_STYLE):
        words += rng.choice(STYLE_FORMS).format(group.style)
    if group.count > 1:
        number = world.COUNT_WORDS[group.count]
        return f"{rng.choice([*COUNT_FORMS[group.count], number, f'exactly {number}'])} {words}"
    return words if bare else f"{'one' if rng.random() < 0.06 else world.article(words)} {words}"


def _related(phrases: list[str], relation: str, rng: random.Random) -> str:
    first, second = phrases
    if rng.random() < 0.3:
        first, second, relation = second, first, world.OPPOSITE[relation]
    return rng.choice(RELATED_FORMS).format(first=first, relation=rng.choice(RELATION_FORMS[relation]), second=second)


def mistyped(text: str, rng: random.Random) -> str:
    """The text, sometimes with one slip: two letters exchanged, one left out, or one doubled."""
    if rng.random() >= MISTYPED_SHARE:
        return text
    at = rng.randrange(max(len(text) - 1, 1))
    here, after = text[at : at + 1], text[at + 1 : at + 2]
    return text[:at] + rng.choice([after + here, after, here + here + after]) + text[at + 2 :]
