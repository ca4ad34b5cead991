"""The world's rules hold in every scene."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from pocket.scenes import compose, world
from pocket.scenes.scene import Scene, is_held_out, relation_between
from pocket.suites.drawn import suite_scenes
from pocket.transformer.examples import make_composed, make_given, make_retouch
from pocket.transformer.regions import cells_touched, region_around


def scenes(count: int) -> list[Scene]:
    rng = random.Random(3)
    return [compose.canonical_scene(rng, things=0) if i % 2 else compose.free_scene(rng, things=0) for i in range(count)]


def test_placement_and_contrast() -> None:
    for scene in scenes(300):
        items = [item for _, item in scene.items]
        assert 1 <= len(items) <= 4
        assert all(item.inside() for item in items)
        assert all(a.clears(b) for i, a in enumerate(items) for b in items[i + 1 :])
        assert all(group.colour not in scene.background.colours for group in scene.groups)


def test_relations_are_drawn_as_named() -> None:
    rng = random.Random(4)
    for _ in range(100):
        scene = compose.canonical_scene(rng, form="relation", things=0)
        first, second = scene.groups
        assert relation_between(first.items[0], second.items[0]) == scene.relation


def test_a_tenth_is_held_out() -> None:
    pairs = [world.held_out(shape, colour) for shape in world.SHAPES for colour in world.COLOURS]
    assert 0.03 < np.mean(pairs) < 0.2
    rng = random.Random(5)
    assert not any(is_held_out(compose.training_scene(rng, compose.canonical_scene)) for _ in range(200))
    assert all(is_held_out(scene) for scene in suite_scenes("single", 20, 1))


@pytest.mark.parametrize("make", [make_composed, make_given, make_retouch])
def test_examples_repeat(make: Callable[[random.Random], object]) -> None:
    assert make(random.Random(7)) == make(random.Random(7))


def test_region_covers_the_thing() -> None:
    rng = random.Random(6)
    for scene in scenes(60):
        items = scene.groups[0].items
        region = region_around(items, 128, rng)
        cells = cells_touched(region, 8)
        assert cells.repeat(16, 0).repeat(16, 1)[region].all()
        assert all(region[int(item.y * 128), int(item.x * 128)] for item in items)
