"""What a training is told: shares of tasks, and which time counts."""

import time

import pytest

from pocket.parallel import Clock
from pocket.presets import PRESETS
from pocket.transformer.train import with_shares

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
