"""What can be told of a scene as a map: edges, depth, and which pixels belong together."""

import cv2
import numpy as np

from . import world
from .draw import draw_scene, shape_coverage
from .icons import thing_pixels
from .scene import Group, Item, Scene

# Gradients from which a line begins and goes on, as the annotators of ControlNet set them
# (https://github.com/lllyasviel/ControlNet/blob/main/gradio_canny2image.py).
CANNY_LOW, CANNY_HIGH = 100, 200
# A flat scene has no depth of its own: the larger a thing is drawn, the nearer it stands; the ground lies farthest.
NEARNESS = {"small": 110, "medium": 180, "large": 250}
# Told apart by anybody, and by a codec.
SEGMENT_COLOURS = [(230, 60, 60), (60, 120, 240), (250, 210, 40), (70, 190, 90), (170, 80, 200), (250, 140, 40), (120, 220, 230), (240, 150, 200)]


def coverage(group: Group, item: Item, pixels: int) -> np.ndarray:
    """How much of each pixel a member covers, 0 to 1."""
    if group.colour is not None:
        return shape_coverage(group.name, item.x, item.y, item.side, pixels)
    return thing_pixels(group.name, item.x, item.y, item.side, pixels, group.style or world.DEFAULT_STYLE)[..., 3]


def canny(scene: Scene, pixels: int) -> np.ndarray:
    """uint8 [pixels, pixels]: 255 on lines one pixel wide, 0 elsewhere."""
    # In colour: purple on red is as bright, and an edge all the same.
    return cv2.Canny(draw_scene(scene, pixels), CANNY_LOW, CANNY_HIGH)


def depth(scene: Scene, pixels: int) -> np.ndarray:
    """uint8 [pixels, pixels]: the brighter, the nearer."""
    shades = np.zeros((pixels, pixels), np.float32)
    for group, item in scene.items:
        cover = coverage(group, item, pixels)
        shades += cover * (NEARNESS[group.size] - shades)
    return np.rint(shades).astype(np.uint8)


def segmentation(scene: Scene, pixels: int) -> np.ndarray:
    """uint8 [pixels, pixels, 3]: every member in a colour of its own on black, without blending."""
    parts = np.zeros((pixels, pixels, 3), np.uint8)
    for (group, item), colour in zip(scene.items, SEGMENT_COLOURS, strict=False):
        parts[coverage(group, item, pixels) > 0.5] = colour
    return parts
