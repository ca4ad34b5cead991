"""Read a drawn picture back: which shapes stand where, in what colour, on what ground."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import ndimage

from ..scenes import world
from ..scenes.draw import shape_coverage
from ..scenes.scene import Background

PIXELS = 128
# A component below this area (a small diamond has 360 pixels) is a speck, not a thing.
SPECK = 40
# Overlap with the best template from which a shape counts as recognised. True
# drawings reach 0.93 and more, a square read as a circle 0.78.
RECOGNISED = 0.80
PALETTE = np.array(list(world.COLOURS.values()), np.float32)


@dataclass(frozen=True)
class Found:
    name: str
    colour: str
    x: float
    y: float
    side: float
    overlap: float


@dataclass(frozen=True)
class Reading:
    background: Background
    things: tuple[Found, ...]
    # Share of the picture in specks: holes and stains that belong to nothing.
    stains: float


def nearest_colour(rgb: np.ndarray) -> str:
    return world.COLOUR_NAMES[int(np.square(PALETTE - rgb).sum(1).argmin())]


def read_ground(picture: np.ndarray) -> tuple[Background, np.ndarray]:
    """The margin is always ground: fit its colour, or its fall from top to bottom."""
    sides = np.concatenate([picture[:, :2], picture[:, -2:]], 1)
    rows = np.median(sides, axis=1)
    position = (np.arange(PIXELS) + 0.5) / PIXELS
    slope, top = np.polyfit(position, rows, 1)
    start, end = nearest_colour(top), nearest_colour(top + slope)
    if start == end or np.abs(slope).max() < 18:
        level = np.median(np.concatenate([sides.reshape(-1, 3), picture[:2].reshape(-1, 3), picture[-2:].reshape(-1, 3)]), axis=0)
        return Background(nearest_colour(level)), np.broadcast_to(level, picture.shape)
    ground = (top + position[:, None] * slope)[:, None]
    return Background(start, end), np.broadcast_to(ground, picture.shape)


def read_picture(picture: np.ndarray) -> Reading:
    """uint8 [128, 128, 3]."""
    pixels = picture.astype(np.float32)
    background, ground = read_ground(pixels)
    distance = np.sqrt(np.square(pixels - ground).sum(2))
    # Half of the weakest contrast in the palette (red on orange) parts thing from ground.
    labels, count = ndimage.label(distance > 42)
    things, stained = [], 0
    for index in range(1, count + 1):
        component = labels == index
        area = int(component.sum())
        if area < SPECK:
            stained += area
            continue
        things.append(_recognise(component, pixels, distance))
    return Reading(background, tuple(things), stained / PIXELS**2)


def _recognise(component: np.ndarray, pixels: np.ndarray, distance: np.ndarray) -> Found:
    core = ndimage.binary_erosion(component)
    inside = core if core.sum() >= 12 else component
    colour = nearest_colour(np.median(pixels[inside], axis=0))
    # The outline is where the edge has half of the thing's own contrast.
    outline = component & (distance > 0.5 * np.median(distance[inside]))
    ys, xs = np.nonzero(outline)
    top, bottom, left, right = ys.min(), ys.max() + 1, xs.min(), xs.max() + 1
    best = Found("", colour, (left + right) / 2 / PIXELS, (top + bottom) / 2 / PIXELS, 0.0, 0.0)
    for name in world.SHAPES:
        candidate = _fit(name, colour, outline, (float(left), float(right), float(top), float(bottom)))
        if candidate.overlap > best.overlap:
            best = candidate
    return best


@lru_cache(maxsize=16)
def _extent(name: str) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the shape itself within its unit box."""
    drawn = shape_coverage(name, 0.5, 0.5, 0.8, 512) > 0.5
    ys, xs = np.nonzero(drawn)
    return tuple((v / 512 - 0.5) / 0.8 for v in (xs.min(), xs.max() + 1, ys.min(), ys.max() + 1))  # type: ignore[return-value]


def _fit(name: str, colour: str, outline: np.ndarray, bounds: tuple[float, float, float, float]) -> Found:
    """The template laid on the outline's bounding box: at its width, its height, and between."""
    left, right, top, bottom = bounds
    el, er, et, eb = _extent(name)
    best = Found(name, colour, 0.0, 0.0, 0.0, 0.0)
    across, down = (right - left) / (er - el), (bottom - top) / (eb - et)
    for side in {across, down, (across + down) / 2}:
        x = (left + right) / 2 - (el + er) / 2 * side
        y = (top + bottom) / 2 - (et + eb) / 2 * side
        template = shape_coverage(name, round(x * 4) / 4 / PIXELS, round(y * 4) / 4 / PIXELS, round(side * 4) / 4 / PIXELS, PIXELS) > 0.5
        union = np.count_nonzero(outline | template)
        overlap = np.count_nonzero(outline & template) / max(union, 1)
        if overlap > best.overlap:
            best = Found(name, colour, x / PIXELS, y / PIXELS, side / PIXELS, overlap)
    return best
