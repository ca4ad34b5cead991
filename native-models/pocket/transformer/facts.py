"""What each cell of a given picture shows, asked of the network's middle, in training alone.

A caption says ten words of a picture, and learns slowly: that two pears are two is in one of them. Asked of every cell
which thing it belongs to, which part of it, and how many of them there are, the network learns to see in a fraction of
the samples (deep supervision, Lee et al. 2015, https://arxiv.org/abs/1409.5185). The heads that answer are left out of
the export.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..scenes import world
from ..scenes.scene import Item, Scene, place_of, relation_between

NAMES = [*world.SHAPES, *world.THINGS]
SIZES = list(world.SIZES)
RELATIONS = list(world.OPPOSITE)
MOST = 4
# Steps of half a cell from a thing's middle, either way, that are told apart.
REACH = 4
# Number of answers to each question; 0 is a cell that shows the ground.
ANSWERS = {
    "name": 1 + len(NAMES), "size": 1 + len(SIZES), "colour": 1 + len(world.COLOUR_NAMES), "part": 1 + (2 * REACH + 1) ** 2,
    "count": 1 + MOST, "place": 1 + len(world.PLACES), "relation": 1 + len(RELATIONS),
}
# What a thing is shows in its own cells; how many there are, and where the other one is, only beside the others.
EARLY = ("name", "size", "colour", "part")
LATE = ("name", "size", "colour", "count", "place", "relation")
# Share of a cell below which it is left to the ground.
COVERED = 0.12
GROUND_WEIGHT = 0.1


def facts_of(scene: Scene, grid: int) -> dict[str, np.ndarray]:
    """int64 [grid, grid] for each question."""
    facts = {question: np.zeros((grid, grid), np.int64) for question in ANSWERS}
    most = np.full((grid, grid), COVERED)
    for group, item in scene.items:
        share = _covered(item, grid)
        here = share > most
        most = np.maximum(most, share)
        facts["name"][here] = 1 + NAMES.index(group.name)
        facts["size"][here] = 1 + SIZES.index(group.size)
        facts["colour"][here] = 0 if group.colour is None else 1 + world.COLOUR_NAMES.index(group.colour)
        facts["part"][here] = 1 + _part(item, grid)[here]
        facts["count"][here] = group.count
        facts["place"][here] = 1 + world.PLACES.index(place_of(item))
        facts["relation"][here] = _relation(scene, item)
    return facts


def _covered(item: Item, grid: int) -> np.ndarray:
    """Share of each cell that the member's box covers."""
    edges = np.arange(grid + 1) / grid

    def along(centre: float) -> np.ndarray:
        low, high = centre - item.side / 2, centre + item.side / 2
        return np.clip(np.minimum(edges[1:], high) - np.maximum(edges[:-1], low), 0, None) * grid

    return along(item.y)[:, None] * along(item.x)[None]


def _part(item: Item, grid: int) -> np.ndarray:
    """Which of the steps from the member's middle each cell's middle is."""
    middles = (np.arange(grid) + 0.5) / grid

    def along(centre: float) -> np.ndarray:
        return np.clip(np.round((middles - centre) * grid * 2), -REACH, REACH).astype(np.int64) + REACH

    return along(item.y)[:, None] * (2 * REACH + 1) + along(item.x)[None]


def _relation(scene: Scene, item: Item) -> int:
    """How it stands to the other one, where there are just two single ones."""
    if scene.pair is None:
        return 0
    (other,) = (group.items[0] for group in scene.pair if group.items[0] is not item)
    relation = relation_between(item, other)
    return 0 if relation is None else 1 + RELATIONS.index(relation)


class Facts(nn.Module):
    """A linear head for every question, after a third and after two thirds of the blocks."""

    def __init__(self, width: int, layers: int) -> None:
        super().__init__()
        self.asked_after = {"early": (layers + 1) // 3, "late": 2 * layers // 3}
        self.heads = nn.ModuleDict({
            stage: nn.ModuleDict({question: nn.Linear(width, ANSWERS[question]) for question in questions})
            for stage, questions in (("early", EARLY), ("late", LATE))
        })

    def loss(self, states: dict[str, Tensor], facts: dict[str, Tensor]) -> Tensor:
        """Sum over the questions of the mean cross entropy. @param states: [n, width] for each stage; facts: [n] for each question."""
        weights = torch.where(facts["name"] > 0, 1.0, GROUND_WEIGHT)
        total = torch.zeros(())
        for stage, heads in self.heads.items():
            normed = F.rms_norm(states[stage].float(), states[stage].shape[-1:])
            for question, head in heads.items():
                losses = F.cross_entropy(head(normed), facts[question], reduction="none")
                total = total + (losses * weights).sum() / weights.sum()
        return total
