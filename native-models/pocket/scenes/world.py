"""The fixed vocabulary and geometry of Pocket's world, read once from world.json."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

_WORLD: Final[dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parent.parent / "world.json").read_text()
)


def _rgb(hex_colour: str) -> tuple[int, int, int]:
    value = int(hex_colour.removeprefix("#"), 16)
    return (value >> 16, (value >> 8) & 255, value & 255)


COLOURS: Final[dict[str, tuple[int, int, int]]] = {
    name: _rgb(code) for name, code in _WORLD["colours"].items()
}
COLOUR_NAMES: Final[list[str]] = list(COLOURS)
# What a ground may have besides: no shape comes in it.
GROUNDS: Final[dict[str, tuple[int, int, int]]] = COLOURS | {
    name: _rgb(code) for name, code in _WORLD["grounds"].items()
}
CANONICAL_GROUNDS: Final[list[str]] = list(_WORLD["canonicalGrounds"])
SHAPES: Final[list[str]] = list(_WORLD["shapes"])
THINGS: Final[dict[str, dict[str, str]]] = _WORLD["things"]
STYLES: Final[dict[str, str]] = _WORLD["styles"]
DEFAULT_STYLE: Final[str] = _WORLD["defaultStyle"]
SIZES: Final[dict[str, float]] = _WORLD["sizes"]
SIZE_JITTER: Final[float] = _WORLD["sizeJitter"]
GAP: Final[float] = _WORLD["placement"]["gap"]
MARGIN: Final[float] = _WORLD["placement"]["margin"]
PLACES: Final[list[str]] = list(_WORLD["places"])
COUNT_WORDS: Final[list[str]] = ["zero", "one", "two", "three", "four"]
OPPOSITE: Final[dict[str, str]] = {
    "left of": "right of", "right of": "left of", "above": "below", "below": "above",
}
# The nearest centre that stays clear of the margin for every size up to the
# largest jittered one, and a cell boundary of an 8 x 8 grid.
PLACE_CENTRES: Final[dict[str, tuple[float, float]]] = {
    place: (
        0.25 if "left" in place else 0.75 if "right" in place else 0.5,
        0.25 if "top" in place else 0.75 if "bottom" in place else 0.5,
    )
    for place in PLACES
}


def plural(name: str) -> str:
    """The plural of a shape's or a thing's name."""
    return THINGS[name]["plural"] if name in THINGS else name + "s"


def article(word: str) -> str:
    """The indefinite article of an English word: "a" or "an"."""
    return "an" if word[0] in "aeiou" else "a"


def held_out(*words: str) -> bool:
    """Whether a combination of words belongs to the tenth that training never shows: settled by a hash of the words."""
    digest = hashlib.sha256("|".join(words).encode()).digest()
    return digest[0] % 10 == 0
