"""The codebook: k-means at the start, moving averages after, dead codes restarted."""

import torch
import torch.distributed as dist
from torch import Tensor

from .model import nearest_codes

DECAY = 0.98
# A code that wins fewer than this many vectors a step (averaged) is dead.
DEAD = 0.02


def distinct(vectors: Tensor, generator: torch.Generator, count: int) -> Tensor:
    """A sample in which flat background, most of any picture, does not crowd out the rest:
    vectors are drawn in inverse proportion to how many share their coarse place."""
    places = (vectors / vectors.std(0).mul(0.5)).round().long()
    _, owner, members = torch.unique(places, dim=0, return_inverse=True, return_counts=True)
    weight = members[owner].float().rsqrt()
    chosen = torch.multinomial(weight, min(count, len(weight)), generator=generator)
    return vectors[chosen]


def cluster(vectors: Tensor, count: int, generator: torch.Generator, rounds: int = 12) -> Tensor:
    """Plain k-means: [n, c] to centres [count, c]; empty clusters are seeded again."""
    centres = vectors[torch.randperm(len(vectors), generator=generator)[:count]].clone()
    for _ in range(rounds):
        owner = torch.cat([nearest_codes(centres, part) for part in vectors.split(8192)])
        sums = torch.zeros_like(centres).index_add_(0, owner, vectors)
        members = torch.bincount(owner, minlength=count).unsqueeze(1)
        centres = sums / members.clamp(min=1)
        empty = (members[:, 0] == 0).nonzero()[:, 0]
        seeds = torch.randint(len(vectors), (len(empty),), generator=generator)
        centres[empty] = vectors[seeds]
    return centres


class MovingCodebook:
    """Keeps `embedding` at the average of the vectors each entry wins."""

    def __init__(self, embedding: Tensor, world: int, seed: int) -> None:
        self.embedding = embedding
        self.world = world
        self.members = torch.ones(len(embedding))
        self.sums = embedding.clone()
        self.recent: list[Tensor] = []
        # One generator for all processes: they restart the same codes in the same way.
        self.generator = torch.Generator().manual_seed(seed)

    def state(self) -> dict[str, Tensor]:
        return {"members": self.members, "sums": self.sums}

    def restore(self, state: dict[str, Tensor]) -> None:
        self.members, self.sums = state["members"], state["sums"]

    @torch.no_grad()
    def update(self, vectors: Tensor, codes: Tensor) -> None:
        counts = torch.bincount(codes, minlength=len(self.members)).float()
        sums = torch.zeros_like(self.sums).index_add_(0, codes, vectors)
        if self.world > 1:
            both = torch.cat([counts.unsqueeze(1), sums], 1)
            dist.all_reduce(both)
            counts, sums = both[:, 0].contiguous(), both[:, 1:]
        self.members.mul_(DECAY).add_(counts, alpha=1 - DECAY)
        self.sums.mul_(DECAY).add_(sums, alpha=1 - DECAY)
        self.embedding.copy_(self.sums / self.members.clamp(min=1e-4).unsqueeze(1))
        error = (vectors - self.embedding[codes]).square().sum(1)
        worst = error.topk(min(32, len(error))).indices
        self.recent = [*self.recent[-15:], vectors[worst].clone()]

    @torch.no_grad()
    def restart_dead(self) -> int:
        """Move dead codes onto recent vectors that were quantised worst."""
        pool = torch.cat(self.recent)
        if self.world > 1:
            dist.broadcast(pool, 0)
        dead = (self.members < DEAD).nonzero()[:, 0][: len(pool)]
        chosen = torch.randperm(len(pool), generator=self.generator)[: len(dead)]
        self.embedding[dead] = pool[chosen]
        self.members[dead] = 5 * DEAD
        self.sums[dead] = 5 * DEAD * pool[chosen]
        return len(dead)
