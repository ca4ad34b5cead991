"""The part of the codebook for things: for each thing in each style the same number of patches, colours and coverage together.

The first patches of every thing are the same cells of it, as compositions place it. The others are what its pictures hold
where it stands anywhere. So a code is a thing and a part of it, and is learned as both (`transformer/rows.py`).
"""

import random
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from ..scenes import compose, world
from ..scenes.icons import thing_pixels
from ..scenes.scene import Item
from .cells import cells_of, clusters_beside

# Placements from which the free patches are taken.
FREE_PLACEMENTS = 60
ROUNDS = 12
# Scale of the latents: that of the full range of a pixel's channel.
THING_SCALE = 0.35


@dataclass(frozen=True, eq=False)
class ThingCodes:
    """The codes of things, in order: the patches of every thing of the world in the default style, then in the other styles."""

    patches: np.ndarray  # [styles * things, patches, cell * cell * 4]: colour times coverage, and coverage, 0 to 1
    styles: int
    cell: int
    pixels: int

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self.patches.shape[0] * self.patches.shape[1]

    def codes_of(self, name: str, style: str, item: Item) -> tuple[np.ndarray, np.ndarray]:
        """The nearest code of each cell, int64 [rows, columns], and the share of the cell that the thing covers.

        A code is an index from 0 on, and -1 where nothing of the thing is.
        """
        return _codes_of(self, name, style, item)


# The names of the styles, the default one first.
STYLES = sorted(world.STYLES, key=lambda style: style != world.DEFAULT_STYLE)


@lru_cache(maxsize=50_000)
def _codes_of(codes: ThingCodes, name: str, style: str, item: Item) -> tuple[np.ndarray, np.ndarray]:
    cells = thing_cells(name, style, item, codes.pixels, codes.cell)
    share = cells[..., 3::4].mean(-1)
    found = np.full(share.shape, -1)
    index = STYLES.index(style) * len(world.THINGS) + list(world.THINGS).index(name)
    table = codes.patches[index]
    partly = share > 0
    scores = (table**2).sum(1) - 2 * cells[partly] @ table.T
    nearest = scores.argmin(1) + index * table.shape[0]
    # An empty cell scores 0 by the same formula.
    found[partly] = np.where(scores.min(1) < 0, nearest, -1)
    return found, share


def thing_cells(name: str, style: str, item: Item, pixels: int, cell: int) -> np.ndarray:
    """The cells of a thing: float [rows, columns, cell * cell * 4], colour times coverage and coverage, 0 to 1."""
    shown = thing_pixels(name, item.x, item.y, item.side, pixels, style) / np.array([255, 255, 255, 1], np.float32)
    return cells_of(shown, cell)


def composed_slots(pixels: int, cell: int) -> list[tuple[float, int, int]]:
    """Every cell that a composed thing may touch, as (side of the thing, row, column).

    Row and column count from the cell below and right of the thing's centre.
    """
    slots = []
    for side in compose.composed_sides():
        reach = -int(-side / 2 * pixels // cell)
        slots += [(side, row, column) for row in range(-reach, reach) for column in range(-reach, reach)]
    return slots


def build_thing_codes(each: int, styles: int, pixels: int, cell: int, seed: int = 1) -> ThingCodes:
    """The codes of all things in the first `styles` of STYLES, `each` patches for every thing and style.

    `pixels` is the side of the picture that they are measured on, and `cell` that of a cell.
    """
    slots, middle = composed_slots(pixels, cell), pixels // cell // 2
    tables = []
    for at, style in enumerate(STYLES[:styles]):
        # Random numbers of its own, so that one more style leaves the others' codes as they are.
        rng = random.Random(seed + at)
        for name in world.THINGS:
            known = np.stack([
                thing_cells(name, style, Item(0.5, 0.5, side), pixels, cell)[middle + row, middle + column]
                for side, row, column in slots
            ])
            assert each > len(known), f"a thing is composed of {len(known)} patches"
            tables.append(np.concatenate([known, _free_patches(name, style, known, each - len(known), pixels, cell, rng)]))
    return ThingCodes(np.stack(tables).astype(np.float32), styles, cell, pixels)


def _free_patches(
    name: str, style: str, known: np.ndarray, count: int, pixels: int, cell: int, rng: random.Random,
) -> np.ndarray:
    """`count` patches of the thing's cells at random places, by k-means beside the known ones."""
    patches = []
    for _ in range(FREE_PLACEMENTS):
        side = world.SIZES[compose.random_size(rng)] * (1 + rng.uniform(-1, 1) * world.SIZE_JITTER)
        low = world.MARGIN + side / 2
        cells = thing_cells(name, style, Item(rng.uniform(low, 1 - low), rng.uniform(low, 1 - low), side), pixels, cell)
        patches.append(cells[cells[..., 3::4].mean(-1) > 0.01])
    held = np.concatenate(patches)
    return clusters_beside(known, held, count, ROUNDS, rng.randrange(2**32))


def thing_vectors(codes: ThingCodes, channels: int) -> np.ndarray:
    """Latents [codes, channels]: the principal components of the patches in the default style."""
    flat = codes.patches.reshape(codes.count, -1)
    first = flat[: codes.count // codes.styles]
    centred = first - first.mean(0)
    values, components = np.linalg.eigh(centred.T @ centred)
    return (flat - first.mean(0)) @ components[:, np.argsort(-values)[:channels]] * THING_SCALE
