"""What a training is told: shares of tasks, and which time counts."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from pocket.codec.train import border_weights
from pocket.parallel import Clock
from pocket.presets import PRESETS
from pocket.transformer.train import Losses, Training, build, resume, save, set_rates, with_shares
from pocket.transformer.trained import open_layout

POCKET = PRESETS["pocket"]


def test_shares_take_the_places_of_the_presets() -> None:
    changed = with_shares(POCKET, ["edit=0.1", "retouch=0.3"]).transformer
    assert dict(changed.led_shares) == dict(POCKET.transformer.led_shares) | {"edit": 0.1}
    assert changed.retouch_share == 0.3
    assert with_shares(POCKET, []) == POCKET
    with pytest.raises(SystemExit, match="no picture leads drawing"):
        with_shares(POCKET, ["drawing=0.5"])


def test_a_clock_of_its_own_counts_no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    now = {"own": 100.0, "wall": 500.0}
    monkeypatch.setattr(time, "process_time", lambda: now["own"])
    monkeypatch.setattr(time, "monotonic", lambda: now["wall"])
    own, wall = (Clock(10, 60, 1, own) for own in (True, False))
    now |= {"own": 130.0, "wall": 740.0}
    assert own.spent == 90 and wall.spent == 300
    assert own.progress() == pytest.approx(0.15) and wall.progress() == pytest.approx(0.5)


BUNDLED = Path(__file__).resolve().parents[2] / "bundled"
SMALL = replace(POCKET, transformer=replace(POCKET.transformer, width=24, layers=1, heads=2, mlp_width=32))


def small() -> Training:
    return build(SMALL, open_layout(BUNDLED), "cpu", 0, 1)


def test_a_saved_training_is_resumed_whole(tmp_path: Path) -> None:
    torch.manual_seed(1)
    first, other = small(), small()
    first.step, first.spent, first.heads_learn = 7, 90.0, 3
    save(tmp_path / "state.pt", first)
    resume(other, tmp_path / "state.pt", SMALL.transformer, "cpu")
    assert (other.step, other.spent, other.heads_learn) == (7, 90.0, 3)
    for saved, resumed in zip(first.parameters, other.parameters, strict=True):
        assert torch.equal(saved, resumed)


def test_heads_of_a_restored_network_learn_before_they_are_heeded(tmp_path: Path) -> None:
    training = small()
    state = {"model": training.model.state_dict(), "averaged": training.averaged.state_dict(), "optimisers": None, "step": 5, "spent": 0.0}
    torch.save(state, tmp_path / "state.pt")
    resume(training, tmp_path / "state.pt", SMALL.transformer, "cpu")
    assert training.heads_learn > training.step == 5


def test_a_lower_rate_is_not_the_heads() -> None:
    training = small()
    set_rates(training, SMALL.transformer, 0.5, 1.0)
    muon, adam = ([group["lr"] for group in optimiser.param_groups] for optimiser in training.optimisers)
    assert muon == [0.5 * SMALL.transformer.muon_rate]
    assert adam == pytest.approx([0.5 * SMALL.transformer.adam_rate] * 2 + [SMALL.transformer.adam_rate])


def test_losses_are_smoothed_from_the_first_on() -> None:
    first = Losses(1.0, 2.0, 3.0).smoothed(None)
    assert first == Losses(1.0, 2.0, 3.0)
    assert Losses(2.0, 2.0, 1.0).smoothed(first, share=0.5) == Losses(1.5, 2.0, 2.0)


def test_the_border_of_a_whole_picture_counts_more_and_its_corners_most() -> None:
    weights = border_weights(8, 10)
    side = weights[0, 4]
    assert weights.shape == (8, 10)
    assert (weights[2:-2, 2:-2] == 1).all()
    assert side > 1
    assert (weights[:2, 2:-2] == side).all() and (weights[2:-2, -2:] == side).all()
    assert weights[0, 0] == weights[-1, -1] == side**2
