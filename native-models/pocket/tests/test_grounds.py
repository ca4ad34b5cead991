"""A prompt that says nothing of the ground is drawn on one where everything is seen."""

import random

import pytest

from pocket.scenes import compose, world
from pocket.scenes.grounds import SEEN, canonical_ground, difference, main_colour, on_canonical_ground
from pocket.scenes.scene import Background, Group, Scene, is_held_out


def shape(name: str, colour: str) -> Group:
    return Group(name, colour, "medium", ())


def thing(name: str) -> Group:
    return Group(name, None, "medium", ())


def test_difference_is_cie_1976() -> None:
    assert difference((255, 255, 255), (0, 0, 0)) == pytest.approx(100, abs=0.01)
    # Red on sRGB's primaries: L 53.24, a 80.09, b 67.20.
    assert difference((255, 0, 0), (255, 255, 255)) == pytest.approx((46.76**2 + 80.09**2 + 67.20**2) ** 0.5, abs=0.1)


def test_white_unless_something_is_white() -> None:
    for colour in world.COLOUR_NAMES:
        ground = canonical_ground([shape("heart", colour)])
        assert ground == Background("light blue" if colour == "white" else "white")
    for name in ("rabbit", "panda", "football", "snowman"):
        assert canonical_ground([thing(name)]) == Background("light blue")
    for name in ("apple", "tiger", "butterfly", "owl"):
        assert canonical_ground([thing(name)]) == Background("white")


def test_the_second_one_counts_as_well() -> None:
    assert canonical_ground([shape("heart", "red"), shape("ring", "white")]) == Background("light blue")
    # A butterfly is light blue itself.
    assert canonical_ground([thing("butterfly"), shape("ring", "white")]) == Background("green")
    assert canonical_ground([thing("butterfly"), shape("ring", "white"), shape("heart", "green")]) == Background("yellow")


def test_everything_is_seen() -> None:
    rng = random.Random(1)
    for _ in range(500):
        scene = on_canonical_ground(compose.in_styles(compose.canonical_scene(rng), rng) if rng.random() < 0.5 else compose.canonical_scene(rng))
        ground = world.GROUNDS[scene.background.start]
        assert all(difference(main_colour(group), ground) >= SEEN for group in scene.groups)


def test_a_ground_of_no_shapes_colour_is_held_out_of_nothing() -> None:
    names = [*world.SHAPES, *world.THINGS]
    items = compose.canonical_scene(random.Random(1), form="single").groups[0].items

    def kept(name: str, ground: str) -> bool:
        colour = "grey" if name in world.SHAPES and not world.held_out(name, "grey") else None
        return is_held_out(Scene(Background(ground), (Group(name, colour, "medium", items),)))

    assert not any(kept(name, "light blue") for name in names)
    assert 2 < sum(kept(name, "white") for name in names) < 12
