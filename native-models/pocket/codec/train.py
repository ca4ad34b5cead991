"""Train the codec: python -m torch.distributed.run --nproc-per-node 2 -m pocket.codec.train --help"""

import argparse
import math
from pathlib import Path

import torch
from diffusers import VQModel
from torch import Tensor

from .. import parallel
from ..muon import Muon
from ..presets import PRESETS, CodecPreset
from ..scenes.icons import load_icons
from .codebook import MovingCodebook, cluster, distinct
from .model import build_codec, decode_latents, encode_latents, nearest_codes
from .pictures import PictureSource, edge_weights

SAVE_EVERY = 150
RESTART_EVERY = 40


def make_optimisers(model: VQModel, preset: CodecPreset, frozen_codes: bool) -> list[torch.optim.Optimizer]:
    trained = [*model.decoder.named_parameters(), *model.post_quant_conv.named_parameters("post_quant_conv")]
    if not frozen_codes:
        trained += [*model.encoder.named_parameters(), *model.quant_conv.named_parameters("quant_conv")]
    # The first and last layers speak in pixels and latents: no orthogonal steps there.
    matrices = [p for n, p in trained if p.ndim == 4 and p.shape[-1] == 3 and "conv_in" not in n and "conv_out" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for _, p in trained if id(p) not in chosen]
    return [
        Muon(matrices, lr=preset.muon_rate),
        torch.optim.AdamW(others, lr=preset.learning_rate, betas=(0.9, 0.99), weight_decay=0.0),
    ]


def rate_factor(progress: float, step: int) -> float:
    """Warm up, hold, and fall on a cosine."""
    warm = min(1.0, (step + 1) / 50)
    if progress < 0.55:
        return warm
    return warm * max(0.02, 0.5 * (1 + math.cos(math.pi * (progress - 0.55) / 0.45)))


def start_codebook(model: VQModel, source: PictureSource, world: int, seed: int) -> MovingCodebook:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        latents = torch.cat([encode_latents(model, source.whole(16)) for _ in range(90)])
    flat = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])
    codebook = model.quantize.embedding.weight
    centres = cluster(distinct(flat, generator, 40_000), len(codebook), generator)
    parallel.share_from_first(centres, world)
    codebook.data.copy_(centres)
    return MovingCodebook(codebook.data, world, seed)


def quantise(model: VQModel, latents: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Straight-through latents, the flat vectors, and their codes."""
    flat = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])
    codes = nearest_codes(model.quantize.embedding.weight, flat.detach())
    entries = model.quantize.embedding.weight.detach()[codes]
    entries = entries.view(latents.shape[0], *latents.shape[2:], -1).permute(0, 3, 1, 2)
    return latents + (entries - latents).detach(), flat, codes


def reconstruction_loss(decoded: Tensor, pictures: Tensor) -> Tensor:
    error = decoded - pictures
    return (edge_weights(pictures) * (error.abs() + 2 * error.square())).mean()


def train(args: argparse.Namespace) -> None:
    rank, world = parallel.start(args.device)
    preset = PRESETS[args.preset]
    settings = preset.codec
    torch.manual_seed(args.seed)
    model = build_codec(settings, preset.picture).to(args.device)
    model.quantize.embedding.weight.requires_grad_(False)
    state_file = args.state / "codec.pt"
    saved = torch.load(state_file) if state_file.exists() else None
    step, spent, book = 0, 0.0, None
    optimisers = make_optimisers(model, settings, args.decoder_only)
    if saved is not None:
        model.load_state_dict(saved["model"])
        if saved["book"] is not None and not args.decoder_only:
            book = MovingCodebook(model.quantize.embedding.weight.data, world, args.seed)
            book.restore(saved["book"])
        if not args.restart_clock:
            step, spent = saved["step"], saved["spent"]
            for optimiser, stored in zip(optimisers, saved["optimisers"], strict=True):
                optimiser.load_state_dict(stored)
    source = PictureSource(preset.picture, args.seed + 1000 * rank + step, load_icons(args.icons) if args.icons else None)
    clock = parallel.Clock(args.minutes, spent, world)
    trained = [p for optimiser in optimisers for group in optimiser.param_groups for p in group["params"]]
    running = 0.0
    while (progress := clock.progress()) < 1:
        if progress > settings.unquantised_share and book is None and not args.decoder_only:
            book = start_codebook(model, source, world, args.seed)
        factor = args.rate * rate_factor(progress, step)
        for optimiser, base in zip(optimisers, (settings.muon_rate, settings.learning_rate), strict=True):
            optimiser.param_groups[0]["lr"] = base * factor
        whole = progress > settings.whole_picture_start or args.decoder_only
        pictures = source.whole(settings.picture_batch) if whole else source.crops(settings.crop_batch, settings.crop)
        pictures = pictures.to(args.device)
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            with torch.set_grad_enabled(not args.decoder_only):
                latents = encode_latents(model, pictures).float()
            commitment = latents.new_zeros(())
            if book is not None or args.decoder_only:
                latents, flat, codes = quantise(model, latents)
                commitment = (flat - model.quantize.embedding.weight[codes]).square().mean()
            decoded = decode_latents(model, latents).float()
        reconstruction = reconstruction_loss(decoded, pictures)
        (reconstruction + settings.commitment * commitment).backward()
        parallel.average_gradients(trained, world)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        if book is not None:
            book.update(flat.detach(), codes)
            # The last part keeps every code still enough for the decoder to sharpen.
            if step % RESTART_EVERY == 0 and progress < 0.85:
                book.restart_dead()
        running = 0.95 * running + 0.05 * float(reconstruction.detach()) if running else float(reconstruction.detach())
        step += 1
        if rank == 0 and step % 50 == 0:
            used = int((book.members > 0.02).sum()) if book is not None else 0
            psnr = -10 * math.log10(float((decoded.detach().clamp(0, 1) - pictures).square().mean()))
            print(f"{clock.spent:7.0f}s step {step} loss {running:.4f} psnr {psnr:.1f} commit {float(commitment.detach()):.4f} codes {used}", flush=True)
        if rank == 0 and step % SAVE_EVERY == 0:
            save(state_file, model, optimisers, book, step, clock.spent)
    if rank == 0:
        save(state_file, model, optimisers, book, step, clock.spent)


def save(file: Path, model: VQModel, optimisers: list[torch.optim.Optimizer], book: MovingCodebook | None, step: int, spent: float) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save({
        "model": model.state_dict(), "optimisers": [o.state_dict() for o in optimisers],
        "book": book.state() if book is not None else None, "step": step, "spent": spent,
    }, partial)
    partial.rename(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="folder of the resumable state")
    parser.add_argument("--icons", type=Path, help="icon cache (npz) made by pocket.scenes.icons")
    parser.add_argument("--minutes", type=float, default=38)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates: about 0.4 to go on sharpening")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--decoder-only", action="store_true", help="sharpen the decoder: no token changes")
    parser.add_argument("--restart-clock", action="store_true", help="load the weights, begin a new schedule")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
