"""Pictures as cells, and few patches that stand for many: what both parts of the laid-out codebook are made with."""

import numpy as np


def cells_of(picture: np.ndarray, cell: int) -> np.ndarray:
    """[h, w] or [h, w, channels] to [rows, columns, cell * cell * channels]."""
    rows, columns = picture.shape[0] // cell, picture.shape[1] // cell
    return picture.reshape(rows, cell, columns, cell, -1).transpose(0, 2, 1, 3, 4).reshape(rows, columns, -1)


def clusters_beside(known: np.ndarray, patches: np.ndarray, count: int, rounds: int, seed: int) -> np.ndarray:
    """k-means of patches [n, values] as far as the known ones [k, values] leave them poorly said: [count, values]."""
    centres = patches[np.random.default_rng(seed).permutation(len(patches))[:count]].copy()
    for _ in range(rounds):
        table = np.concatenate([known, centres])
        scores = (table**2).sum(1) - 2 * patches @ table.T
        owner = scores.argmin(1)
        # The patches said worst so far begin again what nobody uses.
        worst = iter(np.argsort(-(scores.min(1) + (patches**2).sum(1))))
        for index in range(count):
            members = patches[owner == len(known) + index]
            centres[index] = members.mean(0) if len(members) else patches[next(worst)]
    return centres
