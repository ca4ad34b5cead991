"""Facts of each cell that the network's middle layers answer questions about, in training alone.

A caption is ten words about a picture, and a network learns slowly from it: that there are two pears is in one word. With a
question about every cell (which thing, which part of it, how many of them) it learns to see from a fraction of the samples
(deep supervision, Lee et al. 2015, https://arxiv.org/abs/1409.5185). The same holds for instructions: questions about the
groups that it names, and about what each masked cell is to show, teach the network which parts change and which stay. The heads
that answer are left out of the export.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..scenes import world
from ..scenes.scene import Group, Item, Scene, place_of, relation_between

NAMES = [*world.SHAPES, *world.THINGS]
SIZES = list(world.SIZES)
RELATIONS = list(world.OPPOSITE)
STYLES = list(world.STYLES)
MOST = 4
# Steps of half a cell from a thing's centre, either way, that count as different parts.
REACH = 4
# Number of answers to each question; 0 is a cell that shows the ground. Of "named", 1 is no and 2 is yes.
ANSWERS = {
    "name": 1 + len(NAMES), "size": 1 + len(SIZES), "colour": 1 + len(world.COLOUR_NAMES), "part": 1 + (2 * REACH + 1) ** 2,
    "style": 1 + len(STYLES), "named": 3, "count": 1 + MOST, "place": 1 + len(world.PLACES), "relation": 1 + len(RELATIONS),
}
# A thing's own cells show what it is. How many there are, and where the other one is, needs a look at other cells.
EARLY = ("name", "size", "colour", "part", "style")
LATE = ("name", "size", "colour", "count", "place", "relation")
# Asked where the network can first compare the words with the picture.
NAMED = ("named",)
# About the masked cells of an answer, before the last block turns the plan into codes.
PLAN = ("name", "size", "colour", "part", "style")
STAGES = {"early": EARLY, "named": NAMED, "late": LATE, "plan": PLAN}
# A cell of which a thing covers less than this share counts as background.
COVERED = 0.12
# Weight of background cells. In an answer they count as much as things: background where a thing was says that it is gone.
GROUND_WEIGHT = {"early": 0.1, "named": 0.1, "late": 0.1, "plan": 1.0}
# The target that PyTorch's cross entropy leaves out.
NOT_ASKED = -100


def facts_of(scene: Scene, grid: int, named: tuple[Group, ...] | None = None) -> dict[str, np.ndarray]:
    """The answer to every question of ANSWERS for every cell: int64 [grid, grid] each.

    `named` are the groups that the words name. None: the words are about the whole picture, and the question is left out.
    """
    facts = {question: np.zeros((grid, grid), np.int64) for question in ANSWERS}
    most = np.full((grid, grid), COVERED)
    for group, item in scene.items:
        share = _covered(item, grid)
        here = share > most
        most = np.maximum(most, share)
        facts["name"][here] = 1 + NAMES.index(group.name)
        facts["size"][here] = 1 + SIZES.index(group.size)
        facts["colour"][here] = 0 if group.colour is None else 1 + world.COLOUR_NAMES.index(group.colour)
        facts["style"][here] = 0 if group.colour is not None else 1 + STYLES.index(group.drawn_in)
        facts["part"][here] = 1 + _part(item, grid)[here]
        facts["named"][here] = 1 + (named is not None and any(group is other for other in named))
        facts["count"][here] = group.count
        facts["place"][here] = 1 + world.PLACES.index(place_of(item))
        facts["relation"][here] = _relation(scene, item)
    if named is None:
        facts["named"][:] = NOT_ASKED
    return facts


def _covered(item: Item, grid: int) -> np.ndarray:
    """Share of each cell that the member's box covers."""
    edges = np.arange(grid + 1) / grid

    def along(centre: float) -> np.ndarray:
        low, high = centre - item.side / 2, centre + item.side / 2
        return np.clip(np.minimum(edges[1:], high) - np.maximum(edges[:-1], low), 0, None) * grid

    return along(item.y)[:, None] * along(item.x)[None]


def _part(item: Item, grid: int) -> np.ndarray:
    """Which step from the member's centre each cell's centre is, down and across: an index, int64 [grid, grid]."""
    middles = (np.arange(grid) + 0.5) / grid

    def along(centre: float) -> np.ndarray:
        return np.clip(np.round((middles - centre) * grid * 2), -REACH, REACH).astype(np.int64) + REACH

    return along(item.y)[:, None] * (2 * REACH + 1) + along(item.x)[None]


def _relation(scene: Scene, item: Item) -> int:
    """The index of the item's relation to the only other member, plus 1. 0 where there is no such pair or relation."""
    if scene.pair is None:
        return 0
    (other,) = (group.items[0] for group in scene.pair if group.items[0] is not item)
    relation = relation_between(item, other)
    return 0 if relation is None else 1 + RELATIONS.index(relation)


class Facts(nn.Module):
    """Linear heads, one for each question, that read the network's states after certain blocks."""

    def __init__(self, width: int, layers: int) -> None:
        super().__init__()
        self.asked_after = {"early": (layers + 1) // 3, "named": layers // 2, "late": 2 * layers // 3, "plan": layers - 1}
        self.heads = nn.ModuleDict({
            stage: nn.ModuleDict({question: nn.Linear(width, ANSWERS[question]) for question in questions})
            for stage, questions in STAGES.items()
        })

    def loss(self, stage: str, states: Tensor, facts: dict[str, Tensor]) -> Tensor:
        """Sum over the stage's questions of the mean cross entropy: states [n, width], facts int64 [n] for each question."""
        normed = F.rms_norm(states.float(), states.shape[-1:])
        total = torch.zeros((), device=states.device)
        for question, head in self.heads[stage].items():
            losses = F.cross_entropy(head(normed), facts[question], reduction="none")
            weights = torch.where(facts["name"] > 0, 1.0, GROUND_WEIGHT[stage]) * (facts[question] != NOT_ASKED)
            total = total + (losses * weights).sum() / weights.sum().clamp(min=1)
        return total
