"""Data-parallel training: several processes of one thread each, one process, or one process a device."""

import os
import time
from collections.abc import Sequence

import torch
import torch.distributed as dist
from torch import Tensor


def start(device: str) -> tuple[int, int]:
    """Joins the process group that torchrun's environment variables name, and gives (rank, number of processes)."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if device == "cpu":
        # Two threads of one process collapse when anything else runs; processes only slow down.
        torch.set_num_threads(1)
    if world > 1:
        dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
    return int(os.environ.get("RANK", "0")), world


def average(tensors: Sequence[Tensor], world: int) -> None:
    """Replaces every tensor by its mean over the `world` processes, in one message."""
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
    """Replaces every gradient by its mean over the `world` processes."""
    average([p.grad for p in parameters if p.grad is not None], world)


def share_from_first(tensor: Tensor, world: int) -> None:
    """Replaces the tensor by that of the first process."""
    if world > 1:
        dist.broadcast(tensor, 0)


class Clock:
    """Progress through a budget of time, which all processes agree on and which a resumed training continues.

    Where `own` is set, only the time that this process computed counts, so that a schedule is whole on a machine that others use.
    """

    def __init__(self, budget_minutes: float, spent_seconds: float, world: int, own: bool = False) -> None:
        self.budget = budget_minutes * 60
        self.spent_before = spent_seconds
        self.now = time.process_time if own else time.monotonic
        self.started = self.now()
        self.world = world

    @property
    def spent(self) -> float:
        """Seconds of the budget that are spent, those before a resume included."""
        return self.spent_before + self.now() - self.started

    def progress(self) -> float:
        """Share of the budget that is spent, as the first process measures it. Above 1 the time is over."""
        value = torch.tensor([self.spent / self.budget])
        share_from_first(value, self.world)
        return float(value)
