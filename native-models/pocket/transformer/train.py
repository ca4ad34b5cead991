"""Train the transformer: python -m torch.distributed.run --nproc-per-node 2 -m pocket.transformer.train --help"""

import argparse
import copy
from dataclasses import replace
from pathlib import Path

import torch

from .. import parallel
from ..codec.reader import Reader
from ..muon import Muon
from ..presets import PRESETS, Preset
from .mixture import Mixture
from .progress import Progress
from .readings import Live, Readings, Stored, kinds_for
from .trained import Trained, compile_blocks, open_layout

SAVE_EVERY = 200
MEASURE_EVERY = 500
EASY_UNTIL = 0.55
# Steps in which heads that an export left out learn to ask before the network heeds them.
HEADS_LEARN = 300


def given_pictures(args: argparse.Namespace, preset: Preset, seed: int) -> Readings | None:
    if args.readings is not None:
        return Stored(args.readings, kinds_for(preset))
    if args.codec is not None:
        return Live(Reader(args.codec, preset, seed, args.bf16))
    if preset.codec.line_codes == 0 and dict(preset.transformer.led_shares).get("control"):
        raise SystemExit("no codes say what control pictures show, so they must be read: give --codec or --readings.")
    return None


def with_shares(preset: Preset, shares: list[str]) -> Preset:
    """Of "control=0.2" and the like, in place of the preset's."""
    others = {name: float(share) for name, _, share in (text.partition("=") for text in shares)}
    retouched = others.pop("retouch", preset.transformer.retouch_share)
    known = dict(preset.transformer.led_shares)
    if unknown := others.keys() - known.keys():
        raise SystemExit(f"no picture leads {', '.join(sorted(unknown))}; these are led: {', '.join(known)}.")
    return replace(preset, transformer=replace(preset.transformer, led_shares=tuple((known | others).items()), retouch_share=retouched))


def rate_factor(progress: float, step: int) -> float:
    """Warm up, hold, then fall linearly over the last part."""
    return min(1.0, (step + 1) / 100) * min(1.0, max(0.0, (1 - progress) / 0.4) + 0.01)


def train(args: argparse.Namespace) -> None:
    rank, world = parallel.start(args.device)
    preset = with_shares(PRESETS[args.preset], args.share)
    settings = preset.transformer
    layout = open_layout(args.tokenizer)
    torch.manual_seed(args.seed)
    model = Trained(preset, layout).to(args.device)
    averaged = copy.deepcopy(model).requires_grad_(False)
    moving = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    matrices = [p for name, p in moving if ".blocks." in name and p.ndim == 2]
    # What sets the size of the scores would otherwise only grow: nothing is ever surer than the scenes' exact truth.
    scoring = [p for name, p in moving if name.startswith("outputs.") or ".ln_f." in name]
    # They are asked in training alone: they always learn at the preset's rate, also where the network is to keep what it knows.
    heads = [p for name, p in moving if name.startswith("facts.")]
    others = [p for _, p in moving if not any(p is other for other in matrices + scoring + heads)]
    optimisers: list[torch.optim.Optimizer] = [
        Muon(matrices, lr=settings.muon_rate, rank=rank, world=world, decay=settings.muon_decay),
        torch.optim.AdamW(
            [
                {"params": others, "weight_decay": 0.0}, {"params": scoring, "weight_decay": settings.score_decay},
                {"params": heads, "weight_decay": 0.0, "full": True},
            ],
            lr=settings.adam_rate, betas=(0.9, 0.98),
        ),
    ]
    state_file = args.state / "transformer.pt"
    step, spent, heads_learn = 0, 0.0, 0
    if state_file.exists():
        saved = torch.load(state_file, map_location=args.device)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["averaged"])
        # A state restored from a checkpoint has none.
        for optimiser, stored in zip(optimisers, saved["optimisers"] or [], strict=saved["optimisers"] is not None):
            optimiser.load_state_dict(stored)
        optimisers[0].param_groups[0]["decay"] = settings.muon_decay
        step, spent = saved["step"], saved["spent"]
        heads_learn = step + HEADS_LEARN if saved["optimisers"] is None else saved.get("heads_learn", 0)
    if args.spent is not None:
        spent = 60 * args.spent
    if args.compile:
        compile_blocks(model)
    seed = args.seed + 7919 * rank + step
    mixture = Mixture(layout, preset, seed, given_pictures(args, preset, seed))
    clock = parallel.Clock(args.minutes, spent, world, args.own_time)
    parameters = [p for _, p in moving]
    standing = Progress(layout, mixture.vocabulary) if rank == 0 else None
    smoothed = torch.zeros(3)
    pictures_of, texts_of = args.pictures or settings.picture_batch, args.texts or settings.text_batch
    text_weight = settings.text_weight if args.text_weight is None else args.text_weight
    # Since this start: what went before may have had other batches.
    seen = 0
    while (progress := clock.progress()) < 1:
        factor = args.rate * rate_factor(progress, step)
        for optimiser, base in zip(optimisers, (settings.muon_rate, settings.adam_rate), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = base * factor / (args.rate if group.get("full") else 1.0)
        # The optimiser's steps do not shrink with a loss, so the heads learn at once and the blocks hardly feel it.
        heeded = 1.0 if step >= heads_learn else 0.01
        mixture.ease = max(0.0, 1 - progress / EASY_UNTIL)
        pictures, texts = mixture.pictures(pictures_of), mixture.texts(texts_of)
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            # The sampler of pictures looks at the codes alone, that of texts at everything.
            sums = torch.zeros(3)
            for batch in pictures:
                drawn, seen_in = model.losses(batch, False, args.device)
                share = len(batch.lengths) / pictures_of
                (share * (drawn + heeded * seen_in)).backward()
                sums[0] += share * drawn.detach().cpu()
            told, seen_in = model.losses(texts, True, args.device)
            (text_weight * told + heeded * seen_in).backward()
            sums[1], sums[2] = told.detach(), seen_in.detach()
        parallel.average_gradients(parameters, world)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        step += 1
        seen += world * (pictures_of + texts_of)
        if rank == 0:
            decay = min(settings.average_decay, (step + 1) / (step + 10))
            for mean, tensor in zip(averaged.parameters(), model.parameters(), strict=True):
                # The network's own tables stand still: `Rows` takes their place until the export.
                if tensor.requires_grad:
                    mean.lerp_(tensor.detach(), 1 - decay)
            smoothed = sums if seen == world * (pictures_of + texts_of) else smoothed.lerp(sums, 0.03)
            if step % 50 == 0:
                print(f"{clock.spent:7.0f}s step {step} samples {seen} pictures {smoothed[0]:.4f} texts {smoothed[1]:.4f} facts {smoothed[2]:.3f} rate {factor:.2f}", flush=True)
            if standing is not None and step % MEASURE_EVERY == 0:
                print(" ".join(f"{name} {share}" for name, share in standing.measure(averaged.likeliest).items()), flush=True)
            if step % SAVE_EVERY == 0:
                save(state_file, model, averaged, optimisers, step, clock.spent, heads_learn)
    if rank == 0:
        save(state_file, model, averaged, optimisers, step, clock.spent, heads_learn)


def save(
    file: Path, model: Trained, averaged: Trained, optimisers: list[torch.optim.Optimizer], step: int, spent: float, heads_learn: int,
) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save({
        "model": model.state_dict(), "averaged": averaged.state_dict(),
        "optimisers": [optimiser.state_dict() for optimiser in optimisers], "step": step, "spent": spent,
        "heads_learn": heads_learn,
    }, partial)
    partial.rename(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="folder of the resumable state")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--codec", type=Path, help="state of the trained codec: given pictures are what its encoder reads")
    parser.add_argument("--readings", type=Path, help="what pocket.transformer.readings has read, in place of reading on the way")
    parser.add_argument("--compile", action="store_true", help="needs a C++ compiler, and a minute at every start")
    parser.add_argument("--minutes", type=float, required=True, help="the whole schedule, what was spent before included")
    parser.add_argument("--own-time", action="store_true", help="minutes count what a process has computed: for a machine that others use too")
    parser.add_argument("--spent", type=float, help="minutes of the schedule that count as done, in place of the state's own")
    parser.add_argument("--restart-clock", action="store_const", const=0.0, dest="spent", help="--spent 0: a new schedule")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--pictures", type=int, help="pictures a step and process, in place of the preset's")
    parser.add_argument("--texts", type=int, help="texts a step and process, in place of the preset's")
    parser.add_argument("--share", action="append", default=[], metavar="TASK=SHARE", help="of the pictures, or retouch=SHARE of drawings and retouches, in place of the preset's")
    parser.add_argument("--text-weight", type=float, help="in place of the preset's")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the preset's rates: less of what is known is lost")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
