"""Suites in the frames of `language/frames.json`: prompts that leave the background open, and frames that training never shows.

The suite of a prompt is named after its form too, so that a report has a row for each.
"""

import random
from pathlib import Path

from PIL import Image

from ..language.captions import as_told
from ..language.typed import grounded_prompt, open_prompt
from ..language.typed_instructions import typed_instruction
from ..language.typed_questions import typed_description, typed_question
from ..scenes import compose, grounds, world
from ..scenes.draw import draw_scene
from ..scenes.scene import Scene, is_held_out
from .facts import Job, edit_facts, held_out_edits, held_out_scenes, scene_facts

PIXELS = 256
# Two of five prompts are about one thing: that is what a new user types first.
FORMS = ["single", "count", "pair", "single", "relation"]
FACTS = ["things", "count", "colour", "relation", "background"]
# One in so many of the open prompts is about something white, which is drawn on light blue.
PALE_EVERY = 4
# Ends the names of suites in frames that training never shows.
APART = "-apart"


def open_scene(form: str, rng: random.Random, pale: bool) -> Scene:
    """A scene of this form on its canonical background.

    It is white and held out, or where `pale` another colour. No combination with those colours is held out.
    """
    while True:
        scene = grounds.on_canonical_ground(compose.canonical_scene(rng, form=form))
        white = scene.background.start == world.CANONICAL_GROUNDS[0]
        if (not white) if pale else (white and is_held_out(scene)):
            return scene


def open_jobs(suite: str, count: int, seed: int, _: Path) -> list[Job]:
    """Prompts that leave the background open: the facts expect the canonical one."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        form = FORMS[index % len(FORMS)]
        scene = open_scene(form, rng, pale=index % PALE_EVERY == 0)
        words = open_prompt(scene, rng, apart=suite.endswith(APART))
        facts = scene_facts(scene) | {"facts": FACTS}
        jobs.append({"suite": f"{suite}, {form}", "task": "generate", "prompt": words, "expect": facts})
    return jobs


def grounded_jobs(suite: str, count: int, seed: int, _: Path) -> list[Job]:
    """Prompts of the same forms that name the background."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        form = FORMS[index % len(FORMS)]
        [scene] = held_out_scenes(rng, lambda form=form: compose.canonical_scene(rng, form=form))
        words = grounded_prompt(scene, rng, apart=suite.endswith(APART))
        jobs.append({"suite": f"{suite}, {form}", "task": "generate", "prompt": words, "expect": scene_facts(scene) | {"facts": FACTS}})
    return jobs


def typed_edit_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Pictures with things anywhere, each with an instruction."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index, edit in enumerate(held_out_edits(rng, count)):
        words = typed_instruction(edit, rng, apart=suite.endswith(APART))
        image = _drawn(edit.before, suite, index, out)
        jobs.append({"task": "edit", "prompt": words, "image": image, "expect": edit_facts(edit)})
    return jobs


def asked_jobs(suite: str, count: int, seed: int, out: Path) -> list[Job]:
    """Pictures with a question: about a detail, or in the suites of captions about the whole."""
    rng = random.Random(f"suite/{suite}/{seed}")
    jobs: list[Job] = []
    for index in range(count):
        [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng))
        apart = suite.endswith(APART)
        if suite.startswith("questions"):
            asked, answer = typed_question(scene, rng, apart)
            expected: Job = {"answer": answer}
        else:
            asked, _ = typed_description(scene, rng, apart)
            expected = scene_facts(as_told(scene))
        jobs.append({"task": "ask", "image": _drawn(scene, suite, index, out), "question": asked, "expect": expected})
    return jobs


def _drawn(scene: Scene, suite: str, index: int, out: Path) -> str:
    image = f"{suite}/{index:03}.png"
    Image.fromarray(draw_scene(scene, PIXELS)).save(out / image)
    return image
