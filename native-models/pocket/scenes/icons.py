"""The drawings of the world's things, at any size and place. ../drawings/README.md names their authors and licences."""

import io
import json
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

from . import world

_DRAWINGS = Path(__file__).resolve().parent.parent / "drawings"
# Pixels of a drawing's own box, and of the empty border that a window past its edge may see.
SOURCE = 256
BORDER = 64


@cache
def _bodies(style: str) -> dict[str, object]:
    return json.loads((_DRAWINGS / f"{style}.json").read_text())


@cache
def _source(name: str, style: str) -> tuple[Image.Image, ...]:
    """Colour times coverage, and coverage, of a thing with its border: four fp32 planes."""
    of_style = _bodies(style)
    body = of_style["drawings"][name]  # type: ignore[index]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{SOURCE}" '
        f'height="{SOURCE}" viewBox="0 0 {of_style["width"]} {of_style["height"]}">{body}</svg>'
    )
    drawn = np.asarray(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA"), np.float32) / 255
    planes = np.zeros((SOURCE + 2 * BORDER, SOURCE + 2 * BORDER, 4), np.float32)
    planes[BORDER:-BORDER, BORDER:-BORDER, 3] = drawn[..., 3]
    planes[BORDER:-BORDER, BORDER:-BORDER, :3] = drawn[..., :3] * drawn[..., 3:]
    return tuple(Image.fromarray(np.ascontiguousarray(planes[..., at])) for at in range(4))


@lru_cache(maxsize=2048)
def thing_pixels(name: str, x: float, y: float, side: float, pixels: int, style: str = world.DEFAULT_STYLE) -> np.ndarray:
    """What a thing adds to each pixel: float32 [pixels, pixels, 4].

    The first three channels are its colour (0 to 255) times its coverage, the fourth is the coverage (0 to 1). x, y is the centre and
    `side` the side of the box, as fractions of the picture's side. The array is cached: callers must not write to it.
    """
    left, top = (max(0, int(np.floor((centre - side / 2) * pixels)) - 1) for centre in (x, y))
    right, bottom = (min(pixels, int(np.ceil((centre + side / 2) * pixels)) + 1) for centre in (x, y))
    scale = SOURCE / (side * pixels)
    from_x, from_y, to_x, to_y = (
        BORDER + (edge - (centre - side / 2) * pixels) * scale
        for edge, centre in ((left, x), (top, y), (right, x), (bottom, y))
    )
    shown = np.zeros((pixels, pixels, 4), np.float32)
    for at, plane in enumerate(_source(name, style)):
        shrunk = plane.resize((right - left, bottom - top), Image.Resampling.BOX, box=(from_x, from_y, to_x, to_y))
        shown[top:bottom, left:right, at] = np.asarray(shrunk) * (255 if at < 3 else 1)
    return shown
