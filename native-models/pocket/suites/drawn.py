"""Suites of drawing from words, of edits, of inpainting, and of captions and questions."""

import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ..brush import brush_over, touches
from ..language.captions import as_told
from ..language.instructions import instruction
from ..language.prompts import prompt, region_prompt
from ..language.questions import question
from ..scenes import compose
from ..scenes.draw import draw_scene
from ..scenes.scene import Group, Scene, is_held_out
from .facts import Job, edit_facts, held_out_edits, held_out_scenes, scene_facts

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


# How many groups a suite's scenes have, and how they stand.
FORMS: dict[str, str] = {
    "single": "single", "colours": "single", "two": "pair", "counts": "count", "position": "relation", "attribution": "pair",
}
# Suites that test colours draw shapes only: a thing is drawn in colours of its own.
SHAPES_ONLY = ("colours", "attribution")


def suite_scenes(suite: str, count: int, seed: int) -> list[Scene]:
    """So many held-out scenes for a suite of DRAWN. They depend on the suite's name and the seed alone."""
    rng = random.Random(f"{suite}/{seed}")
    scenes: list[Scene] = []
    while len(scenes) < count:
        scene = compose.canonical_scene(rng, form=FORMS[suite], things=0 if suite in SHAPES_ONLY else compose.THING_SHARE)
        if is_held_out(scene):
            scenes.append(scene)
    return scenes


def drawing_jobs(suite: str, count: int, seed: int, _: Path) -> list[Job]:
    """Prompts for held-out scenes, with the facts that decide whether a drawing is right."""
    rng = random.Random(f"suite/{suite}/{seed}")
    return [
        {"task": "generate", "prompt": prompt(scene, rng), "expect": scene_facts(scene) | {"facts": DRAWN[suite]}}
        for scene in suite_scenes(suite, count, seed)
    ]


def edit_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = 256) -> list[Job]:
    """Pictures with things anywhere, each with an instruction.

    The facts say what the instruction changes, and that everything else stays. Pictures of side `pixels` are written to `out`.
    """
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index, edit in enumerate(held_out_edits(rng, count)):
        image = f"{suite}/{index:03}.png"
        Image.fromarray(draw_scene(edit.before, pixels)).save(out / image)
        jobs.append({"task": "edit", "prompt": instruction(edit, rng), "image": image, "expect": edit_facts(edit)})
    return jobs


def inpainting_scene(rng: random.Random, pixels: int) -> tuple[Scene, Group, Image.Image]:
    """A held-out scene, the single member to be painted in, and a mask [pixels, pixels] over it.

    The mask touches no other member.
    """
    while True:
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15))
        asked = rng.choice(scene.groups)
        if asked.count > 1:
            continue
        mask = brush_over(asked.items[0], pixels, rng)
        if not any(touches(mask, item) for group, item in scene.items if group is not asked):
            return scene, asked, mask


def inpainting_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = 256) -> list[Job]:
    """Pictures without one member, a mask over its place, and a prompt for it. Files of side `pixels` are written to `out`."""
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
    """Pictures with things anywhere and what is asked about them: questions for the suite "questions", else captions."""
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
