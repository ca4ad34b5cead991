"""Sampling as the public model does it: pictures by confidence, texts block by block."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from ..language.layouts import Layout
from .batches import within_image
from .network import Denoiser


def gumbel(shape: torch.Size, generator: torch.Generator) -> Tensor:
    """Noise of the standard Gumbel distribution."""
    uniform = torch.rand(shape, generator=generator)
    return -torch.log(-torch.log(uniform + 1e-20) + 1e-20)


def padded(sequences: Sequence[list[int]], layout: Layout) -> tuple[Tensor, Tensor]:
    """Sequences as ids int64 [n, longest], padded at the end, and their lengths int64 [n]."""
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    ids = torch.full((len(sequences), int(lengths.max())), layout.special("<|pad|>"))
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = torch.tensor(sequence)
    return ids, lengths


@torch.no_grad()
def sample_pictures(
    model: Denoiser, layout: Layout, prompts: Sequence[list[int]], unconditional: list[int], start: Tensor,
    *, steps: int, guidance: float, temperature: float, seed: int,
) -> Tensor:
    """Codes int64 [n, rows, columns], sampled in `steps` steps by confidence. In `start` -1 marks the cells to fill.

    `guidance` is off at 0; `temperature` 0 is greedy. The prompts and the unconditional one are ids.
    """
    generator = torch.Generator().manual_seed(seed)
    count, rows, columns = start.shape
    codes = start.clone()
    code_head = model.head.weight[layout.code_offset :]
    masked_at_start = [int((picture < 0).sum()) for picture in start]
    for step in range(steps):
        hidden_cells = codes.flatten(1) < 0
        if not hidden_cells.any():
            break
        logits = _code_logits(model, layout, prompts, codes, code_head)
        if guidance > 0:
            plain = _code_logits(model, layout, [unconditional] * count, codes, code_head)
            logits = (1 + guidance) * logits - guidance * plain
        noisy = logits / temperature + gumbel(logits.shape, generator) if temperature > 0 else logits
        sampled = noisy.argmax(-1)
        confidence = logits.softmax(-1).gather(-1, sampled[..., None])[..., 0]
        rank = confidence.clamp(min=1e-20).log()
        if temperature > 0:
            rank = rank + temperature * gumbel(rank.shape, generator)
        rank = rank.masked_fill(~hidden_cells, math.inf)
        for row in range(count):
            left = int(hidden_cells[row].sum())
            if left == 0:
                continue
            keep = 0 if step == steps - 1 else max(1, math.floor(masked_at_start[row] * math.cos(math.pi / 2 * (step + 1) / steps)))
            cut = rank[row].sort().values[min(keep, left - 1)] if keep else -math.inf
            settled = hidden_cells[row] & (rank[row] >= cut)
            codes[row].view(-1)[settled] = sampled[row][settled]
    return codes.view(count, rows, columns)


def _code_logits(model: Denoiser, layout: Layout, prompts: Sequence[list[int]], codes: Tensor, head: Tensor) -> Tensor:
    """[n, cells, codebook] in fp32."""
    tokens = torch.where(codes < 0, layout.mask, codes + layout.code_offset)
    sequences = [layout.image_answer(prompt, picture.tolist()) for prompt, picture in zip(prompts, tokens, strict=True)]
    ids, lengths = padded(sequences, layout)
    hidden = model.hidden(ids, lengths)
    rows, columns = codes.shape[1:]
    places = torch.tensor([len(prompt) + 2 for prompt in prompts])[:, None] + within_image(rows, columns)
    return (hidden[torch.arange(len(prompts))[:, None], places] @ head.T).float()


@torch.no_grad()
def answer_questions(
    model: Denoiser, layout: Layout, questions: Sequence[list[int]], *, steps: int, length: int,
) -> list[str]:
    """Greedy answers of up to `length` tokens to questions given as ids.

    The answer is one block: each of the steps settles the surest places, as many in each as divide evenly.
    """
    sequences = [[*question, *([layout.mask] * length), layout.special("</answer>")] for question in questions]
    ids, lengths = padded(sequences, layout)
    starts = torch.tensor([len(question) for question in questions])
    places = starts[:, None] + torch.arange(length)
    rows = torch.arange(len(questions))[:, None]
    for step in range(steps):
        window = ids[rows, places]
        open_places = window == layout.mask
        logits = (model.hidden(ids, lengths)[rows, places] @ model.head.weight.T).float()
        confidence, chosen = logits.softmax(-1).max(-1)
        count = length // steps + (1 if step < length % steps else 0)
        surest = confidence.masked_fill(~open_places, -1).topk(count, -1).indices
        window.scatter_(1, surest, chosen.gather(1, surest))
        ids[rows, places] = window
    return [_words(layout, window.tolist()) for window in ids[rows, places]]


def _words(layout: Layout, window: list[int]) -> str:
    end = layout.special("</answer>")
    kept = window[: window.index(end)] if end in window else window
    return layout.tokenizer.decode(kept, skip_special_tokens=True).strip()
