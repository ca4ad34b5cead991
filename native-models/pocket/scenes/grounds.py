"""The background of a picture whose prompt names none: the first of `world.CANONICAL_GROUNDS` on which everything is visible."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from . import world
from .icons import thing_pixels
from .scene import Background, Group, Scene

# Distance in CIELAB (CIE 1976) below which a thing is hard to see on a background.
SEEN = 30.0
# Side in pixels of the drawing that a main colour is taken from, and the distance up to which two pixels count as one colour.
PIXELS = 128
ONE_COLOUR = 15.0
STEP = 8
_WHITE_POINT = np.array([0.95047, 1.0, 1.08883])
_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])


def lab(rgb: Sequence[int] | np.ndarray) -> np.ndarray:
    """CIELAB of sRGB colours [..., 3] in 0..255."""
    share = np.clip(np.asarray(rgb, np.float64), 0, 255) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE_POINT
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def difference(a: Sequence[int], b: Sequence[int]) -> float:
    """How far apart two sRGB colours look (CIE 1976)."""
    return float(np.linalg.norm(lab(a) - lab(b)))


@cache
def thing_colour(name: str, style: str) -> tuple[int, int, int]:
    """The main colour of a thing's drawing, sRGB 0 to 255: the one that most of its pixels are close to."""
    shown = thing_pixels(name, 0.5, 0.5, 0.9, PIXELS, style)
    solid = shown[shown[..., 3] > 0.95][:, :3]
    steps, counts = np.unique(np.rint(solid / STEP).astype(int), axis=0, return_counts=True)
    colours = lab(steps * STEP)
    near = np.linalg.norm(colours[:, None] - colours[None], axis=-1) < ONE_COLOUR
    red, green, blue = np.clip(steps[(near @ counts).argmax()] * STEP, 0, 255).tolist()
    return red, green, blue


def main_colour(group: Group) -> tuple[int, int, int]:
    """A shape's colour, or the main colour of a thing: sRGB, 0 to 255."""
    return thing_colour(group.name, group.drawn_in) if group.colour is None else world.COLOURS[group.colour]


@cache
def _seen_on(colour: tuple[int, int, int], ground: str) -> bool:
    return difference(colour, world.GROUNDS[ground]) >= SEEN


def canonical_ground(groups: Sequence[Group]) -> Background:
    """White, or the first other canonical background on which the main colour of every group is visible.

    Raises ValueError where there is none.
    """
    for ground in world.CANONICAL_GROUNDS:
        if all(_seen_on(main_colour(group), ground) for group in groups):
            return Background(ground)
    raise ValueError("no canonical ground shows all of the groups")


def on_canonical_ground(scene: Scene) -> Scene:
    """The scene as it is drawn where its prompt does not mention the background."""
    return replace(scene, background=canonical_ground(scene.groups))
