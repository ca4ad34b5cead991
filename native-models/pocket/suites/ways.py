"""The same changes requested in three ways, to compare them.

A painted region with a prompt for what is to stand there (inpainting), the region with an instruction, and the instruction
alone.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops

from ..brush import brush_over, touches
from ..language.instructions import instruction
from ..language.prompts import region_prompt
from ..scenes.draw import draw_scene
from ..scenes.edits import Edit
from .facts import Job, edit_facts, held_out_edit

# Edits that one region can hold: a moved thing needs two, and a background the whole picture.
KINDS = ["add", "remove", "replace", "recolour"]
PIXELS = 256


def _changes(count: int, seed: int) -> Iterator[tuple[Edit, Image.Image, dict[str, str]]]:
    """Edits, the region that a hand would paint for each, and the words for a prompt and for an instruction."""
    rng = random.Random(f"suite/ways/{seed}")
    made = 0
    while made < count:
        edit = held_out_edit(KINDS[made % len(KINDS)], rng)
        mask = Image.new("L", (PIXELS, PIXELS))
        for item in edit.changed or ():
            mask = ImageChops.lighter(mask, brush_over(item, PIXELS, rng))
        words = {"prompt": region_prompt(edit.after, edit.became, rng), "instruction": instruction(edit, rng)}
        others = [item for group, item in edit.after.items if group is not edit.became]
        if not any(touches(mask, item) for item in others):
            yield edit, mask, words
            made += 1


def _jobs(suite: str, count: int, seed: int, out: Path, task: str, words: str, masked: bool) -> list[Job]:
    jobs: list[Job] = []
    for edit, mask, said in _changes(count, seed):
        image, painted = (f"{suite}/{len(jobs):03}-{part}.png" for part in ("before", "mask"))
        Image.fromarray(draw_scene(edit.before, PIXELS)).save(out / image)
        job: Job = {"task": task, "prompt": said[words], "image": image, "expect": edit_facts(edit)}
        if masked:
            mask.save(out / painted)
            job["mask"] = painted
        jobs.append(job)
    return jobs


def by_prompt(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Retouching: the region, and a prompt for its content."""
    return _jobs(suite, count, seed, out, "retouch", "prompt", masked=True)


def by_instruction(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Editing: the region, and an instruction."""
    return _jobs(suite, count, seed, out, "edit", "instruction", masked=True)


def by_edit(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Editing: an instruction alone."""
    return _jobs(suite, count, seed, out, "edit", "instruction", masked=False)
