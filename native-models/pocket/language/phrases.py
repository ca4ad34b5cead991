"""The many ways of naming a group, a background and a place."""

import random

from ..scenes import world
from ..scenes.scene import Background, Group

SIZE_WORDS = {
    "small": ["small", "small", "small", "little", "tiny"],
    "medium": ["medium", "medium-sized", "medium", "mid-sized"],
    "large": ["large", "large", "big", "huge"],
}
COUNT_FORMS = {
    2: ["two", "two", "2", "a pair of", "a couple of"],
    3: ["three", "three", "3", "three"],
    4: ["four", "four", "4", "four"],
}
PLACE_FORMS = {
    "top left": ["in the top left", "at the top left", "in the top left corner", "in the upper left", "top left"],
    "top": ["at the top", "in the top middle", "at the top of the picture", "top"],
    "top right": ["in the top right", "at the top right", "in the top right corner", "in the upper right", "top right"],
    "left": ["on the left", "at the left", "on the left side", "left"],
    "centre": ["in the centre", "in the middle", "in the center", "centred", "in the very middle"],
    "right": ["on the right", "at the right", "on the right side", "right"],
    "bottom left": ["in the bottom left", "at the bottom left", "in the bottom left corner", "in the lower left", "bottom left"],
    "bottom": ["at the bottom", "in the bottom middle", "at the bottom of the picture", "bottom"],
    "bottom right": ["in the bottom right", "at the bottom right", "in the bottom right corner", "in the lower right", "bottom right"],
}
RELATION_FORMS = {
    "left of": ["left of", "to the left of", "on the left of", "on the left side of"],
    "right of": ["right of", "to the right of", "on the right of", "on the right side of"],
    "above": ["above", "above", "over", "on top of", "floating above"],
    "below": ["below", "below", "under", "underneath", "beneath"],
}

# Synonyms, singular and plural.
SYNONYMS = {
    "crescent": [("crescent moon", "crescent moons"), ("moon", "moons")], "circle": [("disc", "discs"), ("dot", "dots")],
    "diamond": [("rhombus", "rhombuses")], "dog": [("puppy", "puppies"), ("doggy", "doggies")],
    "cat": [("kitten", "kittens"), ("kitty", "kitties")], "rabbit": [("bunny", "bunnies")], "pig": [("piglet", "piglets")],
    "bear": [("teddy bear", "teddy bears")], "panda": [("panda bear", "panda bears")], "turtle": [("tortoise", "tortoises")],
    "monkey": [("ape", "apes")], "airplane": [("plane", "planes"), ("aeroplane", "aeroplanes")],
    "sailboat": [("boat", "boats"), ("sailing boat", "sailing boats")], "train": [("steam train", "steam trains")],
    "gift": [("present", "presents")], "football": [("soccer ball", "soccer balls")], "rocket": [("spaceship", "spaceships")],
    "house": [("home", "homes")], "mushroom": [("toadstool", "toadstools")], "bee": [("bumblebee", "bumblebees")],
    "tree": [("leafy tree", "leafy trees")], "clock": [("alarm clock", "alarm clocks")], "car": [("automobile", "automobiles")],
}


def colour_word(colour: str, rng: random.Random) -> str:
    """A colour as it is written: "grey" is sometimes "gray"."""
    return "gray" if colour == "grey" and rng.random() < 0.25 else colour


def said_as(name: str) -> list[str]:
    """Every word for a name of the world: singular and plural, its synonyms included."""
    return [name, world.plural(name), *(word for pair in SYNONYMS.get(name, []) for word in pair)]


def name_word(name: str, count: int, rng: random.Random) -> str:
    """A name or a synonym of it, in the number that `count` asks for."""
    if name in SYNONYMS and rng.random() < 0.15:
        one, several = rng.choice(SYNONYMS[name])
        return one if count == 1 else several
    return name if count == 1 else world.plural(name)


def group_phrase(group: Group, rng: random.Random, terse: bool, sized: bool = True) -> str:
    """ "a red circle", "2 big blue stars", "ring that is grey", "a small cat": a random wording of a group.

    `terse` mostly leaves out the article, and without `sized` the size is not mentioned.
    """
    name = name_word(group.name, group.count, rng)
    says_size = sized and (group.size != "medium" or rng.random() < 0.12)
    size = rng.choice(SIZE_WORDS[group.size]) + " " if says_size else ""
    words = size + (name if group.colour is None else _coloured(name, colour_word(group.colour, rng), group.count, rng))
    if group.style not in (None, world.DEFAULT_STYLE):
        words += rng.choice([" in {} style", " in {} style", " in the {} style", " ({} style)", " drawn in {} style"]).format(group.style)
    if group.count > 1:
        return f"{rng.choice(COUNT_FORMS[group.count])} {words}"
    if terse and rng.random() < 0.8:
        return words
    return f"{'one' if rng.random() < 0.06 else world.article(words)} {words}"


def _coloured(name: str, colour: str, count: int, rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.86:
        return f"{colour} {name}"
    if roll < 0.92:
        return f"{name} ({colour})"
    return f"{name} that {'is' if count == 1 else 'are'} {colour}" if roll < 0.97 else f"{name} in {colour}"


def ground_word(rng: random.Random) -> str:
    """A word for the background, rarely a misspelt one."""
    return rng.choices(["background", "backdrop", "backgroud", "canvas"], [0.75, 0.2, 0.03, 0.02])[0]


def background_noun(background: Background, rng: random.Random, bare: bool = False) -> str:
    """ "a blue background", "a gradient from red to white": a random wording. `bare` leaves out the article."""
    start = colour_word(background.start, rng)
    if background.end is not None:
        end = colour_word(background.end, rng)
        return f"{'' if bare else 'a '}gradient from {start} to {end}"
    adjective = rng.choices(["", "plain ", "solid "], [0.85, 0.09, 0.06])[0]
    words = f"{adjective}{start} {ground_word(rng)}"
    return words if bare else f"{world.article(words)} {words}"


def background_tail(background: Background, rng: random.Random) -> str:
    """ " on a blue background", ", blue backdrop": a random wording of the background that follows the groups."""
    start = colour_word(background.start, rng)
    if background.end is not None:
        fades = f", the background fades from {start} at the top to {background.end} at the bottom"
        return rng.choice([f" on {background_noun(background, rng)}", f" against {background_noun(background, rng)}", fades])
    if rng.random() < 0.5:
        return f" on {background_noun(background, rng)}"
    return rng.choice([
        f" against {background_noun(background, rng)}",
        f" with {background_noun(background, rng)}",
        f" over {background_noun(background, rng)}",
        f" in front of {background_noun(background, rng)}",
        f", {background_noun(background, rng, bare=True)}",
        f" on plain {start}",
        f" on {start}",
        f", the background is {start}",
        f", and the {ground_word(rng)} in {start}",
        f", {background_noun(background, rng)}",
    ])
