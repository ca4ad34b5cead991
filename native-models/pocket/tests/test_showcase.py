"""None is chosen: the first ones of every suite, in turn."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pocket.contact_sheet import LINE, Tile, contact_sheet
from pocket.showcase import first_of_each, tile


def job(suite: str, number: int, right: bool, error: str | None = None) -> dict[str, Any]:
    return {"suite": suite, "id": f"{suite}/{number}", "right": right, "error": error}


def test_suites_take_turns_and_keep_their_order() -> None:
    jobs = [job("a", n, n % 2 == 0) for n in range(6)] + [job("b", 0, True), job("c", 0, False), job("c", 1, True)]
    assert [j["id"] for j in first_of_each(jobs, True, 5)] == ["a/0", "b/0", "c/1", "a/2", "a/4"]
    assert [j["id"] for j in first_of_each(jobs, False, 3)] == ["a/1", "c/0", "a/3"]


def test_a_job_that_failed_to_run_shows_nothing() -> None:
    assert first_of_each([job("a", 0, False, "No memory.")], False, 10) == []


def test_a_tile_says_what_was_asked_and_what_was_wrong(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), "red").save(tmp_path / "a.png")
    drawn = {"task": "generate", "words": "a cat", "seen": "nothing", "pictures": {"drawn": "a.png"}}
    right, wrong = (tile(job("single", 0, r) | drawn, tmp_path) for r in (True, False))
    assert right.words == ["[single] a cat"] and wrong.words == ["[single] a cat", "> nothing"]
    told = tile(job("captions", 0, True) | drawn | {"task": "caption", "words": "", "seen": "a dog"}, tmp_path)
    assert told.words[1] == "> a dog"


def test_lines_are_broken_between_words_and_cut_where_there_is_no_room() -> None:
    long = "a medium red circle left of a medium cat on a blue background " * 3
    picture = Image.new("RGB", (16, 16), "white")
    few, many = (np.asarray(contact_sheet([Tile([picture], [long])], columns=1, lines=n)) for n in (2, 6))
    assert many.shape[0] - few.shape[0] == 4 * LINE
    # The last line of each ends before the margin.
    assert (few[:, -4:] == 255).all() and (few[-2:] == 255).all()
