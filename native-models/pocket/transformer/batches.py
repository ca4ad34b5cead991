"""Samples packed into batches: ids, what to predict where, and what given pictures show."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..language.layouts import Layout
from ..scenes.scene import Group, Scene
from .facts import facts_of


@dataclass(frozen=True)
class Shown:
    """What a given picture shows, and which of it the words speak of: None where they speak of all of it."""

    scene: Scene
    named: tuple[Group, ...] | None = None


@dataclass(frozen=True)
class Sample:
    ids: list[int]
    # What is to be predicted at which places, and how much it counts.
    wanted: dict[int, tuple[int, float]]
    given: Shown | None = None
    # What the answer is to show, where it is a picture and what is given says so.
    answer: Scene | None = None


@dataclass(frozen=True)
class Told:
    """Some cells of a batch's pictures, one after the other, and what is true of each."""

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
    # Every cell of the pictures that are given: what it shows.
    given: Told | None
    # The open cells of answers: what they are to show.
    answer: Told | None


def within_image(rows: int, columns: int) -> Tensor:
    """[rows * columns]: how far each cell stands from an image's first one. A row is closed by the end of its line."""
    return (torch.arange(rows)[:, None] * (columns + 1) + torch.arange(columns)).flatten()


def pack(samples: list[Sample], layout: Layout, grid: int) -> Batch:
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
        _told([
            (row, sample.ids.index(image) + 1, facts_of(sample.given.scene, grid, sample.given.named))
            for row, sample in enumerate(samples) if sample.given is not None
        ], grid),
        _open(layout, ids, _told([
            (row, _last(sample.ids, image) + 1, facts_of(sample.answer, grid))
            for row, sample in enumerate(samples) if sample.answer is not None
        ], grid)),
    )


def _last(ids: list[int], token: int) -> int:
    return len(ids) - 1 - ids[::-1].index(token)


def _told(pictures: list[tuple[int, int, dict[str, np.ndarray]]], grid: int) -> Told | None:
    """Of pictures (sequence, place of the first cell, facts [rows, columns]) every cell."""
    if not pictures:
        return None
    return Told(
        torch.tensor([row for row, _, _ in pictures]).repeat_interleave(grid * grid),
        (torch.tensor([first for _, first, _ in pictures])[:, None] + within_image(grid, grid)).flatten(),
        {question: torch.from_numpy(np.stack([facts[question] for _, _, facts in pictures])).flatten() for question in pictures[0][2]},
    )


def _open(layout: Layout, ids: Tensor, told: Told | None) -> Told | None:
    """Of some cells those that are masked."""
    if told is None:
        return None
    masked = ids[told.rows, told.places] == layout.mask
    return Told(told.rows[masked], told.places[masked], {question: truth[masked] for question, truth in told.facts.items()})
