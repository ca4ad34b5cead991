"""Training states from a checkpoint in the public layout: python -m pocket.restore CHECKPOINT --state FOLDER

For continuing a training whose state is gone. Codes that the preset has and the checkpoint has not begin as the most similar
ones.
"""

import argparse
import shutil
import sys
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

# Values reach 4, where half precision has steps of 0.004.
SAME_VECTOR = 0.01


def codes_that_differ(known: Tensor, vocabulary: Vocabulary) -> int:
    """How many codes of a checkpoint's codebook [codes, c] have another vector in the preset's codebook.

    A checkpoint with fewer codes has things in the default style alone, behind as many outlines as it has.
    """
    laid_out = torch.from_numpy(vocabulary.vectors)
    things = len(world.THINGS) * vocabulary.things.patches.shape[1]
    first_thing = len(known) - things if len(known) < len(laid_out) else vocabulary.first_thing
    expected = torch.cat([laid_out[:first_thing], laid_out[vocabulary.first_thing :][: len(known) - first_thing]])
    # Vectors of unused codes are large, and half precision is coarser there.
    differ = (known - expected).abs() > SAME_VECTOR * expected.abs().clamp(min=1)
    return int(differ.any(1).sum())


def restore_codec(checkpoint: Path, state: Path, preset: Preset) -> None:
    """Writes the states of the codec's two halves. Warns on stderr where codes differ."""
    model = VQModel.from_pretrained(checkpoint / "vqvae", low_cpu_mem_usage=False).float()
    if differ := codes_that_differ(model.quantize.embedding.weight.detach(), vocabulary_of(preset)):
        print(
            f"{differ} codes mean something else in the codebook that is laid out here than in {checkpoint}. They are learned anew. "
            "Other libraries than those of requirements.txt lay it out otherwise, and so do products that round otherwise (OPENBLAS_CORETYPE).",
            file=sys.stderr,
        )
    state.mkdir(parents=True, exist_ok=True)
    halves = {"encoder": [model.encoder, model.quant_conv], "decoder": [model.decoder, model.post_quant_conv]}
    for name, modules in halves.items():
        torch.save({"part": nn.ModuleList(modules).state_dict(), "optimisers": None, "step": 0, "spent": 0.0}, state / f"{name}.pt")


def parts_of(table: Tensor, words: int, vocabulary: Vocabulary) -> dict[str, Tensor]:
    """A plain table [words + codes, width] as the parts of which `transformer/rows.py` makes one.

    Where the table has fewer codes than the codebook, things have the default style alone, and parts of maps are left out.
    """
    flats, colours, width = len(vocabulary.flats), len(world.COLOUR_NAMES), table.shape[1]
    patches = vocabulary.things.patches.shape[1]
    knows_all = len(table) - words == vocabulary.size
    things = len(vocabulary.things.patches) if knows_all else len(world.THINGS)
    ends = [words, words + flats]
    ends.append(words + vocabulary.first_thing if knows_all else len(table) - things * patches)
    ends.append(ends[-1] + things * patches)
    edges = table[ends[1] : ends[2]].view(-1, colours, width)
    rows = table[ends[2] : ends[3]].view(things, patches, width)
    outlines, of_thing = edges.mean(1), rows.mean(1)
    of_patch = rows.mean(0) - rows.mean((0, 1))
    parts = {
        "words": table[: ends[0]], "flats": table[ends[0] : ends[1]],
        "outlines": outlines, "colours": edges.mean(0) - outlines.mean(0),
        "things": of_thing, "patches": of_patch, "own": (rows - of_thing[:, None] - of_patch[None]).flatten(0, 1),
    }
    if not knows_all or vocabulary.lines.count == 0:
        return parts
    shades = table[ends[3] : ends[3] + len(outlines)]
    return parts | {"shade": (shades - outlines).mean(0, keepdim=True), "lines": table[ends[3] + len(outlines) :]}


def grown(parts: dict[str, Tensor], vocabulary: Vocabulary) -> dict[str, Tensor]:
    """The parts with those of codes that the checkpoint has not.

    An outline begins as its nearest old one, a thing in another style as the default one, the grey of maps as the palette's, and lines
    as what all outlines share.
    """
    outlines, things, patches = parts["outlines"], parts["things"], len(parts["patches"])
    shapes = torch.from_numpy(vocabulary.outlines)
    nearest = torch.cdist(shapes[len(outlines) :], shapes[: len(outlines)]).argmin(1)
    styles = len(vocabulary.things.patches) // len(things)
    grey = world.COLOUR_NAMES.index("grey")
    return {
        "shade": parts["colours"][grey : grey + int(vocabulary.lines.count > 0)],
        "lines": outlines.mean(0) + outlines.std(0) * torch.randn(vocabulary.lines.count, outlines.shape[1]) * 0.5,
    } | parts | {
        "outlines": torch.cat([outlines, outlines[nearest]]), "things": things.repeat(styles, 1),
        "own": parts["own"].view(len(things), patches, -1).repeat(styles, 1, 1).flatten(0, 1),
    }


def restore_transformer(checkpoint: Path, tokenizer: Path, state: Path, preset: Preset) -> None:
    """Writes the state of the transformer. `tokenizer` is the checkpoint's folder of it."""
    vocabulary, layout = vocabulary_of(preset), open_layout(tokenizer)
    public = load_denoiser(checkpoint)
    model = Trained(preset, layout)
    weights = model.state_dict()
    for name, tensor in public.state_dict().items():
        if ".wte." not in name and not name.endswith("transformer.ff_out.weight"):
            weights[f"network.{name}"] = tensor
    for rows, table in (("inputs", public.model.transformer["wte"].weight), ("outputs", public.head.weight)):
        for part, tensor in grown(parts_of(table.detach(), layout.code_offset, vocabulary), vocabulary).items():
            weights[f"{rows}.parts.{part}"] = tensor
    model.load_state_dict(weights)
    state.mkdir(parents=True, exist_ok=True)
    torch.save({"model": weights, "averaged": weights, "optimisers": None, "step": 0, "spent": 0.0}, state / "transformer.pt")


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True, help="gets the folders codec, tokenizer and transformer")
    parser.add_argument("--only", choices=["codec", "transformer"])
    args = parser.parse_args()
    if args.only != "transformer":
        restore_codec(args.checkpoint, args.state / "codec", PRESETS[args.preset])
    if args.only != "codec":
        tokenizer = args.state / "tokenizer"
        tokenizer.mkdir(parents=True, exist_ok=True)
        shutil.copy(args.checkpoint / "tokenizer.json", tokenizer)
        restore_transformer(args.checkpoint, tokenizer, args.state / "transformer", PRESETS[args.preset])


if __name__ == "__main__":
    main()
