"""Frames: sentences with slots in braces, as people write what they want. Training never shows a fifth of them.

`frames.json` has them by their kind. A hash of a frame's words settles whether it is held out, so that a frame that is added
later leaves the others where they are.
"""

import hashlib
import json
import random
from functools import cache
from pathlib import Path

FRAMES: dict[str, list[str]] = json.loads((Path(__file__).parent / "frames.json").read_text())
# What most people write: shown more often than the others, and never kept apart.
USUAL: dict[str, dict[str, float]] = {
    "coloured": {"{colour} {name}": 40, "{name} in {colour}": 14},
    "joined": {"{first} and {second}": 12, "{first}, {second}": 3},
    "grounded": {"{things} on a {colour} background": 8, "{things} on {colour}": 5, "{things}, {colour} background": 4},
    "open": {"{things}": 120},
    "add": {"add {thing} {where}": 4},
    "remove": {"remove {the}": 4},
    "replace": {"replace {the} with {new}": 4},
    "recolour": {"make {the} {colour}": 4},
    "move": {"move {the} {to}": 4},
    "background": {"make the background {colour}": 3, "change the background to {colour}": 3},
}


def kept_apart(kind: str, frame: str) -> bool:
    """Whether a frame belongs to the fifth that training never shows."""
    return frame not in USUAL.get(kind, {}) and hashlib.sha256(f"frame|{kind}|{frame}".encode()).digest()[0] % 5 == 0


@cache
def frames_of(kind: str, apart: bool, without: str = "") -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The frames of a kind, held out or not, and the weight of each in a random choice. `without` leaves out those with this slot."""
    frames = [frame for frame in FRAMES[kind] if kept_apart(kind, frame) == apart and not (without and without in frame)]
    return tuple(frames), tuple(USUAL.get(kind, {}).get(frame, 1.0) for frame in frames)


def a_frame(kind: str, rng: random.Random, apart: bool = False, without: str = "") -> str:
    """A random frame that training may show, or where `apart` a held-out one. `without` leaves out those with this slot."""
    frames, weights = frames_of(kind, apart, without)
    return rng.choices(frames, weights)[0]
