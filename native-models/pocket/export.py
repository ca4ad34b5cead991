"""Write a checkpoint folder in the public layout: python -m pocket.export --help"""

import argparse
import re
import shutil
from pathlib import Path

import torch

from .codec.model import load_codec
from .language import vocabulary
from .language.train_tokenizer import write_config
from .presets import PRESETS, Preset
from .transformer.checkpoint import save_denoiser
from .transformer.network import Denoiser
from .transformer.trained import open_layout, public_weights, shape_of


def generation_config(preset: Preset) -> str:
    """The settings that the model is best used with, as the JSON text of a checkpoint's file, for the preset's own size."""
    settings = (Path(__file__).parent / "generation_config.json").read_text()
    own_size = f'"nativeSize": [{preset.picture}, {preset.picture}]'
    return re.sub(r'"nativeSize": \[\d+, \d+\]', own_size, settings)


def main() -> None:
    """Runs the command line: writes the folder as a whole or not at all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--codec", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--transformer", type=Path, help="state folder; without it, untrained weights")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    preset = PRESETS[args.preset]
    layout = open_layout(args.tokenizer)
    shape = shape_of(preset, layout)
    if args.transformer is None:
        weights = Denoiser(shape).state_dict()
    else:
        weights = public_weights(torch.load(args.transformer / "transformer.pt", map_location="cpu")["averaged"], preset, layout)
    partial = args.out.with_name(args.out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    save_denoiser(weights, shape, layout, preset.transformer.max_sequence, partial)
    shutil.copy(args.tokenizer / "tokenizer.json", partial)
    write_config(layout.tokenizer, partial, preset.transformer.max_sequence)
    (partial / "generation_config.json").write_text(generation_config(preset))
    vocabulary.write(partial)
    load_codec(args.codec, preset).half().save_pretrained(partial / "vqvae")
    # Readers see the old folder or the new one, never a half-written one.
    old = args.out.with_name(args.out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if args.out.exists():
        args.out.rename(old)
    for file in partial.rglob("*.safetensors"):
        file.chmod(0o644)
    partial.rename(args.out)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    main()
