"""Antialiased drawing of a scene as RGB bytes, by the geometry of world.json."""

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from . import world
from .icons import thing_pixels
from .scene import Background, Scene

OVERSAMPLING = 4


def _star() -> list[tuple[float, float]]:
    points = []
    for index in range(10):
        radius, angle = (1.0 if index % 2 == 0 else 0.45), math.pi * (index / 5 - 0.5)
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    return points


def _heart() -> list[tuple[float, float]]:
    """Four cubic arcs: the notch, a lobe on either side, and the point at the bottom."""
    right = [((0, -0.62), (0.12, -0.88), (0.36, -1.0), (0.55, -1.0)),
             ((0.55, -1.0), (0.84, -1.0), (1.0, -0.74), (1.0, -0.45)),
             ((1.0, -0.45), (1.0, 0.08), (0.45, 0.5), (0, 1.0))]
    points = []
    for a, b, c, d in right:
        for t in np.linspace(0, 1, 24, endpoint=False):
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points.append(tuple(
                sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1)
            ))
    return points + [(0.0, 1.0)] + [(-x, y) for x, y in reversed(points[1:])]


POLYGONS: dict[str, list[tuple[float, float]]] = {
    "square": [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
    "triangle": [(0, -1), (1, 0.87), (-1, 0.87)],
    "star": _star(),
    "heart": _heart(),
    "diamond": [(0, -1), (0.72, 0), (0, 1), (-0.72, 0)],
}
# (radius, centre x, centre y, filled) in drawing order.
DISCS: dict[str, list[tuple[float, float, float, int]]] = {
    "circle": [(1, 0, 0, 255)],
    "ring": [(1, 0, 0, 255), (0.55, 0, 0, 0)],
    "crescent": [(1, 0, 0, 255), (0.82, 0.42, -0.12, 0)],
}


@lru_cache(maxsize=2048)
def shape_coverage(name: str, x: float, y: float, side: float, pixels: int) -> np.ndarray:
    """How much of each pixel a shape covers: float32 [pixels, pixels], 0 to 1.

    `name` is one of `world.SHAPES`; x, y is the centre and `side` the side of the box, as fractions of the picture's side. The array is
    cached: callers must not write to it.
    """
    coverage = np.zeros((pixels, pixels), np.float32)
    # Only the window of pixels around the shape is drawn.
    left, top = (max(0, math.floor((centre - side / 2) * pixels) - 1) for centre in (x, y))
    right, bottom = (min(pixels, math.ceil((centre + side / 2) * pixels) + 1) for centre in (x, y))
    canvas = Image.new("L", (OVERSAMPLING * (right - left), OVERSAMPLING * (bottom - top)))
    draw = ImageDraw.Draw(canvas)
    half = side / 2 * OVERSAMPLING * pixels
    centre_x = (x * pixels - left) * OVERSAMPLING - 0.5
    centre_y = (y * pixels - top) * OVERSAMPLING - 0.5
    if name in POLYGONS:
        draw.polygon([(centre_x + px * half, centre_y + py * half) for px, py in POLYGONS[name]], fill=255)
    for radius, px, py, fill in DISCS.get(name, []):
        cx, cy, r = centre_x + px * half, centre_y + py * half, radius * half
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=fill)
    coverage[top:bottom, left:right] = np.asarray(canvas.reduce(OVERSAMPLING), np.float32) / 255
    return coverage


def draw_background(background: Background, pixels: int) -> np.ndarray:
    """float32 [pixels, pixels, 3], 0 to 255. The first colour of a gradient lies at the top edge, the second at the bottom."""
    start = np.array(world.GROUNDS[background.start], np.float32)
    end = np.array(world.GROUNDS[background.end or background.start], np.float32)
    # The first colour at the top edge, the second at the bottom edge: pixel centres lie between.
    mix = ((np.arange(pixels, dtype=np.float32) + 0.5) / pixels)[:, None, None]
    return np.broadcast_to(start + (end - start) * mix, (pixels, pixels, 3)).copy()


def draw_scene(scene: Scene, pixels: int) -> np.ndarray:
    """The picture of a scene: uint8 [pixels, pixels, 3], sRGB."""
    picture = draw_background(scene.background, pixels)
    for group, item in scene.items:
        if group.colour is None:
            shown = thing_pixels(group.name, item.x, item.y, item.side, pixels, group.drawn_in)
            picture += shown[..., :3] - shown[..., 3:] * picture
            continue
        cover = shape_coverage(group.name, item.x, item.y, item.side, pixels)[..., None]
        picture += cover * (np.array(world.COLOURS[group.colour], np.float32) - picture)
    return np.rint(picture).astype(np.uint8)
