"""Pictures read beforehand are the examples' own, and never those of other examples."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pocket.codec.model import vocabulary_of
from pocket.presets import PRESETS
from pocket.scenes.maps import Map
from pocket.scenes.scene import Scene
from pocket.transformer import readings
from pocket.transformer.readings import EDIT, GIVEN, KINDS, STYLED, Live, Stored, kinds_for, read_part

VOCABULARY = vocabulary_of(PRESETS["pocket-full"])


class LaidOut:
    """Reads every picture as the codebook lays it out."""

    def all(self, drawn: Sequence[Scene | Map]) -> np.ndarray:
        return np.stack([VOCABULARY.codes_of(one) for one in drawn])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind in KINDS:
        for first in (0, 5):
            read_part(LaidOut(), kind, range(first, first + 5), tmp_path / f"{kind.name}-{first:07}.npz")
    return tmp_path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_example_comes_with_its_own_picture(folder: Path, kind: readings.Kind) -> None:
    stored, rng, seen = Stored(folder), random.Random(1), set()
    for _ in range(60):
        example, codes = stored.draw(kind, rng)
        assert (codes == VOCABULARY.codes_of(kind.given(example))).all()
        seen.add(repr(example))
    assert len(seen) == 10


def test_only_what_is_wanted_is_drawn(folder: Path) -> None:
    full, rng = Live(lambda scene: np.zeros((8, 8), np.int64)), random.Random(2)
    for _ in range(readings.ASKED_AGAIN):
        full.draw(GIVEN, rng)
    for source in (Stored(folder), full):
        drawn = [source.draw(GIVEN, rng, lambda scene: len(scene.groups) == 1)[0] for _ in range(40)]
        assert all(len(scene.groups) == 1 for scene in drawn)


def test_readings_of_other_examples_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "example_hash", lambda kind: "otherwise")
    with pytest.raises(SystemExit, match="read them again"):
        Stored(folder)


def test_only_what_the_tasks_give_is_read() -> None:
    assert set(kinds_for(PRESETS["pocket-full"])) == set(KINDS)
    assert STYLED not in kinds_for(PRESETS["pocket"])


def test_a_kind_without_readings_is_named(folder: Path) -> None:
    for file in folder.glob("edit-*"):
        file.unlink()
    with pytest.raises(SystemExit, match=f"no readings for {EDIT.name}"):
        Stored(folder)
