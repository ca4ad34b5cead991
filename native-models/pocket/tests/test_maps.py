"""Maps of scenes, and that they tell what they are to tell."""

import random

import numpy as np
import pytest

from pocket.scenes import compose, world
from pocket.scenes.maps import Map, canny, coverage, draw_map, members
from pocket.scenes.scene import Background, Group, Item, Scene

RING = Group("ring", "red", "large", (Item(0.5, 0.5, 0.5),))


def test_a_ring_has_two_edges() -> None:
    lines = canny(Scene(Background("white"), (RING,)), 128)
    assert set(np.unique(lines)) == {0, 255}
    # Along the middle row: outside and inside, on the left and on the right.
    middle = lines[64] > 0
    assert int((np.diff(middle.astype(int)) == 1).sum()) == 4
    assert not lines[:28].any() and not lines[100:].any()


def test_two_colours_of_one_brightness_have_an_edge() -> None:
    purple = Group("crescent", "purple", "large", (Item(0.5, 0.5, 0.5),))
    assert canny(Scene(Background("red"), (purple,)), 128).any()


@pytest.mark.parametrize("seed", range(10))
def test_every_member_is_one_colour_of_its_own(seed: int) -> None:
    scene = compose.free_scene(random.Random(seed))
    parts = members(scene, 128)
    colours = [tuple(colour) for colour in np.unique(parts.reshape(-1, 3), axis=0) if colour.any()]
    assert len(colours) == len(scene.items)
    for group, item in scene.items:
        mine = parts[coverage(group, item, 128) > 0.5]
        assert len(np.unique(mine, axis=0)) == 1 and mine.any()


def test_larger_is_nearer() -> None:
    small, large = (Group("square", "red", size, (Item(x, 0.5, world.SIZES[size]),)) for size, x in (("small", 0.2), ("large", 0.7)))
    shades = draw_map(Map("depth", Scene(Background("blue"), (small, large))), 128)[..., 0]
    assert shades[64, round(0.7 * 128)] > shades[64, round(0.2 * 128)] > shades[0, 0] == 0


def test_a_style_changes_a_thing_and_not_where_it_stands() -> None:
    cat = {style: coverage(Group("cat", None, "large", (Item(0.5, 0.5, 0.5),), style=style), Item(0.5, 0.5, 0.5), 64) for style in world.STYLES}
    first, *others = cat.values()
    assert all((other != first).any() for other in others)
    assert all(np.abs(np.argwhere(other > 0.5).mean(0) - np.argwhere(first > 0.5).mean(0)).max() < 6 for other in others)
