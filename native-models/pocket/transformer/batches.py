"""Samples packed into batches: ids, what to predict where, and what given pictures show."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..language.layouts import Layout
from ..scenes.scene import Scene
from .facts import facts_of


@dataclass(frozen=True)
class Sample:
    ids: list[int]
    # What is to be predicted at which places, and how much it counts.
    wanted: dict[int, tuple[int, float]]
    # What the picture shows that is given, where one is.
    given: Scene | None = None


@dataclass(frozen=True)
class Given:
    """The cells of all given pictures of a batch, one after the other, and what each of them shows."""

    rows: Tensor
    places: Tensor
    facts: dict[str, Tensor]


@dataclass(frozen=True)
class Batch:
    ids: Tensor  # [batch, length]
    lengths: Tensor  # [batch]
    rows: Tensor  # which sequence each prediction is in
    places: Tensor  # and where
    targets: Tensor
    weights: Tensor
    given: Given | None


def within_image(rows: int, columns: int) -> Tensor:
    """[rows * columns]: how far each cell stands from an image's first one. A row is closed by the end of its line."""
    return (torch.arange(rows)[:, None] * (columns + 1) + torch.arange(columns)).flatten()


def pack(samples: list[Sample], layout: Layout, grid: int) -> Batch:
    lengths = [len(sample.ids) for sample in samples]
    ids = torch.full((len(samples), max(lengths)), layout.special("<|pad|>"))
    for row, sample in enumerate(samples):
        ids[row, : len(sample.ids)] = torch.tensor(sample.ids)
    flat = [
        (row, place, target, weight)
        for row, sample in enumerate(samples) for place, (target, weight) in sample.wanted.items()
    ]
    rows, places, targets, weights = zip(*flat, strict=True)
    return Batch(
        ids, torch.tensor(lengths), torch.tensor(rows), torch.tensor(places), torch.tensor(targets), torch.tensor(weights),
        _given_cells(samples, layout, grid),
    )


def _given_cells(samples: list[Sample], layout: Layout, grid: int) -> Given | None:
    image = layout.special("<IMAGE>")
    shown = [(row, sample.ids.index(image) + 1, sample.given) for row, sample in enumerate(samples) if sample.given is not None]
    if not shown:
        return None
    told = [facts_of(scene, grid) for _, _, scene in shown]
    return Given(
        torch.tensor([row for row, _, _ in shown]).repeat_interleave(grid * grid),
        (torch.tensor([first for _, first, _ in shown])[:, None] + within_image(grid, grid)).flatten(),
        {question: torch.from_numpy(np.stack([facts[question] for facts in told])).flatten() for question in told[0]},
    )
