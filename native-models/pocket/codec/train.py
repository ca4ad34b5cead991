"""Train the codec's two halves, each against the codebook and independently of the other:

    python -m pocket.codec.train --part encoder --state FOLDER --minutes 25
    python -m pocket.codec.train --part decoder --state FOLDER --minutes 25

The right code of every cell of a drawn scene is known, so the encoder is taught to read it and the decoder to draw it. Neither
waits for the other, and the transformer needs neither to learn.
"""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..muon import Muon
from ..presets import PRESETS, CodecPreset
from .anchors import anchor_norms, calibrate
from .model import build_codec, decode_latents, encode_latents, vocabulary_of
from .pictures import PictureSource, edge_weights

SAVE_EVERY = 200
# The score of a code falls by this for each unit of squared distance.
SHARPNESS = 4.0
FLAT_SHARE = 0.5
# Share of the time in which the decoder learns from crops around outlines. Then it learns from whole pictures.
WHOLE_FROM = 0.75
# Pixels of a whole picture's border, and their weight.
BORDER = 2
BORDER_WEIGHT = 16.0


def make_optimisers(part: nn.Module, settings: CodecPreset) -> list[torch.optim.Optimizer]:
    """Muon for the 3x3 convolutions between the first and the last layer, AdamW for everything else."""
    # The first and the last layer read or write pixels or latents, for which orthogonal steps are wrong.
    named = list(part.named_parameters())
    matrices = [p for n, p in named if p.ndim == 4 and p.shape[-1] == 3 and "conv_in" not in n and "conv_out" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for _, p in named if id(p) not in chosen]
    return [
        Muon(matrices, lr=settings.muon_rate),
        torch.optim.AdamW(others, lr=settings.learning_rate, betas=(0.9, 0.99), weight_decay=0.0),
    ]


def rate_factor(progress: float, step: int) -> float:
    """The share of the full learning rate, 0 to 1: it warms up, holds, and falls on a cosine after 40 % of the time."""
    warm = min(1.0, (step + 1) / 50)
    if progress < 0.4:
        return warm
    return warm * max(0.01, 0.5 * (1 + math.cos(math.pi * (progress - 0.4) / 0.6)))


def encoder_loss(latents: Tensor, codes: Tensor, codebook: Tensor, flats: int) -> tuple[Tensor, float]:
    """Cross entropy of the nearest code, and the share of cells that are right.

    Latents are [n, c, rows, columns], codes int64 [n, rows, columns], the codebook [codes, c]; the first `flats` codes are flat
    colours. Scores are negative squared distances. Only half of the flat cells count: they are most of a picture, and easy.
    """
    asked = (codes.flatten() >= flats) | (torch.rand(codes.numel(), device=codes.device) < FLAT_SHARE)
    flat, wanted = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])[asked], codes.flatten()[asked]
    scores = torch.addmm(-SHARPNESS * codebook.square().sum(1), flat, codebook.T, alpha=2 * SHARPNESS)
    right = float((scores.detach().argmax(1) == wanted).float().mean())
    # The distance keeps latents from growing beyond the codes' own vectors.
    distance = (flat - codebook[wanted]).square().sum(1).mean()
    return F.cross_entropy(scores, wanted) + 0.02 * distance, right


def border_weights(height: int, width: int) -> Tensor:
    """Weights [h, w] of a whole picture's pixels: its border counts more, and its corners most.

    A decoder that learned from crops has rarely seen where a picture ends, and draws a dark dot in each corner.
    """
    rows, columns = torch.ones(height), torch.ones(width)
    for line in (rows, columns):
        line[:BORDER] = line[-BORDER:] = BORDER_WEIGHT
    return rows[:, None] * columns


def decoder_loss(decoded: Tensor, pictures: Tensor, whole: bool) -> Tensor:
    """Mean of absolute and squared errors, weighted by `edge_weights`, and by `border_weights` where pictures are whole.

    Both are pictures [n, 3, h, w] in 0..1.
    """
    error = decoded - pictures
    weights = edge_weights(pictures)
    if whole:
        weights = weights * border_weights(*pictures.shape[-2:]).to(weights.device)
    return (weights * (error.abs() + 2 * error.square())).mean()


def train(args: argparse.Namespace) -> None:
    """Runs a whole training: builds or resumes a half, steps until the time is spent, and saves on the way and at the end."""
    preset = PRESETS[args.preset]
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    vocabulary = vocabulary_of(preset)
    codebook = torch.from_numpy(vocabulary.vectors).to(args.device)
    # In this order of memory convolutions of few channels take a fifth less time in bfloat16.
    model = build_codec(preset.codec, preset.picture).to(args.device, memory_format=torch.channels_last)
    encoding = args.part == "encoder"
    part = nn.ModuleList([model.encoder, model.quant_conv] if encoding else [model.decoder, model.post_quant_conv])
    if args.anchored:
        anchor_norms(part[0])
    optimisers = make_optimisers(part, preset.codec)
    file = args.state / f"{args.part}.pt"
    step, spent = 0, 0.0
    if file.exists():
        saved = torch.load(file, map_location=args.device)
        part.load_state_dict(saved["part"])
        if not args.restart_clock:
            step, spent = saved["step"], saved["spent"]
            # A state that was restored from a checkpoint has no optimisers' state.
            for optimiser, stored in zip(optimisers, saved["optimisers"] or [], strict=saved["optimisers"] is not None):
                optimiser.load_state_dict(stored)
    source = PictureSource(vocabulary, preset.picture, args.seed + step + int(spent), disturbed=encoding)
    if args.anchored and not file.exists():
        pictures, codes = source.batch(4)
        calibrate(part[0], pictures if encoding else part[1](codebook[codes].permute(0, 3, 1, 2)))
    started, smoothed, measure = time.monotonic() - spent, 0.0, 0.0
    while (progress := (time.monotonic() - started) / (args.minutes * 60)) < 1:
        factor = args.rate * rate_factor(progress, step)
        for optimiser, base in zip(optimisers, (preset.codec.muon_rate, preset.codec.learning_rate), strict=True):
            optimiser.param_groups[0]["lr"] = base * factor
        cut = not encoding and progress < WHOLE_FROM
        batch = source.crops(preset.codec.crop_batch, preset.codec.crop_cells) if cut else source.batch(args.batch or preset.codec.batch)
        pictures, codes = (tensor.to(args.device) for tensor in batch)
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            made = encode_latents(model, pictures) if encoding else decode_latents(model, codebook[codes].permute(0, 3, 1, 2))
        made = made.float()
        if encoding:
            loss, now = encoder_loss(made, codes, codebook, len(vocabulary.flats))
        else:
            loss = decoder_loss(made, pictures, whole=not cut)
            now = -10 * math.log10(float((made.detach().clamp(0, 1) - pictures).square().mean()))
        loss.backward()
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        value = float(loss.detach())
        smoothed, measure = (0.98 * smoothed + 0.02 * value, 0.98 * measure + 0.02 * now) if step else (value, now)
        step += 1
        if step % 50 == 0:
            name = "cells right" if encoding else "psnr"
            print(f"{time.monotonic() - started:6.0f}s step {step} loss {smoothed:.4f} {name} {measure:.4f}", flush=True)
        if step % SAVE_EVERY == 0:
            save(file, part, optimisers, step, time.monotonic() - started)
    save(file, part, optimisers, step, time.monotonic() - started)


def save(file: Path, part: nn.Module, optimisers: list[torch.optim.Optimizer], step: int, spent: float) -> None:
    """Replaces the state file as a whole, so that a killed training leaves the one before. `spent` is in seconds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save({"part": part.state_dict(), "optimisers": [o.state_dict() for o in optimisers], "step": step, "spent": spent}, partial)
    partial.rename(file)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["encoder", "decoder"], required=True)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="folder of the resumable state")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates: about 0.4 to go on sharpening")
    parser.add_argument("--batch", type=int)
    parser.add_argument("--anchored", action="store_true")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--restart-clock", action="store_true", help="load the weights, begin a new schedule")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
