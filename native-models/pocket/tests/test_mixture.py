"""What a batch asks for: masks at the predicted places, and nothing given away."""

from dataclasses import replace

import numpy as np
import pytest

from pocket.language.layouts import Layout
from pocket.language.train_tokenizer import train
from pocket.presets import PRESETS
from pocket.transformer.mixture import Mixture

PRESET = PRESETS["pocket"]
TOKENIZER = train()
LAYOUT = Layout(TOKENIZER, TOKENIZER.get_vocab_size())


def mixture(edit_share: float) -> Mixture:
    return Mixture(LAYOUT, replace(PRESET, transformer=replace(PRESET.transformer, edit_share=edit_share)), seed=4)


@pytest.mark.parametrize("edit_share", [0.0, 1.0])
def test_what_is_predicted_is_masked_and_nothing_else_is(edit_share: float) -> None:
    batch = mixture(edit_share).pictures(40)
    masked = batch.ids == LAYOUT.mask
    assert int(masked.sum()) == len(batch.rows)
    assert bool(masked[batch.rows, batch.places].all())
    assert int(batch.targets.max()) < PRESET.codec.codebook_size


def test_an_edit_shows_the_picture_before_unless_it_is_dropped() -> None:
    batch = mixture(1.0).pictures(60)
    pictures = (batch.ids == LAYOUT.special("<IMAGE>")).sum(1)
    assert set(pictures.tolist()) == {1, 2}
    assert 0 < int((pictures == 1).sum()) < 20


def test_the_sampler_like_order_opens_the_ground_first() -> None:
    made = mixture(0.0)
    true = np.full((8, 8), 3)
    true[2:6, 2:6] = 500
    region = np.ones((8, 8), bool)
    shares = [
        (true[~hidden] == 3).mean()
        for hidden in (made._some_of(region, true) for _ in range(400)) if 4 < (~hidden).sum() < 40
    ]
    # By chance it would be three quarters.
    assert np.mean(shares) > 0.85
    part = np.zeros((8, 8), bool)
    part[0, :3] = True
    assert all(1 <= made._some_of(part, true).sum() <= 3 and not (made._some_of(part, true) & ~part).any() for _ in range(50))
