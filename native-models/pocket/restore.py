"""Training states from a checkpoint in the public layout: python -m pocket.restore CHECKPOINT --state FOLDER

For going on where the states themselves are gone. Codes that the preset has appended since begin as their nearest outline.
"""

import argparse
import shutil
from pathlib import Path

import torch
from diffusers import VQModel
from torch import Tensor, nn

from .codec.model import vocabulary_of
from .codec.vocabulary import Vocabulary
from .presets import PRESETS, Preset
from .scenes import world
from .transformer.checkpoint import load_denoiser
from .transformer.trained import Trained, open_layout


def restore_codec(checkpoint: Path, state: Path) -> None:
    """The two halves; neither knows how many codes there are."""
    model = VQModel.from_pretrained(checkpoint / "vqvae", low_cpu_mem_usage=False).float()
    state.mkdir(parents=True, exist_ok=True)
    halves = {"encoder": [model.encoder, model.quant_conv], "decoder": [model.decoder, model.post_quant_conv]}
    for name, modules in halves.items():
        torch.save({"part": nn.ModuleList(modules).state_dict(), "optimisers": None, "step": 0, "spent": 0.0}, state / f"{name}.pt")


def parts_of(table: Tensor, words: int, vocabulary: Vocabulary) -> dict[str, Tensor]:
    """A plain table taken apart into what `transformer/rows.py` adds up; without things where it was trained on none."""
    flats, colours = len(vocabulary.flats), len(world.COLOUR_NAMES)
    things, patches = vocabulary.things.patches.shape[:2]
    knows_things = len(table) - words == vocabulary.size
    end = len(table) - (things * patches if knows_things else 0)
    edges = table[words + flats : end].view(-1, colours, table.shape[1])
    outlines = edges.mean(1)
    parts = {
        "words": table[:words], "flats": table[words : words + flats],
        "outlines": outlines, "colours": edges.mean(0) - outlines.mean(0),
    }
    if not knows_things:
        return parts
    rows = table[end:].view(things, patches, -1)
    of_thing, of_patch = rows.mean(1), rows.mean(0) - rows.mean((0, 1))
    own = rows - of_thing[:, None] - of_patch[None]
    return parts | {"things": of_thing, "patches": of_patch, "own": own.flatten(0, 1)}


def grown(outlines: Tensor, vocabulary: Vocabulary) -> Tensor:
    """Rows of outlines that were appended since, each a copy of the nearest old one's."""
    known = len(outlines)
    shapes = torch.from_numpy(vocabulary.outlines)
    nearest = torch.cdist(shapes[known:], shapes[:known]).argmin(1)
    return torch.cat([outlines, outlines[nearest]])


def restore_transformer(checkpoint: Path, tokenizer: Path, state: Path, preset: Preset) -> None:
    vocabulary, layout = vocabulary_of(preset), open_layout(tokenizer)
    public = load_denoiser(checkpoint)
    model = Trained(preset, layout)
    weights = model.state_dict()
    for name, tensor in public.state_dict().items():
        if ".wte." not in name and not name.endswith("transformer.ff_out.weight"):
            weights[f"network.{name}"] = tensor
    for rows, table in (("inputs", public.model.transformer["wte"].weight), ("outputs", public.head.weight)):
        for part, tensor in parts_of(table.detach(), layout.code_offset, vocabulary).items():
            weights[f"{rows}.parts.{part}"] = grown(tensor, vocabulary) if part == "outlines" else tensor
    model.load_state_dict(weights)
    state.mkdir(parents=True, exist_ok=True)
    torch.save({"model": weights, "averaged": weights, "optimisers": None, "step": 0, "spent": 0.0}, state / "transformer.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="gets the folders codec, tokenizer and transformer")
    parser.add_argument("--only", choices=["codec", "transformer"])
    args = parser.parse_args()
    if args.only != "transformer":
        restore_codec(args.checkpoint, args.state / "codec")
    if args.only != "codec":
        tokenizer = args.state / "tokenizer"
        tokenizer.mkdir(parents=True, exist_ok=True)
        shutil.copy(args.checkpoint / "tokenizer.json", tokenizer)
        restore_transformer(args.checkpoint, tokenizer, args.state / "transformer", PRESETS[args.preset])


if __name__ == "__main__":
    main()
