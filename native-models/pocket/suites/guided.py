"""Suites of the tasks that follow a given picture, and of those that make a map of one."""

import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ..language.instructions import instruction
from ..language.prompts import prompt, subject_prompt
from ..presets import PRESETS
from ..scenes import compose, maps, world
from ..scenes.draw import draw_scene
from ..scenes.edits import restyle
from ..scenes.scene import Scene, is_held_out
from .facts import Job, held_out_scenes, scene_facts

PIXELS = 256
# How each map is drawn and measured, and the least agreement (0 to 1) that counts as right.
MAPS = {"canny": (maps.canny, "edges", 0.75), "segmentation": (maps.members, "segments", 0.8)}


def kept_facts(scene: Scene) -> Job:
    """The facts of a scene of which everything is to stand where the given picture has it."""
    facts = scene_facts(replace(scene, relation=None))
    for stated in facts["objects"]:
        stated["kept"] = True
    return facts


def subject_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """A picture of one thing, and a prompt that puts the same thing on another background."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    while len(jobs) < count:
        given = compose.free_scene(rng, gradient_share=0.15, counts=(1,))
        anew = compose.canonical_scene(rng, form=rng.choice(["single", "single", "place"]))
        scene = compose.holding(anew, given.groups[0])
        if scene is None or not is_held_out(scene):
            continue
        image = f"{suite}/{len(jobs):03}.png"
        Image.fromarray(draw_scene(given, PIXELS)).save(out / image)
        facts = scene_facts(scene) | {"facts": ["things", "count", "colour", "place", "background"]}
        jobs.append({"task": "subject", "prompt": subject_prompt(scene, rng), "image": image, "expect": facts})
    return jobs


def control_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """A map that says where everything stands, and a prompt that says what it is and in which colours."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.0))
        kind = maps.CONTROLS[index % len(maps.CONTROLS)]
        image = f"{suite}/{index:03}-{kind}.png"
        Image.fromarray(maps.draw_map(maps.Map(kind, scene), PIXELS)).save(out / image)
        facts = kept_facts(scene) | {"facts": ["things", "count", "colour", "kept"]}
        jobs.append({"task": "control", "kind": kind, "prompt": prompt(scene, rng), "image": image, "expect": facts})
    return jobs


def style_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Two pictures: the content of the first is to be drawn in the style of the second."""
    rng = random.Random(f"suite/{suite}/{seed}")
    styles = list(world.STYLES)
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15, things=1.0))
        was, becomes = rng.sample(styles, 2)
        reference = compose.styled(compose.free_scene(rng, gradient_share=0.15, things=1.0), becomes)
        image, shown = (f"{suite}/{index:03}-{part}.png" for part in ("content", "style"))
        Image.fromarray(draw_scene(compose.styled(scene, was), PIXELS)).save(out / image)
        Image.fromarray(draw_scene(reference, PIXELS)).save(out / shown)
        facts = kept_facts(compose.styled(scene, becomes)) | {"facts": ["things", "count", "style", "kept", "background"]}
        jobs.append({"task": "style", "image": image, "style": shown, "expect": facts})
    return jobs


def restyle_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """A picture, and an instruction that gives one of its things another style."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    while len(jobs) < count:
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15))
        edit = restyle(scene, rng)
        if edit is None:
            continue
        image = f"{suite}/{len(jobs):03}.png"
        Image.fromarray(draw_scene(scene, PIXELS)).save(out / image)
        facts = kept_facts(edit.after) | {"facts": ["things", "count", "colour", "style", "kept", "background"]}
        jobs.append({"task": "edit", "prompt": instruction(edit, rng), "image": image, "expect": facts})
    return jobs


def map_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = PRESETS["pocket"].picture) -> list[Job]:
    """A picture, and the true map to compare the model's with.

    `pixels` is the size that the model draws at, so that a line of its map is as wide as one of the true map.
    """
    rng = random.Random(f"suite/{suite}/{seed}")
    map_of, measure, least = MAPS[suite]
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15))
        image, truth = (f"{suite}/{index:03}-{part}.png" for part in ("picture", "truth"))
        Image.fromarray(draw_scene(scene, pixels)).save(out / image)
        Image.fromarray(map_of(scene, pixels)).save(out / truth)
        expected = {"map": {"measure": measure, "truth": truth, "least": least}}
        jobs.append({"task": "predict", "kind": suite, "image": image, "expect": expected})
    return jobs
