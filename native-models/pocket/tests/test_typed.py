"""What people type: every frame can be said, a fifth is never trained on, and what is left out stays out."""

import random
import string

import pytest

from pocket.language import typed
from pocket.language.frames import FRAMES, USUAL, a_frame, frames_of, kept_apart
from pocket.language.phrases import said_as
from pocket.language.typed import grounded_prompt, open_prompt, with_articles
from pocket.language.typed_instructions import typed_instruction
from pocket.language.typed_questions import typed_description, typed_question
from pocket.language.vocabulary import UNDRAWN, vocabulary
from pocket.scenes import compose, grounds, world
from pocket.scenes.edits import KINDS, edit_of

SLOTS = {
    "open": {"things"}, "grounded": {"things", "colour"}, "coloured": {"colour", "name", "is"}, "joined": {"first", "second"},
    "add": {"thing", "where"}, "remove": {"the", "name"}, "replace": {"the", "name", "new"}, "recolour": {"the", "colour"},
    "recolour_it": {"colour"}, "move": {"the", "to", "at"}, "background": {"ground", "colour"}, "style": {"the", "style"},
    "describe": set(), "colour": {"the"}, "colours": {"the"}, "count": {"names"}, "exists": {"a", "name", "names"},
    "where": {"the"}, "ground": set(), "related": {"relation", "the"}, "style_of": {"the"},
}


@pytest.fixture(autouse=True)
def never_mistyped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "MISTYPED_SHARE", 0.0)


def test_every_frame_has_the_slots_of_its_kind() -> None:
    assert FRAMES.keys() == SLOTS.keys()
    for kind, frames in FRAMES.items():
        assert len(set(frames)) == len(frames)
        for frame in frames:
            assert {slot for _, slot, _, _ in string.Formatter().parse(frame) if slot} <= SLOTS[kind], frame
    assert all(frame in FRAMES[kind] for kind, usual in USUAL.items() for frame in usual)


def test_a_fifth_is_kept_apart() -> None:
    assert sum(len(frames) for frames in FRAMES.values()) > 1000
    kept = sum(kept_apart(kind, frame) for kind, frames in FRAMES.items() for frame in frames)
    assert 0.15 < kept / sum(map(len, FRAMES.values())) < 0.25
    for kind, frames in FRAMES.items():
        shown, apart = frames_of(kind, False)[0], frames_of(kind, True)[0]
        assert apart and sorted(shown + apart) == sorted(frames)
    rng = random.Random(1)
    assert all(not kept_apart("open", a_frame("open", rng)) and kept_apart("open", a_frame("open", rng, apart=True)) for _ in range(500))


@pytest.mark.parametrize("apart", [False, True])
def test_open_prompts_say_everything_but_the_ground(apart: bool) -> None:
    rng = random.Random(2)
    in_colour = 0
    for _ in range(600):
        scene = grounds.on_canonical_ground(compose.canonical_scene(rng))
        text = open_prompt(scene, rng, apart).replace("gray", "grey")
        assert "background" not in text and "backdrop" not in text
        for group in scene.groups:
            assert any(word in text for word in said_as(group.name)), text
            assert group.colour is None or group.colour in text, text
        unsaid = {*world.COLOUR_NAMES} - {group.colour for group in scene.groups}
        assert not any(f" {colour} " in f" {text} " for colour in unsaid), text
        in_colour += " in " in text
    assert in_colour > 60


@pytest.mark.parametrize("apart", [False, True])
def test_grounded_prompts_say_the_ground(apart: bool) -> None:
    rng = random.Random(3)
    for _ in range(600):
        scene = compose.canonical_scene(rng, gradient_share=0.1)
        text = grounded_prompt(scene, rng, apart).replace("gray", "grey")
        assert all(colour in text for colour in scene.background.colours), text
        assert " a orange" not in f" {text}", text


def test_a_thing_in_a_colour_stands_on_it_and_a_shape_is_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "IN_GROUND_SHARE", 1.0)
    rng = random.Random(4)
    for _ in range(100):
        scene = compose.canonical_scene(rng, form="single")
        text = grounded_prompt(scene, rng).replace("gray", "grey")
        assert text.endswith(f" in {scene.background.start}") or scene.groups[0].colour is not None


@pytest.mark.parametrize("apart", [False, True])
def test_instructions_name_what_changes(apart: bool) -> None:
    rng = random.Random(5)
    made = 0
    while made < 600:
        edit = edit_of(KINDS[made % len(KINDS)], compose.free_scene(rng), rng)
        if edit is None:
            continue
        made += 1
        text = typed_instruction(edit, rng, apart).replace("gray", "grey")
        alone = len(edit.before.groups) == 1
        for group in (edit.was, edit.became):
            assert group is None or alone or any(word in text for word in said_as(group.name)), text
        if edit.kind == "background":
            assert all(colour in text for colour in edit.after.background.colours), text
        if edit.kind == "recolour":
            assert edit.became is not None and str(edit.became.colour) in text, text


def test_questions_have_the_shortest_answers() -> None:
    rng = random.Random(6)
    simple = {*world.COLOURS, *world.COUNT_WORDS, *world.PLACES, "yes", "no"}
    for _ in range(400):
        scene = compose.free_scene(rng)
        asked, answer = typed_question(scene, rng, apart=rng.random() < 0.5)
        assert "{" not in asked
        assert answer in simple or answer == scene.background.words() or answer.split()[0] in ("a", "an")
        assert typed_description(scene, rng)[1].endswith(scene.background.words())


def test_articles() -> None:
    assert with_articles("a orange page with a orange cat on a blue wall", "orange") == "an orange page with an orange cat on a blue wall"
    assert with_articles("a blue page", "blue") == "a blue page"


def test_the_words_of_frames_are_known_but_for_what_cannot_be_drawn() -> None:
    known = set(vocabulary()["words"])
    assert {"coloured", "drag", "recolor", "exactly", "light"} <= known
    assert not known & set(UNDRAWN)
    assert not known & {"castle", "portrait", "woman", "remvoe"}
