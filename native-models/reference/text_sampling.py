"""The reference's text sampler, watched."""

from typing import Any
from unittest import mock

import numpy as np
import torch
from folder import Folder
from layouts import Sequences
from loading import Checkpoint


def run(
    checkpoint: Checkpoint, sequences: Sequences, folder: Folder, *,
    name: str, steps: int, block: int, temperature: float, guidance: float, seed: int,
) -> dict[str, Any]:
    """Samples one answer, and gives it as an entry of text.json.

    Steps are those of all blocks together, `block` is a block's length in tokens, and guidance is off at 0.
    """
    from generators.text_understanding_generator import generate_text_understanding  # type: ignore[import-not-found]

    mask, start = checkpoint.special["mask"], len(sequences.conditional)
    seen: list[torch.Tensor] = []
    found: list[torch.Tensor] = []
    draws: list[torch.Tensor] = []
    forward, rand_like = checkpoint.model.forward, torch.rand_like

    def watched(ids: torch.Tensor, **options: Any) -> Any:
        output = forward(ids, **options)
        seen.append(ids[0].clone())
        found.append(output.logits.clone())
        return output

    def drawn(like: torch.Tensor, **options: Any) -> torch.Tensor:
        draws.append(rand_like(like, **options))
        return draws[-1]

    x = torch.tensor([sequences.whole])
    length = len(sequences.answer) - 2
    torch.manual_seed(seed)
    checkpoint.model.caching(False)
    with mock.patch.object(checkpoint.model, "forward", watched), mock.patch.object(torch, "rand_like", drawn):
        try:
            generate_text_understanding(
                checkpoint.model, x, steps=steps, gen_length=length, block_length=block, temperature=temperature,
                cfg_scale=guidance, mask_id=mask, code_start=start + 1,
            )
        except NameError:
            # Its early stop uses a name that is not defined there. The answer so far is in x.
            pass
    states = [*seen, x[0]]
    trace, margin = [], float("inf")
    for step, logits in enumerate(found):
        masked = (states[step] == mask).nonzero()[:, 0]
        fixed = ((states[step] != states[step + 1]).nonzero()[:, 0]).tolist()
        refs = [
            folder.array(f"text/{name}.{step}.{branch}.f32", rows[masked])
            for branch, rows in zip(("conditional", "unconditional"), logits, strict=False)
        ]
        noise = folder.array(f"text/{name}.{step}.noise.f64", draws[step][0][masked], "float64") if draws else None
        guided = logits[0] if len(logits) == 1 else logits[1] + (guidance + 1) * (logits[0] - logits[1])
        margin = min(margin, _margin(guided[masked], draws[step][0][masked] if draws else None, temperature))
        trace.append({
            "step": step, "masked": masked.tolist(), "logits": refs, "noise": noise,
            "fixed": [{"position": at, "id": int(states[step + 1][at])} for at in fixed],
        })
    return {
        "name": name, "genLength": length, "blockLength": block, "steps": steps, "samplingTemperature": temperature,
        "textGuidance": guidance, "cache": None, "answerStart": start, "conditional": sequences.whole, "trace": trace,
        "answer": x[0, start + 1 : start + 1 + length].tolist(), "smallestMargin": margin,
    }


def _margin(logits: torch.Tensor, noise: torch.Tensor | None, temperature: float) -> float:
    """The smallest difference between the two likeliest tokens of a place, or between the confidences of two places."""
    scores = logits.double()
    if noise is not None and temperature > 0:
        scores = scores - temperature * torch.log(-torch.log(noise))
    best = torch.topk(scores, 2, dim=-1)
    gap = float((best.values[:, 0] - best.values[:, 1]).min())
    sure = torch.softmax(logits.double(), dim=-1).gather(1, best.indices[:, :1])[:, 0].sort().values
    return min([gap, *np.diff(sure.log().numpy()).tolist()])
