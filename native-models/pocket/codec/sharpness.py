"""How sharp an outline is drawn: the width over which a circle's edge goes from its ground to its colour.

A page is larger than the pictures that the codec draws, so a width is said in pixels of a page of 1,024: that is what an
artist sees.
"""

import numpy as np
from scipy.ndimage import map_coordinates

PAGE = 1024
RADII = 96
# Where along the radius the edge is looked for, as shares of the circle's radius.
INNER, OUTER = 0.4, 1.6
STEPS = 600
# The share of the circle's colour at which the edge ends and begins.
INSIDE, OUTSIDE = 0.9, 0.1


def edge_width(picture: np.ndarray, centre: tuple[float, float], side: float) -> float:
    """Median over the circle's radii of the way from nine tenths of its colour to one tenth, in pixels of the page.

    `picture` is [pixels, pixels, 3] with a circle on a plain ground; centre and side are shares of the picture's side.
    NaN where no radius goes from the one to the other.
    """
    pixels = picture.shape[0]
    x, y, radius = centre[0] * pixels, centre[1] * pixels, side / 2 * pixels
    shares = np.linspace(INNER, OUTER, STEPS)
    angles = np.linspace(0, 2 * np.pi, RADII, endpoint=False)
    columns = x + np.outer(np.cos(angles), shares) * radius - 0.5
    rows = y + np.outer(np.sin(angles), shares) * radius - 0.5
    profile = np.stack([
        map_coordinates(picture[..., channel].astype(np.float64), [rows, columns], order=1, mode="nearest") for channel in range(3)
    ], -1)
    # Of every sample, how far it lies from the ground's colour to the circle's.
    colour, ground = np.median(profile[:, : STEPS // 20], (0, 1)), np.median(profile[:, -STEPS // 20 :], (0, 1))
    axis = colour - ground
    cover = (profile - ground) @ axis / max(float(axis @ axis), 1e-9)
    ends = [(np.flatnonzero(line < OUTSIDE), np.flatnonzero(line > INSIDE)) for line in cover]
    steps = [out[0] - within[within < out[0]][-1] for out, within in ends if len(out) and (within < out[0]).any()]
    along = (OUTER - INNER) / (STEPS - 1) * side / 2 * PAGE
    return float(np.median(steps)) * along if steps else float("nan")
