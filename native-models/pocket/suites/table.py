"""The test suites that `dimoo eval` takes.

A suite is a file with one job a line and the facts of its scene under `expect`. Every scene holds a combination that training
never shows, so the same seed gives the same suites whatever was trained. Pictures that jobs take (to retouch, to caption, to
ask about) lie beside the files.
"""

from collections.abc import Callable
from pathlib import Path

from .drawn import DRAWN, described_jobs, drawing_jobs, edit_jobs, inpainting_jobs
from .facts import Job, write_lines
from .guided import control_jobs, map_jobs, restyle_jobs, style_jobs, subject_jobs
from .onward import extending_jobs, mixing_jobs, varying_jobs
from .typed import asked_jobs, grounded_jobs, open_jobs, typed_edit_jobs
from .ways import by_edit, by_instruction, by_prompt

SUITES: dict[str, Callable[[str, int, int, Path], list[Job]]] = {
    **dict.fromkeys(DRAWN, drawing_jobs),
    "inpainting": inpainting_jobs, "edits": edit_jobs, "captions": described_jobs, "questions": described_jobs,
    "subject": subject_jobs, "control": control_jobs, "style": style_jobs, "restyling": restyle_jobs, "canny": map_jobs, "segmentation": map_jobs,
    "extending": extending_jobs, "varying": varying_jobs, "mixing": mixing_jobs,
    "open": open_jobs, "open-apart": open_jobs, "grounded-apart": grounded_jobs, "edits-apart": typed_edit_jobs,
    "captions-apart": asked_jobs, "questions-apart": asked_jobs,
    "by-prompt": by_prompt, "by-instruction": by_instruction, "by-edit": by_edit,
}


# Suites of pictures that the model draws first (onward.py): written only where they are named.
OF_DRAWINGS = {"mixing"}


def write_suite(suite: str, count: int, seed: int, out: Path) -> Path:
    """Writes a suite of `count` jobs and its pictures to the folder `out`, and gives the path of its JSON Lines."""
    (out / suite).mkdir(parents=True, exist_ok=True)
    name = "counting" if suite == "counts" else suite
    jobs = SUITES[suite](suite, count, seed, out)
    lines = [{"id": f"{name}-{index:03}", "suite": name} | job for index, job in enumerate(jobs)]
    file = out / f"{name}.jsonl"
    write_lines(file, lines)
    if not any((out / suite).iterdir()):
        (out / suite).rmdir()
    return file
