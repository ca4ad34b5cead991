"""Ten successes and ten failures of an evaluation, for the model card: python -m pocket.showcase DIR --out FILE

The first right and the first wrong job of each suite in turn, then the second ones, until there are ten of each: none is
chosen. DIR is what `dimoo eval` wrote.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

Job = dict[str, Any]
TILE, TEXT, COLUMNS = 192, 84, 5
LETTERS = 31
GREEN, RED = "#2a8a3e", "#c0392b"


def first_of_each(jobs: list[Job], right: bool, count: int) -> list[Job]:
    """In the order of the suites, a round at a time."""
    suites: dict[str, list[Job]] = {}
    for job in jobs:
        suites.setdefault(job["suite"], [])
        if job["right"] == right and job["error"] is None:
            suites[job["suite"]].append(job)
    rounds = range(max((len(found) for found in suites.values()), default=0))
    return [found[turn] for turn in rounds for found in suites.values() if turn < len(found)][:count]


def words_of(job: Job) -> list[str]:
    """The suite, what was asked, and what was answered or seen, in lines of a tile's width."""
    answered = "" if job["right"] and job["task"] not in ("caption", "ask") else job["seen"]
    lines: list[str] = []
    for text in (f"[{job['suite']}] {job['words']}", answered and f"> {answered}"):
        lines += wrapped(text)
    return lines[: TEXT // 12]


def wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def tile(job: Job, folder: Path) -> Image.Image:
    page = Image.new("RGB", (TILE + 8, TILE + TEXT), "white")
    shown = [job["pictures"][name] for name in ("given", "drawn") if name in job["pictures"]]
    side = TILE // max(1, len(shown))
    for index, path in enumerate(shown):
        picture = Image.open(folder / path).convert("RGB")
        scale = (side - 2) / max(picture.size)
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
        page.paste(picture, (4 + index * side, 4))
    pen = ImageDraw.Draw(page)
    pen.rectangle((4, TILE + 2, TILE + 3, TILE + 4), fill=GREEN if job["right"] else RED)
    for line, text in enumerate(words_of(job)):
        pen.text((4, TILE + 6 + 11 * line), text, fill="black")
    return page


def sheet(jobs: list[Job], folder: Path) -> Image.Image:
    rows = -(-len(jobs) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * (TILE + 8), rows * (TILE + TEXT)), "white")
    for index, job in enumerate(jobs):
        page.paste(tile(job, folder), (index % COLUMNS * (TILE + 8), index // COLUMNS * (TILE + TEXT)))
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path, help="folder with report.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10, help="successes, and as many failures")
    args = parser.parse_args()
    jobs: list[Job] = json.loads((args.evaluation / "report.json").read_text())["jobs"]
    shown = [*first_of_each(jobs, True, args.count), *first_of_each(jobs, False, args.count)]
    sheet(shown, args.evaluation).save(args.out, optimize=True)


if __name__ == "__main__":
    main()
