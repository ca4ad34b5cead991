"""Captions are canonical, answers short, and prompts say what the picture shows."""

import random

from pocket.language.captions import caption
from pocket.language.phrases import SIZE_WORDS, said_as
from pocket.language.prompts import prompt
from pocket.language.questions import question
from pocket.scenes import compose, world
from pocket.scenes.scene import Background, Group, Item, Scene

PAIR = Scene(
    Background("orange"),
    (Group("ring", "grey", "large", (Item(0.7, 0.5, 0.5),)), Group("heart", "pink", "small", (Item(0.2, 0.5, 0.25),))),
)
LAST_WORDS = {name.split()[-1] for name in [*world.SHAPES, *world.THINGS]}


def test_caption() -> None:
    assert caption(PAIR) == "a small pink heart left of a large grey ring on an orange background"
    stars = Group("star", "blue", "medium", (Item(0.2, 0.2, 0.375), Item(0.8, 0.8, 0.375)))
    assert caption(Scene(Background("white", "red"), (stars,))) == "two medium blue stars on a gradient from white to red"
    owl = Group("owl", None, "small", (Item(0.5, 0.5, 0.25),))
    assert caption(Scene(Background("grey"), (owl,))) == "a small owl on a grey background"


def test_prompts_name_every_fact() -> None:
    rng = random.Random(1)
    misspelt = 0
    for _ in range(400):
        scene = compose.canonical_scene(rng)
        text = prompt(scene, rng).lower().replace("gray", "grey")
        words = [scene.background.start, *(group.colour for group in scene.groups if group.colour is not None)]
        named = all(any(word in text for word in said_as(group.name)) for group in scene.groups)
        said = named and all(word in text for word in words)
        misspelt += not said
        for group in scene.groups:
            if group.size != "medium" and said:
                misspelt += not any(size in text for size in SIZE_WORDS[group.size])
    assert misspelt < 20


def test_answers_are_the_shortest() -> None:
    rng = random.Random(2)
    simple = {*world.COLOURS, *world.COUNT_WORDS, *world.PLACES, "yes", "no"}
    for _ in range(400):
        scene = compose.free_scene(rng)
        _, answer = question(scene, rng)
        assert answer in simple or answer == scene.background.words() or answer.split(" ", 1)[1].split()[-1] in LAST_WORDS
