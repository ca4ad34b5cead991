"""Maps of a scene: its edges, its depth, and which pixels belong together."""

from dataclasses import dataclass

import cv2
import numpy as np

from . import world
from .draw import draw_scene, shape_coverage
from .icons import thing_pixels
from .scene import Group, Item, Scene

# Gradients from which a line begins and goes on, as the annotators of ControlNet set them
# (https://github.com/lllyasviel/ControlNet/blob/main/gradio_canny2image.py).
CANNY_LOW, CANNY_HIGH = 100, 200
# The grey of what is far, beside the palette's grey and white: a colour of maps alone.
SHADE = "shade"
SHADE_LEVEL = 74
# A flat scene has no depth of its own: the larger a thing is drawn, the nearer it stands; the ground lies farthest.
NEARNESS = {"small": SHADE, "medium": "grey", "large": "white"}
# Colours that people and the codec tell apart.
SEGMENT_COLOURS = ["red", "blue", "yellow", "green", "purple", "orange", "pink", "white"]
KINDS = ["canny", "depth", "segmentation"]
# The kinds of map that a picture can be drawn from.
CONTROLS = ["canny", "depth"]


@dataclass(frozen=True)
class Map:
    """A map of a scene: `kind` is one of KINDS."""

    kind: str
    scene: Scene


def coverage(group: Group, item: Item, pixels: int) -> np.ndarray:
    """How much of each pixel a member covers: float32 [pixels, pixels], 0 to 1."""
    if group.colour is not None:
        return shape_coverage(group.name, item.x, item.y, item.side, pixels)
    return thing_pixels(group.name, item.x, item.y, item.side, pixels, group.drawn_in)[..., 3]


def level(colour: str) -> tuple[int, int, int]:
    """sRGB, 0 to 255, of a colour of the world, or of the grey SHADE that only maps have."""
    return (SHADE_LEVEL, SHADE_LEVEL, SHADE_LEVEL) if colour == SHADE else world.COLOURS[colour]


def map_colour(kind: str, group: Group) -> str:
    """The colour that a member is filled with in a map of this kind.

    In a depth map it is a grey that says how near the member is. In a segmentation it follows from the name; names share colours where
    there are more of them than colours.
    """
    if kind == "depth":
        return NEARNESS[group.size]
    return SEGMENT_COLOURS[[*world.SHAPES, *world.THINGS].index(group.name) % len(SEGMENT_COLOURS)]


def draw_map(drawn: Map, pixels: int) -> np.ndarray:
    """The picture of a map: uint8 [pixels, pixels, 3], sRGB on black."""
    if drawn.kind == "canny":
        return np.repeat(canny(drawn.scene, pixels)[..., None], 3, 2)
    shades = np.zeros((pixels, pixels, 3), np.float32)
    for group, item in drawn.scene.items:
        cover = coverage(group, item, pixels)[..., None]
        shades += cover * (np.array(level(map_colour(drawn.kind, group)), np.float32) - shades)
    return np.rint(shades).astype(np.uint8)


def canny(scene: Scene, pixels: int) -> np.ndarray:
    """uint8 [pixels, pixels]: 255 on lines one pixel wide, 0 elsewhere."""
    # In colour: purple on red is as bright, and an edge all the same.
    return cv2.Canny(draw_scene(scene, pixels), CANNY_LOW, CANNY_HIGH)


def members(scene: Scene, pixels: int) -> np.ndarray:
    """uint8 [pixels, pixels, 3]: every member in a colour of its own on black, without antialiasing."""
    parts = np.zeros((pixels, pixels, 3), np.uint8)
    for (group, item), colour in zip(scene.items, SEGMENT_COLOURS, strict=False):
        parts[coverage(group, item, pixels) > 0.5] = world.COLOURS[colour]
    return parts
