"""Data-parallel training over single-thread processes (or one process, or one device each)."""

import os
import time
from collections.abc import Sequence

import torch
import torch.distributed as dist
from torch import Tensor


def start(device: str) -> tuple[int, int]:
    """Join the group named by torchrun's variables: (rank, world size)."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if device == "cpu":
        # Two threads of one process collapse when anything else runs; processes only slow down.
        torch.set_num_threads(1)
    if world > 1:
        dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
    return int(os.environ.get("RANK", "0")), world


def average(tensors: Sequence[Tensor], world: int) -> None:
    """Replace every tensor by its mean over the processes, in one message."""
    if world == 1:
        return
    flat = torch.cat([tensor.reshape(-1).float() for tensor in tensors])
    dist.all_reduce(flat)
    flat /= world
    offset = 0
    for tensor in tensors:
        tensor.copy_(flat[offset : offset + tensor.numel()].view_as(tensor))
        offset += tensor.numel()


def average_gradients(parameters: Sequence[Tensor], world: int) -> None:
    average([p.grad for p in parameters if p.grad is not None], world)


def share_from_first(tensor: Tensor, world: int) -> None:
    if world > 1:
        dist.broadcast(tensor, 0)


class Clock:
    """Progress through a time budget, agreed between the processes, going on after a resume.

    `own` counts what this process has computed, so that a schedule stays whole on a machine that others use too.
    """

    def __init__(self, budget_minutes: float, spent_seconds: float, world: int, own: bool = False) -> None:
        self.budget = budget_minutes * 60
        self.spent_before = spent_seconds
        self.now = time.process_time if own else time.monotonic
        self.started = self.now()
        self.world = world

    @property
    def spent(self) -> float:
        return self.spent_before + self.now() - self.started

    def progress(self) -> float:
        value = torch.tensor([self.spent / self.budget])
        share_from_first(value, self.world)
        return float(value)
