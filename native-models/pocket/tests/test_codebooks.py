"""A kept codebook is the one that was laid out, and a broken file is no codebook."""

import platform
import random
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from pocket.codec.codebooks import folder, kept
from pocket.codec.model import vocabulary_of
from pocket.codec.vocabulary import Vocabulary
from pocket.presets import PRESETS
from pocket.restore import codes_that_differ
from pocket.scenes import compose

BUNDLED = Path(__file__).resolve().parents[2] / "bundled"
VOCABULARY = vocabulary_of(PRESETS["pocket"])


def fail() -> Vocabulary:
    raise AssertionError("laid out again")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_what_was_laid_out_is_read_and_says_the_same() -> None:
    kept(("one",), lambda: VOCABULARY)
    again = kept(("one",), fail)
    for field in fields(Vocabulary):
        mine, other = getattr(VOCABULARY, field.name), getattr(again, field.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == other.dtype and (mine == other).all(), field.name
    scene = compose.free_scene(random.Random(1))
    assert (again.codes_of(scene) == VOCABULARY.codes_of(scene)).all()


def test_other_settings_are_another_codebook() -> None:
    kept(("one",), lambda: VOCABULARY)
    with pytest.raises(AssertionError, match="laid out again"):
        kept(("two",), fail)


def test_a_broken_file_is_laid_out_anew() -> None:
    kept(("one",), lambda: VOCABULARY)
    [file] = folder().iterdir()
    file.write_bytes(file.read_bytes()[:5000])
    assert kept(("one",), lambda: VOCABULARY) is VOCABULARY
    assert kept(("one",), fail).size == VOCABULARY.size


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="products of other processors round otherwise")
@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_processor_lays_out_the_codebook_of_the_bundled_checkpoint(preset: str) -> None:
    known = load_file(BUNDLED / "vqvae" / "diffusion_pytorch_model.safetensors")["quantize.embedding.weight"]
    assert codes_that_differ(known.float(), vocabulary_of(PRESETS[preset])) == 0


def test_codes_that_mean_something_else_are_counted() -> None:
    other = torch.from_numpy(VOCABULARY.vectors).clone()
    other[[VOCABULARY.first_thing + 60, VOCABULARY.first_thing + 61]] = other[[VOCABULARY.first_thing + 61, VOCABULARY.first_thing + 60]]
    assert codes_that_differ(other, VOCABULARY) == 2
