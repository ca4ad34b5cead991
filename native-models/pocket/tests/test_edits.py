"""Edits change what they name and nothing else."""

import random
from collections import Counter
from dataclasses import replace

from pocket.language.instructions import instruction
from pocket.language.phrases import said_as
from pocket.scenes import compose, world
from pocket.scenes.edits import KINDS, Edit, beside, edit_of
from pocket.scenes.scene import Item, place_of, relation_between
from pocket.transformer.examples import make_edit


def edits(count: int) -> list[tuple[Edit, str]]:
    rng = random.Random(8)
    made = [make_edit(rng) for _ in range(count)]
    return [(edit, instruction(edit, rng)) for edit in made]


def test_everything_that_is_not_named_stays() -> None:
    for edit, _ in edits(600):
        kept = [group for group in edit.before.groups if group is not edit.was]
        assert all(group in edit.after.groups for group in kept)
        assert len(edit.after.groups) == len(kept) + (edit.became is not None)
        assert (edit.after.background == edit.before.background) == (edit.kind != "background")


def test_scenes_after_an_edit_are_scenes_of_the_world() -> None:
    for edit, _ in edits(600):
        items = [item for _, item in edit.after.items]
        assert 1 <= len(edit.after.groups) <= 4
        if edit.became is not None and edit.kind != "recolour":
            (new,) = edit.became.items
            assert new.inside()
            assert all(new.clears(other) for other in items if other is not new)
        colours = [group.colour for group in edit.after.groups]
        assert not set(colours) & set(edit.after.background.colours)
        assert len({group.name for group in edit.after.groups}) == len(edit.after.groups)


def test_things_are_put_where_the_instruction_says() -> None:
    for edit, words in edits(600):
        if edit.place is not None:
            assert edit.became is not None and place_of(edit.became.items[0]) == edit.place
        if edit.relation is not None:
            relation, near = edit.relation
            assert edit.became is not None and relation_between(edit.became.items[0], near.items[0]) == relation
            assert any(word in words for word in said_as(near.name))


def test_instructions_name_what_changes() -> None:
    made = edits(600)
    assert {edit.kind for edit, _ in made} == set(KINDS)
    for edit, words in made:
        text = words.replace("gray", "grey")
        named = [edit.was.name] if edit.was else []
        named += [edit.became.name] if edit.kind in ("add", "replace") and edit.became else []
        named += [edit.became.colour] if edit.kind == "recolour" and edit.became else []
        named += [edit.after.background.start] if edit.kind == "background" else []
        assert all(any(word in text for word in said_as(name)) for name in named if name), (edit.kind, words)


def test_every_kind_is_common_enough_to_be_learned() -> None:
    counts = Counter(edit.kind for edit, _ in edits(600))
    assert min(counts.values()) > 70, counts


def test_beside_is_on_the_axis_and_apart() -> None:
    near = Item(0.6, 0.5, 0.25)
    item = beside(near, "left of", 0.25)
    assert item is not None and item.y == 0.5 and item.clears(near) and item.x == 0.25
    assert beside(Item(0.2, 0.5, 0.375), "left of", 0.375) is None


def test_an_edit_has_no_room_in_a_full_scene() -> None:
    rng = random.Random(1)
    scene = compose.canonical_scene(rng, form="count")
    full = replace(scene, groups=tuple(replace(scene.groups[0], name=name) for name in world.SHAPES[:4]))
    assert edit_of("add", full, rng) is None
