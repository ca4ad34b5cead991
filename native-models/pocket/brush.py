"""Region masks as a hand paints them."""

import random

import numpy as np
from PIL import Image, ImageDraw

from .scenes.scene import Item


def brush_over(item: Item, pixels: int, rng: random.Random) -> Image.Image:
    """A mask [pixels, pixels] of mode L that covers the item's box and a little more: 255 where it is painted.

    The strokes are those of a round brush, slightly unsteady.
    """
    mask = Image.new("L", (pixels, pixels))
    pen = ImageDraw.Draw(mask)
    reach = item.side / 2 + rng.uniform(0.01, 0.05)
    radius = reach * rng.uniform(0.25, 0.45)
    rows = np.arange(-reach + radius, reach - radius + 1e-9, radius * 0.9)
    across = rng.random() < 0.5
    for along in [*rows, reach - radius]:
        for step in np.linspace(-reach + radius, reach - radius, 24):
            dx, dy = (step, along) if across else (along, step)
            x = (item.x + dx + rng.uniform(-0.1, 0.1) * radius) * pixels
            y = (item.y + dy + rng.uniform(-0.1, 0.1) * radius) * pixels
            pen.ellipse((x - radius * pixels, y - radius * pixels, x + radius * pixels, y + radius * pixels), fill=255)
    return mask


def touches(mask: Image.Image, item: Item) -> bool:
    """Whether any pixel of the item's box is painted."""
    left, top, right, bottom = (
        round(edge * mask.width)
        for edge in (item.x - item.side / 2, item.y - item.side / 2, item.x + item.side / 2, item.y + item.side / 2)
    )
    return mask.crop((left, top, right, bottom)).getbbox() is not None
