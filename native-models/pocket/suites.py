"""Write the test suites that `dimoo eval` takes: python -m pocket.suites --out DIR

One file a suite, one job a line, with the facts of its scene under `expect`. Every scene holds a combination that is
never trained on, so the same seed gives the same suites whatever was trained. Pictures that are given (to retouch, to
caption, to ask about) are drawn beside the files.
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from .brush import brush_over, touches
from .guided_suites import control_jobs, map_jobs, restyle_jobs, style_jobs, subject_jobs
from .judging.suites import suite_scenes
from .language.captions import as_told
from .language.instructions import instruction
from .language.prompts import prompt, region_prompt
from .language.questions import question
from .onward_suites import extending_jobs, mixing_jobs, varying_jobs
from .scenes import compose
from .scenes.draw import draw_scene
from .scenes.edits import KINDS as KINDS_OF_EDIT
from .scenes.edits import edit_of
from .scenes.scene import Group, Scene, is_held_out
from .suite_facts import Job, edit_facts, held_out_scenes, scene_facts, write_lines
from .typed_suites import asked_jobs, grounded_jobs, open_jobs, typed_edit_jobs
from .ways_suites import by_edit, by_instruction, by_prompt

# The facts that decide whether a job counts as right; the report also counts
# those in which every stated fact is.
DRAWN: dict[str, list[str]] = {
    "single": ["things", "count"],
    "two": ["things", "count"],
    "counts": ["things", "count"],
    "colours": ["things", "count", "colour"],
    "position": ["things", "count", "colour", "relation", "place"],
    "attribution": ["things", "count", "colour"],
}


def drawing_jobs(suite: str, count: int, seed: int, _: Path) -> list[Job]:
    rng = random.Random(f"suite/{suite}/{seed}")
    return [
        {"task": "generate", "prompt": prompt(scene, rng), "expect": scene_facts(scene) | {"facts": DRAWN[suite]}}
        for scene in suite_scenes(suite, count, seed)
    ]


def edit_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = 256) -> list[Job]:
    """An instruction for a picture with things anywhere: what it asks for is judged, and whether the rest stayed."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    while len(jobs) < count:
        kind = KINDS_OF_EDIT[len(jobs) % len(KINDS_OF_EDIT)]
        edit = edit_of(kind, compose.free_scene(rng, gradient_share=0.15), rng)
        if edit is None or not is_held_out(edit.after):
            continue
        image = f"{suite}/{len(jobs):03}.png"
        Image.fromarray(draw_scene(edit.before, pixels)).save(out / image)
        jobs.append({"task": "edit", "prompt": instruction(edit, rng), "image": image, "expect": edit_facts(edit)})
    return jobs


def inpainting_scene(rng: random.Random, pixels: int) -> tuple[Scene, Group, Image.Image]:
    """A scene, the member that is to be painted in, and a mask over it that spares the others."""
    while True:
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15))
        asked = rng.choice(scene.groups)
        if asked.count > 1:
            continue
        mask = brush_over(asked.items[0], pixels, rng)
        if not any(touches(mask, item) for group, item in scene.items if group is not asked):
            return scene, asked, mask


def inpainting_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = 256) -> list[Job]:
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        scene, asked, mask = inpainting_scene(rng, pixels)
        before = replace(scene, groups=tuple(group for group in scene.groups if group is not asked))
        picture, painted = (out / suite / f"{index:03}-{part}.png" for part in ("before", "mask"))
        Image.fromarray(draw_scene(before, pixels)).save(picture)
        mask.save(painted)
        facts = scene_facts(scene, masked=asked) | {"facts": ["asked", "unchanged"]}
        jobs.append({
            "task": "retouch", "prompt": region_prompt(scene, asked, rng), "expect": facts,
            "image": f"{suite}/{picture.name}", "mask": f"{suite}/{painted.name}",
        })
    return jobs


def described_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = 256) -> list[Job]:
    """Captions and questions: things anywhere, as in a picture that somebody else made."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng))
        image = f"{suite}/{index:03}.png"
        Image.fromarray(draw_scene(scene, pixels)).save(out / image)
        if suite == "questions":
            asked, answer = question(scene, rng)
            jobs.append({"task": "ask", "image": image, "question": asked, "expect": {"answer": answer}})
        else:
            jobs.append({"task": "caption", "image": image, "expect": scene_facts(as_told(scene))})
    return jobs


SUITES: dict[str, Callable[[str, int, int, Path], list[Job]]] = {
    **dict.fromkeys(DRAWN, drawing_jobs),
    "inpainting": inpainting_jobs, "edits": edit_jobs, "captions": described_jobs, "questions": described_jobs,
    "subject": subject_jobs, "control": control_jobs, "style": style_jobs, "restyling": restyle_jobs, "canny": map_jobs, "segmentation": map_jobs,
    "extending": extending_jobs, "varying": varying_jobs, "mixing": mixing_jobs,
    "open": open_jobs, "open-apart": open_jobs, "grounded-apart": grounded_jobs, "edits-apart": typed_edit_jobs,
    "captions-apart": asked_jobs, "questions-apart": asked_jobs,
    "by-prompt": by_prompt, "by-instruction": by_instruction, "by-edit": by_edit,
}


# Made of pictures that the model draws first, so only where asked for: see onward_suites.py.
OF_DRAWINGS = {"mixing"}


def write_suite(suite: str, count: int, seed: int, out: Path) -> Path:
    (out / suite).mkdir(parents=True, exist_ok=True)
    name = "counting" if suite == "counts" else suite
    jobs = SUITES[suite](suite, count, seed, out)
    lines = [{"id": f"{name}-{index:03}", "suite": name} | job for index, job in enumerate(jobs)]
    file = out / f"{name}.jsonl"
    write_lines(file, lines)
    if not any((out / suite).iterdir()):
        (out / suite).rmdir()
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    usual = [suite for suite in SUITES if suite not in OF_DRAWINGS]
    parser.add_argument("--suites", nargs="*", choices=list(SUITES), default=usual)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for suite in args.suites:
        print(write_suite(suite, args.count, args.seed, args.out))


if __name__ == "__main__":
    main()
