"""Ten successes and ten failures of an evaluation, for the model card: python -m pocket.showcase DIR... --out FILE

Takes the first right and the first wrong job of each suite in turn, then the second ones, until there are ten of each. None is
selected. With `--first N` it takes the first N of every suite, right or wrong. DIRs are folders that `dimoo eval` wrote.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from PIL import Image

from .contact_sheet import Tile, contact_sheet

Job = dict[str, Any]
LINES = 7


def by_suite(jobs: list[Job]) -> list[list[Job]]:
    """The jobs of each suite, the suites in the order in which they first appear."""
    suites: dict[str, list[Job]] = {}
    for job in jobs:
        suites.setdefault(job["suite"], []).append(job)
    return list(suites.values())


def first_of_each(jobs: list[Job], right: bool, count: int) -> list[Job]:
    """At most `count` jobs that are right (or wrong): the first of every suite, then the second of every suite, and so on."""
    suites = [[job for job in suite if job["right"] == right and job["error"] is None] for suite in by_suite(jobs)]
    rounds = range(max((len(found) for found in suites), default=0))
    return [found[turn] for turn in rounds for found in suites if turn < len(found)][:count]


def tile(job: Job, folder: Path) -> Tile:
    """What was given and drawn; the suite and the prompt; and the answer, or what a wrong drawing shows."""
    pictures = [Image.open(folder / job["pictures"][name]) for name in ("given", "second", "drawn") if name in job["pictures"]]
    words = [f"[{job['suite']}] {job['words']}"]
    if not job["right"] or job["task"] in ("caption", "ask"):
        words.append(f"> {job['seen']}")
    return Tile(pictures, words, job["right"])


def main() -> None:
    """Runs the command line: writes the sheet as an image file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluations", type=Path, nargs="+", help="folders with report.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10, help="successes, and as many failures")
    parser.add_argument("--first", type=int, help="so many of every suite instead")
    args = parser.parse_args()
    jobs: list[Job] = [
        job | {"folder": folder} for folder in args.evaluations for job in json.loads((folder / "report.json").read_text())["jobs"]
    ]
    if args.first is None:
        shown = [*first_of_each(jobs, True, args.count), *first_of_each(jobs, False, args.count)]
    else:
        shown = [job for suite in by_suite(jobs) for job in suite[: args.first]]
    contact_sheet([tile(job, job["folder"]) for job in shown], lines=LINES).save(args.out, optimize=True)


if __name__ == "__main__":
    main()
