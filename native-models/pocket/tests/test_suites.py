"""The suites of `dimoo eval`: the same for the same seed, held out, and asking for what their pictures leave room for."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pocket.scenes import world
from pocket.suites import SUITES, write_suite


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.parametrize("suite", SUITES)
def test_the_seed_settles_everything(suite: str, tmp_path: Path) -> None:
    first, again, other = (write_suite(suite, 5, seed, tmp_path / name) for seed, name in ((1, "a"), (1, "b"), (2, "c")))
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    jobs = lines(first)
    assert len({job["id"] for job in jobs}) == 5
    for job in jobs:
        assert all((tmp_path / "a" / job[part]).exists() for part in ("image", "mask") if part in job)


@pytest.mark.parametrize("suite", ["single", "two", "counts", "colours"])
def test_every_drawn_scene_is_held_out(suite: str, tmp_path: Path) -> None:
    for job in lines(write_suite(suite, 20, 1, tmp_path)):
        background = job["expect"]["background"]
        objects = job["expect"]["objects"]
        pairs = [(o["name"], v) for o in objects for v in (o.get("colour"), background) if v]
        assert any(world.held_out(*pair) for pair in pairs) or len(objects) == 2


def test_the_paint_covers_what_is_asked_and_spares_the_rest(tmp_path: Path) -> None:
    for job in lines(write_suite("inpainting", 12, 1, tmp_path)):
        painted = np.asarray(Image.open(tmp_path / job["mask"])) > 0
        [asked] = [o for o in job["expect"]["objects"] if o.get("masked")]
        side = painted.shape[0]
        for o in job["expect"]["objects"]:
            for x, y, box in o["boxes"]:
                low_x, high_x, low_y, high_y = (round(v * side) for v in (x - box / 2, x + box / 2, y - box / 2, y + box / 2))
                share = painted[low_y:high_y, low_x:high_x].mean()
                assert share > 0.85 if o is asked else share == 0
