"""The suites of `dimoo eval`: the same for the same seed, held out, and asking for what their pictures leave room for."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pocket.language.frames import frames_of
from pocket.scenes import world
from pocket.suites.table import SUITES, write_suite


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def everything(folder: Path) -> bytes:
    """Lines and pictures."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.mark.parametrize("suite", SUITES)
def test_the_seed_settles_everything(suite: str, tmp_path: Path) -> None:
    first, again, _ = (write_suite(suite, 5, seed, tmp_path / name) for seed, name in ((1, "a"), (1, "b"), (2, "c")))
    assert first.read_bytes() == again.read_bytes()
    assert everything(tmp_path / "a") == everything(tmp_path / "b") != everything(tmp_path / "c")
    jobs = lines(first)
    assert len({job["id"] for job in jobs}) == 5
    for job in jobs:
        paths = [job[part] for part in ("image", "mask", "style") if part in job]
        paths += [job["expect"]["map"]["truth"]] if "map" in job["expect"] else []
        assert all((tmp_path / "a" / path).exists() for path in paths)


@pytest.mark.parametrize("suite", ["single", "two", "counts", "colours", "subject"])
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


def test_a_subject_keeps_its_looks_on_another_ground(tmp_path: Path) -> None:
    for job in lines(write_suite("subject", 12, 1, tmp_path)):
        [asked] = job["expect"]["objects"]
        assert asked.get("colour", "") not in job["expect"]["background"].split()
        assert asked["name"] in world.THINGS or "colour" in asked


def test_the_other_style_is_asked_of_things_that_stay(tmp_path: Path) -> None:
    jobs = lines(write_suite("style", 12, 1, tmp_path))
    assert {o["style"] for job in jobs for o in job["expect"]["objects"]} == set(world.STYLES)
    assert all(o["kept"] for job in jobs for o in job["expect"]["objects"])
    for job in jobs:
        content, shown = (np.asarray(Image.open(tmp_path / job[part])) for part in ("image", "style"))
        assert (content != shown).any()


def test_three_ways_ask_for_the_same_changes(tmp_path: Path) -> None:
    ways = {suite: lines(write_suite(suite, 8, 1, tmp_path)) for suite in ("by-prompt", "by-instruction", "by-edit")}
    for prompted, instructed, edited in zip(*ways.values(), strict=True):
        assert prompted["expect"] == instructed["expect"] == edited["expect"]
        assert instructed["prompt"] == edited["prompt"] != prompted["prompt"]
        assert len({(tmp_path / job["image"]).read_bytes() for job in (prompted, instructed, edited)}) == 1
        assert (tmp_path / prompted["mask"]).read_bytes() == (tmp_path / instructed["mask"]).read_bytes()
        assert "mask" not in edited and (prompted["task"], edited["task"]) == ("retouch", "edit")


def test_a_restyled_thing_is_asked_for_in_another_style(tmp_path: Path) -> None:
    for job in lines(write_suite("restyling", 12, 1, tmp_path)):
        styled = [stated for stated in job["expect"]["objects"] if "style" in stated]
        assert len(styled) == 1 and styled[0]["style"] != world.DEFAULT_STYLE
        assert "style" in job["expect"]["facts"] and styled[0]["style"] in job["prompt"]


def test_a_half_is_given_and_the_other_is_asked_for(tmp_path: Path) -> None:
    for job in lines(write_suite("extending", 12, 1, tmp_path)):
        width, height = Image.open(tmp_path / job["image"]).size
        grown = (width + job.get("left", 0) + job.get("right", 0), height + job.get("top", 0) + job.get("bottom", 0))
        assert grown == (256, 256)
        assert sorted(stated.get("kept", False) for stated in job["expect"]["objects"]) == [False, True]


def test_each_of_two_drawings_holds_a_half_of_what_is_wanted(tmp_path: Path) -> None:
    jobs = lines(write_suite("mixing", 12, 1, tmp_path))
    sources = {source["id"]: source["prompt"] for source in lines(tmp_path / "mixing" / "sources.jsonl")}
    for job in jobs:
        assert (np.asarray(Image.open(tmp_path / job["mask"])) > 0).mean() == 0.5
        wanted = [stated["name"] for stated in job["expect"]["objects"]]
        first, second = (sources[Path(job[part]).stem] for part in ("first", "second"))
        assert first != second != job["prompt"]
        assert len(wanted) == 2


@pytest.mark.parametrize("suite", ["open", "open-apart"])
def test_a_prompt_without_a_ground_expects_the_canonical_one(suite: str, tmp_path: Path) -> None:
    jobs = lines(write_suite(suite, 20, 1, tmp_path))
    assert {job["suite"] for job in jobs} == {f"{suite}, {form}" for form in ("single", "count", "pair", "relation")}
    for index, job in enumerate(jobs):
        grounds_said = {f"{world.article(name)} {name} background" for name in world.CANONICAL_GROUNDS}
        assert job["expect"]["background"] in grounds_said and "background" in job["expect"]["facts"]
        assert (job["expect"]["background"] != "a white background") == (index % 4 == 0)
        assert "background" not in job["prompt"]


def test_frames_kept_apart_are_in_suites_of_their_own(tmp_path: Path) -> None:
    for suite in ("edits-apart", "captions-apart", "questions-apart", "grounded-apart"):
        jobs = lines(write_suite(suite, 12, 1, tmp_path))
        said = [job.get("prompt") or job["question"] for job in jobs]
        assert len(set(said)) > 6
        if suite == "captions-apart":
            asked = {frame.rstrip("?.") for frame in frames_of("describe", apart=True)[0]}
            assert sum(text.rstrip("?.") in asked for text in said) > 8
