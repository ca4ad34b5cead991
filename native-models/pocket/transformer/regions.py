"""Regions as an artist paints them around a thing, as the cells they touch."""

import random

import numpy as np

from ..scenes.scene import Item


def cells_touched(painted: np.ndarray, grid: int) -> np.ndarray:
    """bool [pixels, pixels] to bool [grid, grid]: a cell is masked if any of its pixels is."""
    cell = painted.shape[0] // grid
    return np.asarray(painted.reshape(grid, cell, grid, cell).any((1, 3)))


def region_around(items: tuple[Item, ...], pixels: int, rng: random.Random) -> np.ndarray:
    """A box or a round blob that covers every item with a margin, the thing about in its middle."""
    if rng.random() < 0.02:
        return np.ones((pixels, pixels), bool)
    rows, columns = np.mgrid[0:pixels, 0:pixels]
    painted = np.zeros((pixels, pixels), bool)
    for item in items:
        margin = rng.choice([0.01, 0.03, 0.06, 0.1, 0.16])
        half = item.side / 2 + margin
        x = (item.x + rng.uniform(-0.3, 0.3) * margin) * pixels
        y = (item.y + rng.uniform(-0.3, 0.3) * margin) * pixels
        across, down = np.abs(columns + 0.5 - x) / pixels, np.abs(rows + 0.5 - y) / pixels
        if rng.random() < 0.5:
            painted |= (across <= half) & (down <= half)
        else:
            # A superellipse: between the ellipse and the box, as a brush leaves it.
            painted |= (across / half) ** 4 + (down / half) ** 4 <= 1.6
    return painted


def brush_stroke(pixels: int, rng: random.Random) -> np.ndarray:
    """A wandering stroke, for the random parts of a picture: bool [pixels, pixels]."""
    rows, columns = np.mgrid[0:pixels, 0:pixels]
    painted = np.zeros((pixels, pixels), bool)
    x, y, radius = rng.uniform(0, pixels), rng.uniform(0, pixels), pixels * rng.uniform(0.05, 0.16)
    reach = pixels * 0.23
    for _ in range(rng.randint(2, 6)):
        painted |= (columns - x) ** 2 + (rows - y) ** 2 <= radius**2
        x, y = x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach)
    return painted
