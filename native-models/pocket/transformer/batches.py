"""Samples packed into batches: ids, what is predicted where, and the facts of the pictures in them."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..language.layouts import Layout
from ..scenes.scene import Group, Scene
from .facts import facts_of


@dataclass(frozen=True)
class Shown:
    """The scene of a given picture, and the groups of it that the words name: None where they are about the whole picture."""

    scene: Scene
    named: tuple[Group, ...] | None = None


@dataclass(frozen=True)
class Sample:
    """One sequence of a training."""

    ids: list[int]
    # The id to predict at each place, and its weight in the loss.
    wanted: dict[int, tuple[int, float]]
    given: Shown | None = None
    # The scene of the answer, where it is a picture and the prompt settles it.
    answer: Scene | None = None


@dataclass(frozen=True)
class CellFacts:
    """Cells of a batch's pictures, one after the other, and their facts.

    `rows` and `places` (int64 [cells]) say which sequence and which position a cell is; `facts` has an answer (int64 [cells]) for every
    question of facts.py.
    """

    rows: Tensor
    places: Tensor
    facts: dict[str, Tensor]


@dataclass(frozen=True)
class Batch:
    """Sequences of one batch, padded to the longest: what the network sees and what it is to predict."""

    ids: Tensor  # int64 [batch, length]
    lengths: Tensor  # int64 [batch]
    # For each of the predictions, all [predictions]: its sequence, its place there, the right id, and its weight.
    rows: Tensor
    places: Tensor
    targets: Tensor
    weights: Tensor
    # The facts of every cell of the given pictures.
    given: CellFacts | None
    # The facts that the masked cells of answers are to show.
    answer: CellFacts | None


def within_image(rows: int, columns: int) -> Tensor:
    """How many positions each cell stands behind an image's first one: int64 [rows * columns].

    A row of an image ends with the end-of-line token.
    """
    return (torch.arange(rows)[:, None] * (columns + 1) + torch.arange(columns)).flatten()


def pack(samples: list[Sample], layout: Layout, grid: int) -> Batch:
    """A batch of samples. `grid` is the number of cells on a picture's side.

    Facts are given for the first picture of a sample (`given`) and for the masked cells of its last one (`answer`).
    """
    lengths = [len(sample.ids) for sample in samples]
    ids = torch.full((len(samples), max(lengths)), layout.special("<|pad|>"))
    for row, sample in enumerate(samples):
        ids[row, : len(sample.ids)] = torch.tensor(sample.ids)
    image = layout.special("<IMAGE>")
    flat = [
        (row, place, target, weight)
        for row, sample in enumerate(samples) for place, (target, weight) in sample.wanted.items()
    ]
    rows, places, targets, weights = zip(*flat, strict=True)
    return Batch(
        ids, torch.tensor(lengths), torch.tensor(rows), torch.tensor(places), torch.tensor(targets), torch.tensor(weights),
        _cell_facts([
            (row, sample.ids.index(image) + 1, facts_of(sample.given.scene, grid, sample.given.named))
            for row, sample in enumerate(samples) if sample.given is not None
        ], grid),
        _open(layout, ids, _cell_facts([
            (row, _last(sample.ids, image) + 1, facts_of(sample.answer, grid))
            for row, sample in enumerate(samples) if sample.answer is not None
        ], grid)),
    )


def _last(ids: list[int], token: int) -> int:
    return len(ids) - 1 - ids[::-1].index(token)


def _cell_facts(pictures: list[tuple[int, int, dict[str, np.ndarray]]], grid: int) -> CellFacts | None:
    """Every cell of pictures, each (sequence, position of its first cell, facts [rows, columns]). None where there are none."""
    if not pictures:
        return None
    return CellFacts(
        torch.tensor([row for row, _, _ in pictures]).repeat_interleave(grid * grid),
        (torch.tensor([first for _, first, _ in pictures])[:, None] + within_image(grid, grid)).flatten(),
        {question: torch.from_numpy(np.stack([facts[question] for _, _, facts in pictures])).flatten() for question in pictures[0][2]},
    )


def _open(layout: Layout, ids: Tensor, cells: CellFacts | None) -> CellFacts | None:
    """Those of the cells that are masked."""
    if cells is None:
        return None
    masked = ids[cells.rows, cells.places] == layout.mask
    return CellFacts(cells.rows[masked], cells.places[masked], {question: truth[masked] for question, truth in cells.facts.items()})
