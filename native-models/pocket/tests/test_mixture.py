"""What a batch asks for: masks at the predicted places, and nothing given away."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from pocket.language.layouts import Layout
from pocket.language.train_tokenizer import train
from pocket.codec.model import vocabulary_of
from pocket.presets import PRESETS
from pocket.scenes import world
from pocket.scenes.edits import Edit
from pocket.scenes.scene import Background, Group, Item, Scene
from pocket.transformer.batches import Batch
from pocket.transformer.edited import OF_THINGS, edited_codes
from pocket.transformer.mixture import Mixture
from pocket.transformer.readings import Live

PRESET = PRESETS["pocket"]
VOCABULARY = vocabulary_of(PRESET)
TOKENIZER = train()
LAYOUT = Layout(TOKENIZER, TOKENIZER.get_vocab_size())


def mixture(edit_share: float, subject_share: float = 0.0, read: Callable[[Scene], np.ndarray] | None = None) -> Mixture:
    transformer = replace(PRESET.transformer, edit_share=edit_share, subject_share=subject_share)
    return Mixture(LAYOUT, replace(PRESET, transformer=transformer), seed=4, given=read and Live(read))


def in_each(batches: list[Batch], token: int) -> list[int]:
    """How often it stands in each sequence."""
    return [count for batch in batches for count in (batch.ids == token).sum(1).tolist()]


@pytest.mark.parametrize("shares", [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])
def test_what_is_predicted_is_masked_and_nothing_else_is(shares: tuple[float, float]) -> None:
    for batch in mixture(*shares).pictures(40):
        masked = batch.ids == LAYOUT.mask
        assert int(masked.sum()) == len(batch.rows)
        assert bool(masked[batch.rows, batch.places].all())
        assert int(batch.targets.max()) < PRESET.codec.codebook_size


def test_long_sequences_do_not_pad_short_ones() -> None:
    short, long = mixture(0.4).pictures(40)
    assert len(short.lengths) + len(long.lengths) == 40
    assert int(short.lengths.max()) < int(long.lengths.min())
    assert ((long.ids == LAYOUT.special("<IMAGE>")).sum(1) == 2).all()


def test_an_edit_shows_the_picture_before_unless_it_is_dropped() -> None:
    pictures = in_each(mixture(1.0).pictures(60), LAYOUT.special("<IMAGE>"))
    assert set(pictures) == {1, 2}
    assert 0 < pictures.count(1) < 20


def test_given_pictures_are_shown_as_they_were_read() -> None:
    code = VOCABULARY.size - 1
    made = mixture(0.0, 1.0, read=lambda scene: np.full((8, 8), code))
    # A tenth without the picture.
    assert set(in_each(made.pictures(30), LAYOUT.code_offset + code)) == {0, 64}
    texts = mixture(0.0, read=lambda scene: np.full((8, 8), code)).texts(20)
    assert ((texts.ids == LAYOUT.code_offset + code).sum(1) == 64).all()


def test_what_an_edit_leaves_alone_is_copied_as_it_was_read() -> None:
    odd = 4711
    made = mixture(1.0, read=lambda scene: np.where(VOCABULARY.codes_of(scene) < len(VOCABULARY.flats), odd, 5))
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
    made = mixture(1.0)
    for batch in made.pictures(20):
        ground = (batch.targets < len(VOCABULARY.flats))
        assert (batch.weights[~ground] == OF_THINGS).all() and (batch.weights[ground] == 1).any()


def test_the_sampler_like_order_opens_the_ground_first() -> None:
    made = mixture(0.0)
    true = np.full((8, 8), 3)
    true[2:6, 2:6] = 500
    region = np.ones((8, 8), bool)
    shares = [
        (true[~hidden] == 3).mean()
        for hidden in (made.masking.some_of(region, true) for _ in range(400)) if 4 < (~hidden).sum() < 40
    ]
    # By chance it would be three quarters.
    assert np.mean(shares) > 0.85
    part = np.zeros((8, 8), bool)
    part[0, :3] = True
    assert all(1 <= made.masking.some_of(part, true).sum() <= 3 and not (made.masking.some_of(part, true) & ~part).any() for _ in range(50))
