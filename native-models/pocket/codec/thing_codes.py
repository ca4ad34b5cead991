"""The part of the codebook that says things: for each thing in each style as many patches, colours and coverage alike.

The first of them are the same cells of every thing, as compositions set it; the rest are what its pictures hold where it
stands anywhere. So a code is a thing and a part of one, and learned as both (`transformer/rows.py`).
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
# How far apart latents lie: a pixel's full range in a channel.
THING_SCALE = 0.35


@dataclass(frozen=True, eq=False)
class ThingCodes:
    """Codes in order: for every thing of the world its patches, in the default style, then in the others."""

    patches: np.ndarray  # [styles * things, patches, cell * cell * 4]: colour times coverage, and coverage, 0 to 1
    styles: int
    cell: int
    pixels: int

    @cached_property
    def count(self) -> int:
        return self.patches.shape[0] * self.patches.shape[1]

    def codes_of(self, name: str, style: str, item: Item) -> tuple[np.ndarray, np.ndarray]:
        """[rows, columns] of the nearest code from 0 on, -1 where there is nothing of the thing, and the share covered."""
        return _codes_of(self, name, style, item)


# The default one first.
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
    # Against nothing, in the same terms.
    found[partly] = np.where(scores.min(1) < 0, nearest, -1)
    return found, share


def thing_cells(name: str, style: str, item: Item, pixels: int, cell: int) -> np.ndarray:
    """[rows, columns, cell * cell * 4]."""
    shown = thing_pixels(name, item.x, item.y, item.side, pixels, style) / np.array([255, 255, 255, 1], np.float32)
    return cells_of(shown, cell)


def composed_slots(pixels: int, cell: int) -> list[tuple[float, int, int]]:
    """Side of the thing, and row and column of the cell from the one that holds the middle, of every cell it may touch."""
    slots = []
    for side in compose.composed_sides():
        reach = -int(-side / 2 * pixels // cell)
        slots += [(side, row, column) for row in range(-reach, reach) for column in range(-reach, reach)]
    return slots


def build_thing_codes(each: int, styles: int, pixels: int, cell: int, seed: int = 1) -> ThingCodes:
    slots, middle = composed_slots(pixels, cell), pixels // cell // 2
    tables = []
    for at, style in enumerate(STYLES[:styles]):
        # Each style by itself: another one more leaves the codes of these as they are.
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
    """What the thing's cells hold anywhere."""
    patches = []
    for _ in range(FREE_PLACEMENTS):
        side = world.SIZES[compose.random_size(rng)] * (1 + rng.uniform(-1, 1) * world.SIZE_JITTER)
        low = world.MARGIN + side / 2
        cells = thing_cells(name, style, Item(rng.uniform(low, 1 - low), rng.uniform(low, 1 - low), side), pixels, cell)
        patches.append(cells[cells[..., 3::4].mean(-1) > 0.01])
    held = np.concatenate(patches)
    return clusters_beside(known, held, count, ROUNDS, rng.randrange(2**32))


def thing_vectors(codes: ThingCodes, channels: int) -> np.ndarray:
    """Latents [codes, channels]: principal components of the default style's patches."""
    flat = codes.patches.reshape(codes.count, -1)
    first = flat[: codes.count // codes.styles]
    centred = first - first.mean(0)
    values, components = np.linalg.eigh(centred.T @ centred)
    return (flat - first.mean(0)) @ components[:, np.argsort(-values)[:channels]] * THING_SCALE
