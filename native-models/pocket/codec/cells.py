"""Pictures cut into cells, and a few patches that stand for many: what all parts of the codebook are made with."""

import numpy as np


def cells_of(picture: np.ndarray, cell: int) -> np.ndarray:
    """[h, w] or [h, w, channels] to [rows, columns, cell * cell * channels]."""
    rows, columns = picture.shape[0] // cell, picture.shape[1] // cell
    return picture.reshape(rows, cell, columns, cell, -1).transpose(0, 2, 1, 3, 4).reshape(rows, columns, -1)


def clusters_beside(known: np.ndarray, patches: np.ndarray, count: int, rounds: int, seed: int) -> np.ndarray:
    """Centres [count, values] of patches [n, values] by k-means, beside the fixed centres `known` [k, values].

    A centre without patches starts again at the patch that is farthest from every centre.
    """
    centres = patches[np.random.default_rng(seed).permutation(len(patches))[:count]].copy()
    for _ in range(rounds):
        table = np.concatenate([known, centres])
        scores = (table**2).sum(1) - 2 * patches @ table.T
        owner = scores.argmin(1)
        # From the patch that is farthest from its centre on.
        worst = iter(np.argsort(-(scores.min(1) + (patches**2).sum(1))))
        for index in range(count):
            members = patches[owner == len(known) + index]
            centres[index] = members.mean(0) if len(members) else patches[next(worst)]
    return centres
