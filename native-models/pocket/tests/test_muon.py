"""Directions that a step takes: orthogonal, and the same whatever stands beside a matrix."""

import pytest
import torch

from pocket.muon import Muon, orthogonalise


@pytest.mark.parametrize("shape", [(24, 24), (64, 24), (24, 64)])
def test_every_singular_value_comes_near_one(shape: tuple[int, int]) -> None:
    made = orthogonalise(torch.randn(3, *shape, generator=torch.Generator().manual_seed(1)))
    values = torch.linalg.svdvals(made)
    assert bool((values > 0.5).all()) and bool((values < 1.35).all())


def test_a_matrix_is_made_as_it_would_be_alone() -> None:
    matrices = torch.randn(4, 24, 16, generator=torch.Generator().manual_seed(2))
    together = orthogonalise(matrices)
    alone = torch.cat([orthogonalise(matrix[None]) for matrix in matrices])
    assert torch.allclose(together, alone, atol=0.02)


def moved(shares: list[tuple[int, int]]) -> list[torch.Tensor]:
    """What the processes' steps add up to, each alone in its group."""
    totals: list[torch.Tensor] = []
    for rank, world in shares:
        generator = torch.Generator().manual_seed(3)
        parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in [(8, 8), (16, 8), (8, 8), (4, 8, 3, 3)]]
        for parameter in parameters:
            parameter.grad = torch.randn(parameter.shape, generator=generator)
        optimiser = Muon(parameters, lr=1.0, rank=rank, world=world)
        updates = optimiser._updates(parameters, 0.95)
        totals = [u.clone() for u in updates] if not totals else [t + u for t, u in zip(totals, updates, strict=True)]
    return totals


def test_processes_share_the_matrices_without_overlap() -> None:
    for shared, alone in zip(moved([(0, 2), (1, 2)]), moved([(0, 1)]), strict=True):
        assert torch.allclose(shared, alone, atol=0.02)
