"""Train the transformer: python -m torch.distributed.run --nproc-per-node 2 -m pocket.transformer.train --help"""

import argparse
import math
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from .. import parallel
from ..language.layouts import Layout
from ..muon import Muon
from ..presets import PRESETS, Preset
from .mixture import Batch, Mixture
from .network import Denoiser, Shape

SAVE_EVERY = 200


def shape_of(preset: Preset, layout: Layout) -> Shape:
    t = preset.transformer
    rows = layout.code_offset + preset.codec.codebook_size
    return Shape(rows, t.width, t.layers, t.heads, t.mlp_width, t.rope_theta, t.norm_eps)


def open_layout(tokenizer: Path) -> Layout:
    words = Tokenizer.from_file(str(tokenizer / "tokenizer.json"))
    return Layout(words, words.get_vocab_size())


def batch_loss(model: Denoiser, batch: Batch, head: Tensor, device: str) -> Tensor:
    """Cross entropy at the predicted places only, over the given rows of the head."""
    hidden = model.hidden(batch.ids.to(device), batch.lengths.to(device))
    logits = F.linear(hidden[batch.rows.to(device), batch.places.to(device)], head)
    losses = F.cross_entropy(logits.float(), batch.targets.to(device), reduction="none")
    weights = batch.weights.to(device)
    return (losses * weights).sum() / weights.sum()


def rate_factor(progress: float, step: int) -> float:
    """Warm up, hold, then fall linearly over the last part."""
    return min(1.0, (step + 1) / 100) * min(1.0, max(0.0, (1 - progress) / 0.4) + 0.01)


def train(args: argparse.Namespace) -> None:
    rank, world = parallel.start(args.device)
    preset = PRESETS[args.preset]
    settings = preset.transformer
    layout = open_layout(args.tokenizer)
    torch.manual_seed(args.seed)
    model = Denoiser(shape_of(preset, layout)).to(args.device)
    averaged = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    matrices = [p for n, p in model.named_parameters() if ".blocks." in n and p.ndim == 2]
    others = [p for n, p in model.named_parameters() if not (".blocks." in n and p.ndim == 2)]
    optimisers: list[torch.optim.Optimizer] = [
        Muon(matrices, lr=settings.muon_rate, rank=rank, world=world),
        torch.optim.AdamW(others, lr=settings.adam_rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]
    state_file = args.state / "transformer.pt"
    step, spent = 0, 0.0
    if state_file.exists():
        saved = torch.load(state_file, map_location=args.device)
        model.load_state_dict(saved["model"])
        averaged = saved["averaged"]
        for optimiser, stored in zip(optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(stored)
        step, spent = saved["step"], 0.0 if args.restart_clock else saved["spent"]
    mixture = Mixture(args.data, layout, preset, args.seed + 7919 * rank + step)
    clock = parallel.Clock(args.minutes, spent, world)
    parameters = list(model.parameters())
    smoothed = [0.0, 0.0]
    while (progress := clock.progress()) < 1:
        factor = rate_factor(progress, step)
        for optimiser, base in zip(optimisers, (settings.muon_rate, settings.adam_rate), strict=True):
            optimiser.param_groups[0]["lr"] = base * factor
        head = model.head.weight
        pictures, texts = mixture.pictures(settings.picture_batch), mixture.texts(settings.text_batch)
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            # The sampler of pictures looks at the codes alone, that of texts at everything.
            losses = [batch_loss(model, pictures, head[layout.code_offset :], args.device)]
            losses[0].backward()
            losses.append(batch_loss(model, texts, head, args.device))
            (settings.text_weight * losses[1]).backward()
        parallel.average_gradients(parameters, world)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        step += 1
        if rank == 0:
            decay = min(settings.average_decay, (step + 1) / (step + 10))
            for name, tensor in model.state_dict().items():
                averaged[name].lerp_(tensor, 1 - decay)
            smoothed = [0.97 * s + 0.03 * float(l.detach()) if step > 1 else float(l.detach()) for s, l in zip(smoothed, losses, strict=True)]
            if step % 50 == 0:
                seen = step * world * (settings.picture_batch + settings.text_batch)
                print(f"{clock.spent:7.0f}s step {step} samples {seen} pictures {smoothed[0]:.4f} texts {smoothed[1]:.4f} rate {factor:.2f}", flush=True)
            if step % SAVE_EVERY == 0:
                save(state_file, model, averaged, optimisers, step, clock.spent)
    if rank == 0:
        save(state_file, model, averaged, optimisers, step, clock.spent)


def save(file: Path, model: Denoiser, averaged: dict[str, Tensor], optimisers: list[torch.optim.Optimizer], step: int, spent: float) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save({
        "model": model.state_dict(), "averaged": averaged,
        "optimisers": [optimiser.state_dict() for optimiser in optimisers], "step": step, "spent": spent,
    }, partial)
    partial.rename(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="folder of the resumable state")
    parser.add_argument("--data", type=Path, required=True, help="folder of encoded scenes")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="the whole schedule, what was spent before included")
    parser.add_argument("--restart-clock", action="store_true", help="go on from the saved weights with a new schedule")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
