"""The part of the codebook for outlines: how much of each pixel of a cell a shape covers."""

import random

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from ..scenes import compose, world
from ..scenes.draw import shape_coverage
from .cells import cells_of, clusters_beside

# Outlines of the canonical composition nearer than this (in covered pixels, root of the summed squares) are one.
SAME_OUTLINE = 1.0
FREE_SCENES = 900
ROUNDS = 15
NOTHING, WHOLE = -1, -2
# A cell of which less than this share is covered counts as background.
BARELY = 0.0015


def outlines_in(coverage: np.ndarray, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The outline of each cell of coverage [pixels, pixels], and the share of the cell that is covered.

    An outline is a row of `table` [outlines, cell * cell], or NOTHING or WHOLE where that is nearer. Both are [rows, columns].
    """
    cells = cells_of(coverage, round(table.shape[1] ** 0.5))
    share = cells.mean(-1)
    found = np.full(share.shape, NOTHING)
    found[share > 0.999] = WHOLE
    partly = (share > BARELY) & (share <= 0.999)
    patches = cells[partly]
    near = (table**2).sum(1) - 2 * patches @ table.T
    best, nearest = near.min(1), near.argmin(1)
    # Against nothing (all zero) and the whole (all one), in the same terms.
    whole = table.shape[1] - 2 * patches.sum(1)
    nearest = np.where(best <= np.minimum(0, whole), nearest, np.where(whole < 0, WHOLE, NOTHING))
    found[partly] = nearest
    return found, share


def canonical_outlines(pixels: int, cell: int) -> np.ndarray:
    """Every distinct outline of shapes in the sizes of compositions, with their centres at a cell's corner.

    float64 [outlines, cell * cell], 0 to 1.
    """
    patches = np.concatenate([
        cells_of(shape_coverage(name, 0.5, 0.5, side, pixels), cell).reshape(-1, cell * cell)
        for name in world.SHAPES for side in compose.composed_sides()
    ])
    patches = _partial(patches)
    groups = fcluster(linkage(patches, "complete"), SAME_OUTLINE, "distance")
    return np.stack([patches[groups == group].mean(0) for group in np.unique(groups)])


def _partial(patches: np.ndarray) -> np.ndarray:
    share = patches.mean(1)
    return patches[(share > BARELY) & (share < 0.999)]


def free_outlines(known: np.ndarray, count: int, pixels: int, cell: int, seed: int) -> np.ndarray:
    """Outlines of shapes that stand anywhere, by k-means beside the known ones: [count, cell * cell], 0 to 1."""
    rng = random.Random(seed)
    patches = _partial(np.concatenate([
        cells_of(shape_coverage(group.name, item.x, item.y, item.side, pixels), cell).reshape(-1, cell * cell)
        for scene in (compose.free_scene(rng, things=0) for _ in range(FREE_SCENES)) for group, item in scene.items
    ]))
    return clusters_beside(known, patches, count, ROUNDS, seed)
