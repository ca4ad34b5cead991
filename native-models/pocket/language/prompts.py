"""Prompts for a picture, in many wordings."""

import random

from ..scenes import world
from ..scenes.scene import Background, Group, Scene
from .captions import caption
from .phrases import (
    PLACE_FORMS,
    RELATION_FORMS,
    SIZE_WORDS,
    background_noun,
    background_tail,
    group_phrase,
    name_word,
)

OPENINGS = [
    "draw ", "draw me ", "paint ", "a picture of ", "an image of ", "a picture showing ", "please draw ", "show ", "show me ",
    "make ", "make me ", "create ", "generate ", "i want ", "i need ", "i would like ", "please give me ", "there is ", "just ",
    "can you draw ", "could you make ", "can you paint me ", "a drawing of ", "an illustration of ", "picture: ", "place ",
]
ENDINGS = [".", "!", " please", ", please", ", nothing else", ". nothing else.", "...", ", simple"]
JOINTS = [" and ", " and ", " and ", " with ", ", ", " next to ", " beside ", " plus ", " & ", " together with ", " alongside "]


def prompt(scene: Scene, rng: random.Random) -> str:
    """A random prompt for a scene: it says everything that the composition does not settle by itself."""
    roll = rng.random()
    if roll < 0.12 and scene.relation is None and all(g.place is None for g in scene.groups) and len(scene.groups) != 2:
        return caption(scene)
    terse = rng.random() < 0.3
    body = _groups(scene, rng, terse)
    if rng.random() < 0.72:
        text = body + background_tail(scene.background, rng)
    else:
        text = _background_first(scene.background, body, rng)
    if not terse and rng.random() < 0.45:
        text = rng.choice(OPENINGS) + text
        if text.startswith(("can you", "could you")) and rng.random() < 0.7:
            return text + "?"
    if rng.random() < 0.3:
        text += rng.choices(ENDINGS, [8, 1, 1, 1, 2, 1, 0.5, 0.5])[0]
    return _misspell(text, rng) if rng.random() < 0.03 else text


def _background_first(background: Background, body: str, rng: random.Random) -> str:
    noun = background_noun(background, rng)
    bare = background_noun(background, rng, bare=True)
    return rng.choice([
        f"{bare}: {body}", f"{noun} with {body}", f"{noun} with {body} on it", f"{bare}, {body}",
        f"on {noun}, {body}", f"{bare} with {body}", f"{bare}. {body}",
    ])


def _groups(scene: Scene, rng: random.Random, terse: bool) -> str:
    phrases = [group_phrase(group, rng, terse) for group in scene.groups]
    if scene.relation is not None:
        return _relation(phrases, scene.relation, rng)
    if scene.groups[0].place is not None:
        return _places(scene.groups, phrases, rng)
    if len(phrases) == 1:
        middle = " " + rng.choice(PLACE_FORMS["centre"]) if scene.groups[0].count == 1 and rng.random() < 0.08 else ""
        return phrases[0] + middle
    if len(phrases) == 2:
        if rng.random() < 0.06:
            return f"both {phrases[0]} and {phrases[1]}"
        return rng.choice(JOINTS).join(phrases)
    if rng.random() < 0.75:
        return ", ".join(phrases[:-1]) + rng.choice([" and ", ", ", ", and "]) + phrases[-1]
    return " and ".join(phrases)


def _places(groups: tuple[Group, ...], phrases: list[str], rng: random.Random) -> str:
    parts = []
    for group, phrase in zip(groups, phrases, strict=True):
        place = rng.choice(PLACE_FORMS[group.place or "centre"])
        parts.append(f"{place}: {phrase}" if rng.random() < 0.08 else f"{phrase} {place}")
    return rng.choice([" and ", ", ", " and "]).join(parts)


def _relation(phrases: list[str], relation: str, rng: random.Random) -> str:
    first, second = phrases
    if rng.random() < 0.3:
        first, second, relation = second, first, world.OPPOSITE[relation]
    roll = rng.random()
    if roll < 0.66:
        return f"{first} {rng.choice(RELATION_FORMS[relation])} {second}"
    sides = {
        "left of": ("on the left", "on the right", "left", "right", "to its left"),
        "right of": ("on the right", "on the left", "right", "left", "to its right"),
        "above": ("at the top", "at the bottom", "top", "bottom", "above it"),
        "below": ("at the bottom", "at the top", "bottom", "top", "below it"),
    }[relation]
    return rng.choice([
        f"{first} {sides[0]} and {second} {sides[1]}", f"{first} {sides[0]}, {second} {sides[1]}",
        f"{sides[2]}: {first}, {sides[3]}: {second}", f"{second} with {first} {sides[4]}",
        f"{first} is {relation} {second}",
    ])


def subject_prompt(scene: Scene, rng: random.Random) -> str:
    """A random prompt for the one thing of a given picture: its name or a pronoun, and what is new about the picture."""
    group = scene.groups[0]
    named = rng.choice(["the {}", "this {}", "the same {}"]).format(name_word(group.name, 1, rng))
    noun = named if rng.random() < 0.5 else rng.choice(["this", "it", "this thing", "the same thing", "this one", "the object"])
    size = "" if group.size == "medium" else rng.choice([f", {rng.choice(SIZE_WORDS[group.size])}", f" but {rng.choice(SIZE_WORDS[group.size])}"])
    place = "" if group.place is None else " " + rng.choice(PLACE_FORMS[group.place])
    opening = rng.choice(OPENINGS) if rng.random() < 0.3 else ""
    return opening + noun + size + place + background_tail(scene.background, rng)


def _misspell(text: str, rng: random.Random) -> str:
    """Two neighbouring letters change places."""
    at = rng.randrange(max(len(text) - 1, 1))
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def region_prompt(scene: Scene, group: Group | None, rng: random.Random) -> str:
    """What an artist types for a painted region: the group that is missing, or None: the background alone."""
    if group is None:
        noun = background_noun(scene.background, rng)
        return rng.choice([noun, f"just {noun}", f"only {noun}", f"empty {noun}", "nothing", "remove it", f"{noun}, nothing else"])
    roll = rng.random()
    if roll < 0.25 and len(scene.groups) > 1:
        return caption(scene)
    # The region shows how large the group is to be, so its size is often not mentioned.
    body = group_phrase(group, rng, terse=rng.random() < 0.35, sized=rng.random() < 0.4)
    if rng.random() < 0.15:
        body = rng.choice(["draw ", "add ", "put ", "paint "]) + body
    # Seldom with the background: it belongs to the prompt of a whole picture. With it in every region's prompt, a model took the open
    # cells of a half-sampled picture for a region.
    return body + background_tail(scene.background, rng) if roll < 0.38 else body
