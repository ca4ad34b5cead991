"""The measured width of an edge is that of the blur it was given."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from pocket.codec.sharpness import PAGE, edge_width
from pocket.scenes import world
from pocket.scenes.draw import draw_scene
from pocket.scenes.scene import Background, Group, Item, Scene

PIXELS = 512
# From one tenth to nine tenths of a Gaussian's integral, in standard deviations.
TENTHS = 2.563


def circle(pixels: int) -> np.ndarray:
    group = Group("circle", "red", "large", (Item(0.5, 0.5, 0.5),))
    return draw_scene(Scene(Background("white"), (group,)), pixels)


@pytest.mark.parametrize("sigma", [4.0, 8.0, 16.0])
def test_a_blurred_edge_is_as_wide_as_its_blur(sigma: float) -> None:
    # Pillow takes three box blurs for a Gaussian, and the drawing is antialiased: a few percent are theirs.
    blurred = np.asarray(Image.fromarray(circle(PIXELS)).filter(ImageFilter.GaussianBlur(sigma)))
    wanted = TENTHS * sigma * PAGE / PIXELS
    assert edge_width(blurred, (0.5, 0.5), 0.5) == pytest.approx(wanted, rel=0.1)


def test_twice_the_pixels_are_half_the_width() -> None:
    widths = [edge_width(circle(pixels), (0.5, 0.5), 0.5) for pixels in (128, 256)]
    assert widths[1] == pytest.approx(widths[0] / 2, rel=0.15)


def test_a_picture_without_a_circle_has_no_width() -> None:
    plain = np.full((64, 64, 3), world.COLOURS["blue"], np.uint8)
    assert np.isnan(edge_width(plain, (0.5, 0.5), 0.5))
