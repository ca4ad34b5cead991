"""Train the transformer: python -m torch.distributed.run --nproc-per-node 2 -m pocket.transformer.train --help"""

import argparse
import copy
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import torch

from .. import parallel
from ..codec.reader import Reader
from ..language.layouts import Layout
from ..muon import Muon
from ..presets import PRESETS, Preset, TransformerPreset
from .batches import Batch
from .mixture import Mixture
from .progress import Progress
from .readings import Live, Readings, Stored, kinds_for
from .trained import Trained, compile_blocks, open_layout

SAVE_EVERY = 200
MEASURE_EVERY = 500
EASY_UNTIL = 0.55
# Steps in which new heads learn before their losses reach the network: an export leaves the heads out.
HEADS_LEARN = 300


def given_pictures(args: argparse.Namespace, preset: Preset, seed: int) -> Readings | None:
    """Where given pictures come from: stored readings, or the codec at `--codec`. None: the codebook.

    Exits where the preset has control pictures and no codes for their lines: these must be read.
    """
    if args.readings is not None:
        return Stored(args.readings, kinds_for(preset))
    if args.codec is not None:
        return Live(Reader(args.codec, preset, seed, args.bf16))
    if preset.codec.line_codes == 0 and dict(preset.transformer.led_shares).get("control"):
        raise SystemExit("no codes say what control pictures show, so they must be read: give --codec or --readings.")
    return None


def with_shares(preset: Preset, shares: list[str]) -> Preset:
    """The preset with other shares of tasks: `shares` are texts like "control=0.2".

    Exits where a name is no task that a picture guides, and not "retouch".
    """
    others = {name: float(share) for name, _, share in (text.partition("=") for text in shares)}
    retouched = others.pop("retouch", preset.transformer.retouch_share)
    known = dict(preset.transformer.led_shares)
    if unknown := others.keys() - known.keys():
        raise SystemExit(f"no picture leads {', '.join(sorted(unknown))}; these are led: {', '.join(known)}.")
    return replace(preset, transformer=replace(preset.transformer, led_shares=tuple((known | others).items()), retouch_share=retouched))


def rate_factor(progress: float, step: int) -> float:
    """The share of the full learning rate, 0 to 1: it warms up over 100 steps, holds, then falls linearly from 60 % of the time on."""
    return min(1.0, (step + 1) / 100) * min(1.0, max(0.0, (1 - progress) / 0.4) + 0.01)


@dataclass
class Training:
    """The state of a training, as its file holds it: the network, its averaged copy, the optimisers, and how far they are."""

    model: Trained
    averaged: Trained
    optimisers: list[torch.optim.Optimizer]
    step: int = 0
    # Seconds of the schedule that are done.
    spent: float = 0.0
    # The first step in which the heads' losses reach the network.
    heads_learn: int = 0

    @property
    def parameters(self) -> list[torch.nn.Parameter]:
        """The parameters that are trained."""
        return [p for p in self.model.parameters() if p.requires_grad]


@dataclass(frozen=True)
class Losses:
    """Losses of a step: of pictures and of texts in nats a predicted token, and the weighted sum of the heads' losses."""

    image_loss: float
    text_loss: float
    aux_loss: float

    def smoothed(self, before: "Losses | None", share: float = 0.03) -> "Losses":
        """The mean of the steps before, moved by `share` towards this one."""
        if before is None:
            return self
        pairs = zip(astuple(before), astuple(self), strict=True)
        return Losses(*(old + share * (new - old) for old, new in pairs))


def build(preset: Preset, layout: Layout, device: str, rank: int, world: int) -> Training:
    """A network with random weights, and its optimisers. `rank` and `world`: this process, and how many there are."""
    model = Trained(preset, layout).to(device)
    averaged = copy.deepcopy(model).requires_grad_(False)
    return Training(model, averaged, optimisers_of(model, preset.transformer, rank, world))


def optimisers_of(model: Trained, settings: TransformerPreset, rank: int, world: int) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the blocks, AdamW for everything else."""
    moving = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    matrices = [p for name, p in moving if ".blocks." in name and p.ndim == 2]
    # These set the size of the scores, which would only grow without decay: the scenes' truth is exact, so surer is always better.
    scoring = [p for name, p in moving if name.startswith("outputs.") or ".ln_f." in name]
    # Heads are used in training alone. They always learn at the preset's full rate, even where the network is to change little.
    heads = [p for name, p in moving if name.startswith("facts.")]
    others = [p for _, p in moving if not any(p is other for other in matrices + scoring + heads)]
    return [
        Muon(matrices, lr=settings.muon_rate, rank=rank, world=world, decay=settings.muon_decay),
        torch.optim.AdamW(
            [
                {"params": others, "weight_decay": 0.0}, {"params": scoring, "weight_decay": settings.score_decay},
                {"params": heads, "weight_decay": 0.0, "full": True},
            ],
            lr=settings.adam_rate, betas=(0.9, 0.98),
        ),
    ]


def resume(training: Training, file: Path, settings: TransformerPreset, device: str) -> None:
    """Continues from a state file. A file that was restored from a checkpoint has no state of the optimisers."""
    saved = torch.load(file, map_location=device)
    training.model.load_state_dict(saved["model"])
    training.averaged.load_state_dict(saved["averaged"])
    restored = saved["optimisers"] is None
    for optimiser, stored in zip(training.optimisers, saved["optimisers"] or [], strict=not restored):
        optimiser.load_state_dict(stored)
    training.optimisers[0].param_groups[0]["decay"] = settings.muon_decay
    training.step, training.spent = saved["step"], saved["spent"]
    training.heads_learn = training.step + HEADS_LEARN if restored else saved.get("heads_learn", 0)


def set_rates(training: Training, settings: TransformerPreset, rate: float, factor: float) -> None:
    """The preset's rates times `rate` times `factor`; the heads' without `rate`."""
    for optimiser, base in zip(training.optimisers, (settings.muon_rate, settings.adam_rate), strict=True):
        for group in optimiser.param_groups:
            group["lr"] = base * rate * factor / (rate if group.get("full") else 1.0)


def learn(training: Training, pictures: list[Batch], texts: Batch, text_weight: float, device: str, bf16: bool) -> Losses:
    """Adds the gradients of one step's examples."""
    model = training.model
    # The optimiser's steps do not shrink with a loss, so the heads learn at once and the blocks hardly feel it.
    heeded = 1.0 if training.step >= training.heads_learn else 0.01
    count = sum(len(batch.lengths) for batch in pictures)
    images = 0.0
    with torch.autocast(device, torch.bfloat16, enabled=bf16):
        # The sampler of pictures looks at the codes alone, that of texts at everything.
        for batch in pictures:
            image_loss, aux_loss = model.losses(batch, False, device)
            share = len(batch.lengths) / count
            (share * (image_loss + heeded * aux_loss)).backward()
            images += share * float(image_loss.detach())
        text_loss, aux_loss = model.losses(texts, True, device)
        (text_weight * text_loss + heeded * aux_loss).backward()
    return Losses(images, float(text_loss.detach()), float(aux_loss.detach()))


def take_step(training: Training, world: int) -> None:
    """Moves the network by the mean of all processes' gradients."""
    parallel.average_gradients(training.parameters, world)
    for optimiser in training.optimisers:
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
    training.step += 1


def take_average(training: Training, settings: TransformerPreset) -> None:
    """Moves the averaged copy towards the network. The copy is what is measured and exported."""
    decay = min(settings.average_decay, (training.step + 1) / (training.step + 10))
    for mean, tensor in zip(training.averaged.parameters(), training.model.parameters(), strict=True):
        # The network's own tables stand still: `Rows` takes their place until the export.
        if tensor.requires_grad:
            mean.lerp_(tensor.detach(), 1 - decay)


def report(training: Training, standing: Progress, losses: Losses, seen: int, factor: float) -> None:
    """A line of losses every 50 steps, and what the averaged copy gets right every MEASURE_EVERY."""
    step = training.step
    if step % 50 == 0:
        print(
            f"{training.spent:7.0f}s step {step} samples {seen} pictures {losses.image_loss:.4f} texts {losses.text_loss:.4f} "
            f"facts {losses.aux_loss:.3f} rate {factor:.2f}", flush=True,
        )
    if step % MEASURE_EVERY == 0:
        print(" ".join(f"{name} {share}" for name, share in standing.measure(training.averaged.likeliest).items()), flush=True)


def train(args: argparse.Namespace) -> None:
    """Runs a whole training: builds or resumes it, steps until the time is spent, and saves on the way and at the end."""
    rank, world = parallel.start(args.device)
    preset = with_shares(PRESETS[args.preset], args.share)
    settings = preset.transformer
    layout = open_layout(args.tokenizer)
    torch.manual_seed(args.seed)
    training = build(preset, layout, args.device, rank, world)
    state_file = args.state / "transformer.pt"
    if state_file.exists():
        resume(training, state_file, settings, args.device)
    if args.spent is not None:
        training.spent = 60 * args.spent
    if args.compile:
        compile_blocks(training.model)
    seed = args.seed + 7919 * rank + training.step
    mixture = Mixture(layout, preset, seed, given_pictures(args, preset, seed))
    clock = parallel.Clock(args.minutes, training.spent, world, args.own_time)
    standing = Progress(layout, mixture.vocabulary) if rank == 0 else None
    picture_batch, text_batch = args.pictures or settings.picture_batch, args.texts or settings.text_batch
    text_weight = settings.text_weight if args.text_weight is None else args.text_weight
    # Samples since this start: earlier starts may have had batches of other sizes.
    seen = 0
    losses: Losses | None = None
    while (progress := clock.progress()) < 1:
        factor = rate_factor(progress, training.step)
        set_rates(training, settings, args.rate, factor)
        mixture.ease = max(0.0, 1 - progress / EASY_UNTIL)
        pictures, texts = mixture.pictures(picture_batch), mixture.texts(text_batch)
        losses = learn(training, pictures, texts, text_weight, args.device, args.bf16).smoothed(losses)
        take_step(training, world)
        training.spent = clock.spent
        seen += world * (picture_batch + text_batch)
        if standing is not None:
            take_average(training, settings)
            report(training, standing, losses, seen, args.rate * factor)
            if training.step % SAVE_EVERY == 0:
                save(state_file, training)
    training.spent = clock.spent
    if rank == 0:
        save(state_file, training)


def save(file: Path, training: Training) -> None:
    """Replaces the file as a whole, so that a killed training leaves the one before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save({
        "model": training.model.state_dict(), "averaged": training.averaged.state_dict(),
        "optimisers": [optimiser.state_dict() for optimiser in training.optimisers], "step": training.step,
        "spent": training.spent, "heads_learn": training.heads_learn,
    }, partial)
    partial.rename(file)


def main() -> None:
    """Runs the command line."""
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
