"""How far a training is, in seconds and without pixels: prompts drawn greedily, compared with their scenes' codes."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..codec.vocabulary import Vocabulary
from ..language.layouts import DRAW, Layout
from ..language.prompts import prompt
from ..language.typed import open_prompt
from ..scenes import compose
from ..scenes.grounds import on_canonical_ground
from ..scenes.scene import Scene, is_held_out
from .batches import within_image
from .sampler import padded

STEPS = 8
# A scene counts as drawn while at most this share of the cells on outlines differ: a similar outline looks the same.
DRAWN = 0.2


@dataclass(frozen=True)
class Standing:
    """Shares of scenes, 0 to 1: the whole background right; every cell of the right colour or thing; and the scene drawn right."""

    ground: float
    looks: float
    drawn: float

    def __str__(self) -> str:
        return f"{self.ground:.2f}/{self.looks:.2f}/{self.drawn:.2f}"


def test_scenes(form: str | None, held_out: bool, count: int, seed: int = 5) -> list[Scene]:
    """The same `count` scenes for the same arguments. `form`: a name of compose.FORMS, None for any."""
    rng = random.Random(f"progress/{form}/{held_out}/{seed}")
    scenes: list[Scene] = []
    while len(scenes) < count:
        scene = compose.canonical_scene(rng, form=form)
        if is_held_out(scene) == held_out:
            scenes.append(scene)
    return scenes


@torch.no_grad()
def draw_greedily(
    best: Callable[[Tensor, Tensor, Tensor, Tensor], tuple[Tensor, Tensor]],
    layout: Layout, prompts: Sequence[list[int]], grid: int,
) -> np.ndarray:
    """Codes int64 [n, grid, grid] for n prompts, in STEPS steps.

    `best(ids, lengths, rows, places)` gives the likeliest code and the log of its probability for each of the places.
    """
    codes = torch.full((len(prompts), grid, grid), -1)
    places = torch.tensor([len(ids) + 2 for ids in prompts])[:, None] + within_image(grid, grid)
    rows = torch.arange(len(prompts))[:, None].expand_as(places)
    for step in range(STEPS):
        tokens = torch.where(codes < 0, layout.mask, codes + layout.code_offset)
        sequences = [layout.image_answer(ids, picture.tolist()) for ids, picture in zip(prompts, tokens, strict=True)]
        found, sureness = best(*padded(sequences, layout), rows.flatten(), places.flatten())
        open_cells = codes.flatten(1) < 0
        keep = math.floor(grid * grid * math.cos(math.pi / 2 * (step + 1) / STEPS))
        settled = sureness.view_as(open_cells).masked_fill(~open_cells, -math.inf).topk(int(open_cells[0].sum()) - keep, 1).indices
        codes.flatten(1).scatter_(1, settled, found.view_as(open_cells).gather(1, settled))
    return codes.numpy()


def standing(vocabulary: Vocabulary, scenes: Sequence[Scene], drawn: np.ndarray) -> Standing:
    """How far `drawn` (int64 [n, rows, columns]) is from the scenes' own codes."""
    flats = len(vocabulary.flats)
    marks = []
    for scene, codes in zip(scenes, drawn, strict=True):
        wanted = vocabulary.codes_of(scene)
        edge = wanted >= flats
        ground = bool((codes[~edge] == wanted[~edge]).all())
        looks = bool((vocabulary.looks_of(codes[edge]) == vocabulary.looks_of(wanted[edge])).all())
        close = float((codes[edge] != wanted[edge]).mean()) <= DRAWN
        marks.append((ground, looks, ground and looks and close))
    return Standing(*np.mean(marks, 0).tolist())


class Progress:
    """The same prompts every time: single things, pairs, counts and relations; held-out combinations; open backgrounds."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, count: int = 24) -> None:
        self.layout, self.vocabulary = layout, vocabulary
        rng = random.Random(5)
        self.suites = {
            name: [(scene, prompt(scene, rng)) for scene in test_scenes(form, held_out, count)]
            for name, form, held_out in [
                ("single", "single", False), ("unshown", "single", True), ("pair", "pair", False),
                ("count", "count", False), ("relation", "relation", False),
            ]
        }
        self.suites["open"] = [
            (scene, open_prompt(scene, rng)) for scene in map(on_canonical_ground, test_scenes(None, False, count))
        ]

    def measure(self, best: Callable[[Tensor, Tensor, Tensor, Tensor], tuple[Tensor, Tensor]]) -> dict[str, Standing]:
        """The standing of each suite. `best`: see `draw_greedily`."""
        result = {}
        for name, suite in self.suites.items():
            ids = [self.layout.prompt(DRAW, words) for _, words in suite]
            drawn = draw_greedily(best, self.layout, ids, self.vocabulary.grid)
            result[name] = standing(self.vocabulary, [scene for scene, _ in suite], drawn)
        return result
