"""What is asked of a given picture's cells: true of the scene, and asked of the right places."""

import random

import numpy as np
import torch

from pocket.codec.model import vocabulary_of
from pocket.language.layouts import Layout
from pocket.language.questions import groups_named, question
from pocket.language.train_tokenizer import train
from pocket.presets import PRESETS
from pocket.scenes import compose, world
from pocket.scenes.scene import Background, Group, Item, Scene
from pocket.transformer.facts import ANSWERS, NAMES, NOT_ASKED, RELATIONS, STAGES, Facts, facts_of
from pocket.transformer.mixture import Mixture

PRESET = PRESETS["pocket-full"]
VOCABULARY = vocabulary_of(PRESET)
TOKENIZER = train()
LAYOUT = Layout(TOKENIZER, TOKENIZER.get_vocab_size())


def test_cells_say_what_stands_in_them() -> None:
    star = Group("star", "red", "medium", (Item(0.25, 0.5, 0.375),))
    cat = Group("cat", None, "small", (Item(0.75, 0.5, 0.25),))
    facts = facts_of(Scene(Background("blue"), (star, cat)), 8)
    assert NAMES[facts["name"][4, 1] - 1] == "star" and NAMES[facts["name"][4, 6] - 1] == "cat"
    assert world.COLOUR_NAMES[facts["colour"][4, 1] - 1] == "red" and facts["colour"][4, 6] == 0
    assert RELATIONS[facts["relation"][4, 1] - 1] == "left of" and RELATIONS[facts["relation"][4, 6] - 1] == "right of"
    assert facts["count"][4, 1] == 1 and facts["name"][0, 0] == 0 and facts["count"][0, 0] == 0
    # Twelve cells or more of the medium one, all of different parts.
    parts = facts["part"][facts["name"] == 1 + NAMES.index("star")]
    assert len(parts) >= 9 and len(set(parts.tolist())) == len(parts)


def test_members_of_a_group_are_counted_in_each_of_them() -> None:
    rng = random.Random(3)
    for _ in range(40):
        scene = compose.free_scene(rng)
        facts = facts_of(scene, 8)
        for group in scene.groups:
            assert set(facts["count"][facts["name"] == 1 + NAMES.index(group.name)].tolist()) == {group.count}


def test_the_cells_that_are_asked_hold_the_given_picture() -> None:
    """In questions, and in edits before their own answer's cells."""
    made = Mixture(LAYOUT, PRESET, seed=6)
    batches = [made.texts(12), *(batch for batch in made.pictures(60) if batch.given is not None)]
    assert len(batches) > 1
    for batch in batches:
        assert batch.given is not None
        codes = batch.ids[batch.given.rows, batch.given.places] - LAYOUT.code_offset
        assert int(codes.min()) >= 0
        named = batch.given.facts["name"]
        things = (codes >= VOCABULARY.first_thing) & (codes < VOCABULARY.first_shade)
        # A thing's own patch, in whatever style, stands where its name is the truth.
        thing = (codes - VOCABULARY.first_thing) // VOCABULARY.things.patches.shape[1] % len(world.THINGS)
        sure = things & (named > 0)
        assert float((named[sure] == 1 + len(world.SHAPES) + thing[sure]).float().mean()) > 0.97


def test_what_the_words_name_is_marked_and_nothing_else() -> None:
    star = Group("star", "red", "medium", (Item(0.25, 0.5, 0.375),))
    cat = Group("cat", None, "small", (Item(0.75, 0.5, 0.25),))
    scene = Scene(Background("blue"), (star, cat))
    marked = facts_of(scene, 8, (cat,))["named"]
    assert marked[4, 1] == 1 and marked[4, 6] == 2 and marked[0, 0] == 0
    assert set(facts_of(scene, 8, ())["named"].flatten().tolist()) == {0, 1}
    # A caption tells of everything: there is nothing to ask.
    assert set(facts_of(scene, 8)["named"].flatten().tolist()) == {NOT_ASKED}


def test_a_question_names_the_groups_whose_words_it_holds() -> None:
    rng = random.Random(8)
    for _ in range(400):
        scene = compose.free_scene(rng)
        asked, answer = question(scene, rng)
        named = groups_named(asked, scene)
        if answer in ("no", "zero") or "background" in asked or "behind" in asked:
            assert named == ()
        elif answer != "yes":
            assert len(named) == 1


def test_open_cells_of_answers_are_asked_what_they_are_to_show() -> None:
    batches = Mixture(LAYOUT, PRESET, seed=7).pictures(80)
    asked = 0
    for batch in batches:
        if batch.answer is None:
            continue
        assert bool((batch.ids[batch.answer.rows, batch.answer.places] == LAYOUT.mask).all())
        targets = {(int(row), int(place)): int(code) for row, place, code in zip(batch.rows, batch.places, batch.targets, strict=True)}
        for row, place, name in zip(batch.answer.rows, batch.answer.places, batch.answer.facts["name"], strict=True):
            code = targets[int(row), int(place)]
            if VOCABULARY.first_thing <= code < VOCABULARY.first_shade and name > 0:
                asked += 1
                thing = (code - VOCABULARY.first_thing) // VOCABULARY.things.patches.shape[1] % len(world.THINGS)
                assert int(name) == 1 + len(world.SHAPES) + thing
    assert asked > 100


def test_the_loss_reaches_every_stage() -> None:
    facts = Facts(24, 6)
    assert facts.asked_after == {"early": 2, "named": 3, "late": 4, "plan": 5}
    rng = np.random.default_rng(1)
    truth = {question: torch.from_numpy(rng.integers(0, 3, 200)) for question in ANSWERS}
    for stage in STAGES:
        states = torch.randn(200, 24, requires_grad=True)
        facts.loss(stage, states, truth).backward()
        assert states.grad is not None and bool(states.grad.abs().sum() > 0)


def test_what_is_not_asked_costs_nothing() -> None:
    facts = Facts(24, 6)
    truth = {question: torch.ones(200, dtype=torch.int64) for question in ANSWERS} | {"named": torch.full((200,), NOT_ASKED)}
    assert float(facts.loss("named", torch.randn(200, 24), truth).detach()) == 0
