"""Give a trained codec one level more at its outer end, so that the same codes are pictures of twice the size:

    python -m pocket.codec.grow --state FOLDER
    python -m pocket.codec.train --part decoder --anchored --state FOLDER --minutes 40 --rate 0.4

What was trained stays. The new end of the encoder learns to hand on what the old first layer made of the picture at half the
size. The new end of the decoder begins by doubling what the old one makes of every pixel, and then learns with the rest to draw
finer.
"""

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..presets import PRESETS
from .model import build_codec, vocabulary_of
from .pictures import PictureSource

BATCH = 4
RATE = 4e-3
REPORT_EVERY = 50

Weights = Mapping[str, Tensor]


def levels_of(weights: Weights, blocks: str) -> int:
    """Levels of a half's weights; `blocks` is `down_blocks` or `up_blocks`."""
    return 1 + max(int(name.split(".")[2]) for name in weights if name.startswith(f"0.{blocks}."))


def grown_encoder(weights: Weights, fresh: Weights) -> dict[str, Tensor]:
    """The weights of an encoder with one level more, at its outer end.

    Every old level moves one level further in. The outermost one is that of `fresh`, with residual parts that add nothing. The old
    first layer is left out: `fit_front` teaches the new end to do what it did.
    """
    deeper = {}
    for name, value in weights.items():
        if name.startswith("0.conv_in."):
            continue
        parts = name.split(".")
        if parts[1] == "down_blocks":
            parts[2] = str(int(parts[2]) + 1)
        deeper[".".join(parts)] = value
    grown = dict(fresh) | deeper
    return grown | _without_effect(grown, "0.down_blocks.0.")


def grown_decoder(weights: Weights, fresh: Weights) -> dict[str, Tensor]:
    """The weights of a decoder with one level more at its end.

    Its last layer reads what the old one read, with every pixel doubled.
    """
    last = levels_of(weights, "up_blocks") - 1
    grown = dict(fresh) | dict(weights)
    doubling = torch.zeros_like(grown[f"0.up_blocks.{last}.upsamplers.0.conv.weight"])
    doubling[:, :, 1, 1] = torch.eye(*doubling.shape[:2])
    grown[f"0.up_blocks.{last}.upsamplers.0.conv.weight"] = doubling
    grown[f"0.up_blocks.{last}.upsamplers.0.conv.bias"] = torch.zeros(len(doubling))
    return grown | _without_effect(grown, f"0.up_blocks.{last + 1}.")


def _without_effect(weights: Weights, block: str) -> dict[str, Tensor]:
    """The block's residual parts, adding nothing."""
    silent = [name for name in weights if name.startswith(block) and ".conv2." in name]
    return {name: torch.zeros_like(weights[name]) for name in silent}


def fit_front(encoder: nn.Module, first: nn.Conv2d, source: PictureSource, steps: int) -> None:
    """Teaches the outermost level to give what `first` gives of the picture at half the size: [n, channels, h / 2, w / 2]."""
    block = encoder.down_blocks[0]
    optimiser = torch.optim.Adam([*encoder.conv_in.parameters(), *block.parameters()], lr=RATE)
    started = time.monotonic()
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / 20) * max(0.01, 1 - step / steps)
        pictures, _ = source.batch(BATCH)
        with torch.no_grad():
            wanted = first(F.avg_pool2d(pictures, 2))
        error = F.mse_loss(block(encoder.conv_in(pictures)), wanted) / wanted.var()
        optimiser.zero_grad()
        error.backward()
        optimiser.step()
        if step % REPORT_EVERY == 0:
            print(f"{time.monotonic() - started:6.0f}s step {step} unexplained {float(error.detach()):.2e}", flush=True)


def main() -> None:
    """Runs the command line: replaces the state of both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="folder of a codec with one level less; it is replaced")
    parser.add_argument("--steps", type=int, default=800, help="of teaching the new end of the encoder")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    preset = PRESETS[args.preset]
    model = build_codec(preset.codec, preset.picture)
    old = {part: torch.load(args.state / f"{part}.pt", map_location="cpu")["part"] for part in ("encoder", "decoder")}
    for part, blocks in (("encoder", "down_blocks"), ("decoder", "up_blocks")):
        if (levels := levels_of(old[part], blocks)) != len(preset.codec.channels) - 1:
            raise SystemExit(f"The {part} in {args.state} has {levels} levels; the preset wants one more than that to grow.")
    encoder = nn.ModuleList([model.encoder, model.quant_conv])
    encoder.load_state_dict(grown_encoder(old["encoder"], encoder.state_dict()))
    first = nn.Conv2d(3, preset.codec.channels[1], 3, padding=1)
    first.load_state_dict({name: old["encoder"][f"0.conv_in.{name}"] for name in ("weight", "bias")})
    fit_front(model.encoder, first, PictureSource(vocabulary_of(preset), preset.picture, args.seed, disturbed=True), args.steps)
    decoder = nn.ModuleList([model.decoder, model.post_quant_conv])
    decoder.load_state_dict(grown_decoder(old["decoder"], decoder.state_dict()))
    for name, part in (("encoder", encoder), ("decoder", decoder)):
        torch.save({"part": part.state_dict(), "optimisers": None, "step": 0, "spent": 0.0}, args.state / f"{name}.pt")


if __name__ == "__main__":
    main()
