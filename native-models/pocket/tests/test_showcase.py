"""None is chosen: the first ones of every suite, in turn."""

from typing import Any

from pocket.showcase import first_of_each, wrapped


def job(suite: str, number: int, right: bool, error: str | None = None) -> dict[str, Any]:
    return {"suite": suite, "id": f"{suite}/{number}", "right": right, "error": error}


def test_suites_take_turns_and_keep_their_order() -> None:
    jobs = [job("a", n, n % 2 == 0) for n in range(6)] + [job("b", 0, True), job("c", 0, False), job("c", 1, True)]
    assert [j["id"] for j in first_of_each(jobs, True, 5)] == ["a/0", "b/0", "c/1", "a/2", "a/4"]
    assert [j["id"] for j in first_of_each(jobs, False, 3)] == ["a/1", "c/0", "a/3"]


def test_a_job_that_failed_to_run_shows_nothing() -> None:
    assert first_of_each([job("a", 0, False, "No memory.")], False, 10) == []


def test_lines_are_broken_between_words() -> None:
    assert wrapped("a medium red circle left of a medium cat on a blue background") == [
        "a medium red circle left of a", "medium cat on a blue background",
    ]
