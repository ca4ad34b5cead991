"""What a batch asks for: masks at the predicted places, and nothing given away."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from pocket.codec.model import vocabulary_of
from pocket.language.layouts import Layout, predict_words
from pocket.language.train_tokenizer import train
from pocket.presets import PRESETS
from pocket.scenes import world
from pocket.scenes.edits import Edit
from pocket.scenes.maps import Map
from pocket.scenes.scene import Background, Group, Item, Scene
from pocket.transformer.batches import Batch
from pocket.transformer.edited import OF_THINGS, edited_codes
from pocket.transformer.mixture import LED, Mixture
from pocket.transformer.readings import Live

PRESET = PRESETS["pocket-full"]
VOCABULARY = vocabulary_of(PRESET)
TOKENIZER = train()
LAYOUT = Layout(TOKENIZER, TOKENIZER.get_vocab_size())


def mixture(*shares: tuple[str, float], read: Callable[[Scene | Map], np.ndarray] | None = None) -> Mixture:
    transformer = replace(PRESET.transformer, led_shares=shares)
    return Mixture(LAYOUT, replace(PRESET, transformer=transformer), seed=4, given=read and Live(read))


def in_each(batches: list[Batch], token: int) -> list[int]:
    """How often it stands in each sequence."""
    return [count for batch in batches for count in (batch.ids == token).sum(1).tolist()]


@pytest.mark.parametrize("task", [None, *LED])
def test_what_is_predicted_is_masked_and_nothing_else_is(task: str | None) -> None:
    for batch in mixture(*([] if task is None else [(task, 1.0)])).pictures(40):
        masked = batch.ids == LAYOUT.mask
        assert int(masked.sum()) == len(batch.rows)
        assert bool(masked[batch.rows, batch.places].all())
        assert int(batch.targets.max()) < PRESET.codec.codebook_size


def test_what_there_are_no_codes_for_is_not_asked() -> None:
    """Not even in the pictures that are given: an encoder may say of an edge map what it likes."""
    small = PRESETS["pocket"]
    codes = vocabulary_of(small)
    made = Mixture(LAYOUT, small, 5, Live(lambda one: np.zeros((8, 8), int) if isinstance(one, Map) else codes.codes_of(one)))
    made.ease = 0.0
    words = [LAYOUT.encode(predict_words(kind)) for kind in ("canny", "depth", "segmentation")]
    asked = [0, 0, 0]
    for batch in [*made.pictures(200), made.texts(100)]:
        assert int(batch.ids.max()) < LAYOUT.code_offset + small.codec.codebook_size
        for ids in batch.ids.tolist():
            for kind, said in enumerate(words):
                asked[kind] += any(ids[at : at + len(said)] == said for at in range(len(ids)))
    assert asked[:2] == [0, 0] and asked[2] > 3


def test_long_sequences_do_not_pad_short_ones() -> None:
    batches = mixture(("edit", 0.3), ("style", 0.3)).pictures(60)
    assert sum(len(batch.lengths) for batch in batches) == 60
    for pictures, batch in enumerate(batches, 1):
        assert ((batch.ids == LAYOUT.special("<IMAGE>")).sum(1) == pictures).all()


def test_an_edit_shows_the_picture_before_unless_it_is_dropped() -> None:
    pictures = in_each(mixture(("edit", 1.0)).pictures(60), LAYOUT.special("<IMAGE>"))
    assert set(pictures) == {1, 2}
    assert 0 < pictures.count(1) < 20


def test_given_pictures_are_shown_as_they_were_read() -> None:
    code = VOCABULARY.size - 1
    made = mixture(("subject", 1.0), read=lambda scene: np.full((8, 8), code))
    # A tenth without the picture.
    assert set(in_each(made.pictures(30), LAYOUT.code_offset + code)) == {0, 64}
    texts = mixture(read=lambda scene: np.full((8, 8), code)).texts(20)
    assert ((texts.ids == LAYOUT.code_offset + code).sum(1) == 64).all()


def test_what_an_edit_leaves_alone_is_copied_as_it_was_read() -> None:
    odd = 4711
    made = mixture(("edit", 1.0), read=lambda scene: np.where(VOCABULARY.codes_of(scene) < len(VOCABULARY.flats), odd, 5))
    targets = torch.cat([batch.targets for batch in made.pictures(30)])
    assert float((targets == odd).float().mean()) > 0.3


def test_a_recoloured_shape_keeps_its_outline_as_it_was_read() -> None:
    """What a misread outline truly is cannot be known from the picture, only that its colour changes."""
    star = Group("star", "red", "medium", (Item(0.25, 0.5, 0.375),))
    cat = Group("cat", None, "small", (Item(0.75, 0.5, 0.25),))
    scene = Scene(Background("white"), (star, cat))
    turned = replace(star, colour="blue")
    edit = Edit("recolour", scene, replace(scene, groups=(turned, cat)), was=star, became=turned)
    read = VOCABULARY.codes_of(scene)
    colours, flats = len(world.COLOUR_NAMES), len(VOCABULARY.flats)
    of_star = (read >= flats) & (read < VOCABULARY.first_thing)
    read = np.where(of_star, read + 5 * colours, read)
    answer = edited_codes(VOCABULARY, edit, read)
    step = world.COLOUR_NAMES.index("blue") - world.COLOUR_NAMES.index("red")
    assert of_star.sum() > 4 and (answer[of_star] == read[of_star] + step).all()
    assert (answer[read >= VOCABULARY.first_thing] == read[read >= VOCABULARY.first_thing]).all()
    assert (answer[(read < flats) & (read != world.COLOUR_NAMES.index("red"))] == world.COLOUR_NAMES.index("white")).all()


def test_the_cells_of_things_count_more_in_an_edit() -> None:
    made = mixture(("edit", 1.0))
    for batch in made.pictures(20):
        ground = (batch.targets < len(VOCABULARY.flats))
        assert (batch.weights[~ground] == OF_THINGS).all() and (batch.weights[ground] == 1).any()


def pictures_of(batch: Batch, row: int) -> list[np.ndarray]:
    """The codes of every picture of a sequence, -1 where a cell is masked or anything else."""
    ids, image = batch.ids[row].tolist(), LAYOUT.special("<IMAGE>")
    starts = [at + 1 for at, token in enumerate(ids) if token == image]
    cells = [[ids[start + 9 * line : start + 9 * line + 8] for line in range(8)] for start in starts]
    return [np.where(np.array(one) >= LAYOUT.code_offset, np.array(one) - LAYOUT.code_offset, -1) for one in cells]


def full_answer(batch: Batch, row: int) -> np.ndarray:
    answer = pictures_of(batch, row)[-1].flatten()
    answer[answer < 0] = batch.targets[batch.rows == row].numpy()
    return answer.reshape(8, 8)


def test_a_map_shows_the_picture_that_is_given() -> None:
    """Whatever the map."""
    made = mixture(("predict", 1.0))
    found = 0
    for batch in made.pictures(60):
        for row in range(len(batch.lengths)):
            given, *rest = pictures_of(batch, row)
            if rest:
                answer = full_answer(batch, row)
                black, flats = world.COLOUR_NAMES.index("black"), len(VOCABULARY.flats)
                shown = (given >= flats) & (answer != black)
                assert shown.sum() > 0.5 * (given >= flats).sum()
                # On plain ground a map is black; of many things, the cell that says the ground is a thing's corner.
                plain = given < flats
                assert plain.sum() < 20 or (answer[plain] == black).mean() > 0.5
                found += 1
    assert found > 40


def test_a_control_picture_is_a_map_of_the_answer() -> None:
    made, found = mixture(("control", 1.0)), 0
    for batch in made.pictures(60):
        for row in range(len(batch.lengths)):
            given, *rest = pictures_of(batch, row)
            if rest:
                on_map = given != world.COLOUR_NAMES.index("black")
                things = full_answer(batch, row) >= len(VOCABULARY.flats)
                assert (on_map & things).sum() >= 0.6 * things.sum()
                found += 1
    assert found > 40


def test_a_picture_in_the_style_of_another_holds_its_things_in_that_style() -> None:
    made, found = mixture(("style", 1.0)), 0
    names, patches = len(world.THINGS), VOCABULARY.things.patches.shape[1]

    def things(codes: np.ndarray) -> np.ndarray:
        said = (codes >= VOCABULARY.first_thing) & (codes < VOCABULARY.first_shade)
        return (codes[said] - VOCABULARY.first_thing) // patches

    for batch in made.pictures(60):
        for row in range(len(batch.lengths)):
            pictures = pictures_of(batch, row)
            if len(pictures) == 3:
                content, reference, answer = things(pictures[0]), things(pictures[1]), things(full_answer(batch, row))
                assert set(answer // names) == set(reference // names)
                assert set(answer % names) == set(content % names)
                found += 1
    assert found > 40


def test_the_sampler_like_order_opens_the_ground_first() -> None:
    made = mixture()
    true = np.full((8, 8), 3)
    true[2:6, 2:6] = 500
    region = np.ones((8, 8), bool)
    shares = [
        (true[~hidden] == 3).mean()
        for hidden in (made.materials.masking.some_of(region, true) for _ in range(400)) if 4 < (~hidden).sum() < 40
    ]
    # By chance it would be three quarters.
    assert np.mean(shares) > 0.85
    part = np.zeros((8, 8), bool)
    part[0, :3] = True
    assert all(1 <= made.materials.masking.some_of(part, true).sum() <= 3 and not (made.materials.masking.some_of(part, true) & ~part).any() for _ in range(50))
