"""Suites of the tasks that continue pictures: extending one, varying its least certain cells, and mixing two.

Only pictures that a model drew can be mixed. `mixing/sources.jsonl` asks for them, and
`dimoo batch --jobs DIR/mixing/sources.jsonl --out DIR/mixing` draws them before the suite is run.
"""

import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ..language.prompts import prompt
from ..presets import PRESETS
from ..scenes import compose
from ..scenes.draw import draw_scene
from ..scenes.scene import Group, Scene, relation_between
from .facts import Job, held_out_scenes, scene_facts, write_lines

PIXELS = 256
HALF = PIXELS // 2
OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
# Share of the tokens that are drawn anew: the window's default.
STRENGTH = 0.3


def box_of(half: str, side: int) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) in pixels of a half, "left", "right", "top" or "bottom", of a square picture."""
    middle = side // 2
    return {"left": (0, 0, middle, side), "right": (middle, 0, side, side), "top": (0, 0, side, middle), "bottom": (0, middle, side, side)}[half]


def related_scene(rng: random.Random) -> Scene:
    """A held-out scene of two members beside or above one another, so that each has a half of the picture."""
    return held_out_scenes(rng, lambda: compose.canonical_scene(rng, form="relation"))[0]


def half_of(group: Group, other: Group) -> str:
    """The half of the picture that `group` stands in, as seen from `other`."""
    relation = relation_between(group.items[0], other.items[0])
    return {"left of": "left", "right of": "right", "above": "top", "below": "bottom"}[relation or ""]


def extending_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """One half of a picture with its member, to be extended by the other half as the prompt says."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        scene = related_scene(rng)
        kept, asked = rng.sample(scene.groups, 2)
        half = half_of(kept, asked)
        image = f"{suite}/{index:03}.png"
        Image.fromarray(draw_scene(scene, PIXELS)).crop(box_of(half, PIXELS)).save(out / image)
        facts = scene_facts(scene)
        for group, stated in zip(scene.groups, facts["objects"], strict=True):
            if group is kept:
                stated["kept"] = True
        facts["facts"] = ["things", "count", "colour", "relation", "background"]
        jobs.append({"task": "extend", "prompt": prompt(scene, rng), "image": image, OPPOSITE[half]: HALF, "expect": facts})
    return jobs


def varying_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """A whole picture of which a share of the tokens is drawn anew. It must still show what the prompt says."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.canonical_scene(rng))
        image = f"{suite}/{index:03}.png"
        Image.fromarray(draw_scene(scene, PIXELS)).save(out / image)
        facts = scene_facts(scene) | {"facts": ["things", "count", "colour", "background"]}
        jobs.append({"task": "vary", "strength": STRENGTH, "prompt": prompt(scene, rng), "image": image, "expect": facts})
    return jobs


def mixing_jobs(suite: str, count: int, seed: int, out: Path, pixels: int = PRESETS["pocket"].picture) -> list[Job]:
    """Two pictures to be mixed, each with one of the two members that are wanted and a wrong one, and a mask of side `pixels`.

    `pixels` is the size that the model draws at, since its own drawings are mixed.
    """
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    sources: list[Job] = []
    for index in range(count):
        scene = related_scene(rng)
        first, second, mask = (f"{suite}/{index:03}-{part}.png" for part in ("first", "second", "mask"))
        taken = scene.groups[1]
        for name, wrong in ((first, taken), (second, scene.groups[0])):
            words = prompt(with_another(scene, wrong, rng), rng)
            sources.append({"id": Path(name).stem, "task": "generate", "prompt": words})
        painted = Image.new("L", (pixels, pixels))
        painted.paste(255, box_of(half_of(taken, scene.groups[0]), pixels))
        painted.save(out / mask)
        facts = scene_facts(scene) | {"facts": ["things", "count", "colour", "relation", "background"]}
        jobs.append({"task": "mix", "prompt": prompt(scene, rng), "first": first, "second": second, "mask": mask, "expect": facts})
    write_lines(out / suite / "sources.jsonl", sources)
    return jobs


def with_another(scene: Scene, wrong: Group, rng: random.Random) -> Scene:
    """The scene with a group of another name and colour where `wrong` stands."""
    names = {group.name for group in scene.groups}
    while True:
        [other] = compose.random_groups(rng, scene.background, (1,))
        if other.name not in names:
            return replace(scene, groups=tuple(
                replace(group, name=other.name, colour=other.colour) if group is wrong else group for group in scene.groups
            ))
