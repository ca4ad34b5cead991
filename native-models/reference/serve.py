"""Draw with the reference implementation, one job a line, for `npm run bench -- --reference DIR`.

In: {"prompt", "width", "height", "steps", "guidance", "temperature", "seed"}. Out: first a line about the model, then
{"seconds"} for every job, from the words to the pixels, as this engine measures it.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import layouts
import torch
from loading import Checkpoint, find_reference, load, threads


@torch.no_grad()
def draw(checkpoint: Checkpoint, job: dict[str, Any]) -> torch.Tensor:
    """Draws one job: float32 [1, 3, height, width], 0 to 1."""
    from generators.image_generation_generator import generate_image  # type: ignore[import-not-found]

    torch.manual_seed(job["seed"])
    rows, columns = job["height"] // checkpoint.patch_size, job["width"] // checkpoint.patch_size
    sequences = layouts.drawing(job["prompt"], layouts.blank(rows, columns, checkpoint), checkpoint)
    ids = generate_image(
        checkpoint.model, torch.tensor([sequences.whole]), uncon_ids=torch.tensor([sequences.unconditional_text]),
        seq_len=rows * columns, newline_every=columns, timesteps=job["steps"],
        mask_token_id=checkpoint.special["mask"], newline_id=checkpoint.special["line"],
        temperature=job["temperature"], cfg_scale=job["guidance"], code_start=len(sequences.conditional) + 2,
        codebook_size=checkpoint.codebook_size, text_vocab_size=checkpoint.code_offset,
    )
    codes = (ids - checkpoint.code_offset).view(1, rows, columns)
    shape = (1, rows, columns, checkpoint.codec.config.latent_channels)
    return checkpoint.codec.decode(codes, force_not_quantize=True, shape=shape).sample.clip(0, 1)


def say(content: dict[str, Any]) -> None:
    """Writes one line of JSON."""
    print(json.dumps(content), flush=True)


def main() -> None:
    """Runs the command line: draws a job for every line of stdin."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()
    threads(options.threads)
    find_reference(options.reference)
    checkpoint = load(options.checkpoint)
    config = checkpoint.model.config
    say({"width": config.d_model, "layers": config.n_layers, "codebookSize": checkpoint.codebook_size})
    for line in sys.stdin:
        job = json.loads(line)
        started = time.perf_counter()
        draw(checkpoint, job)
        say({"seconds": time.perf_counter() - started})


if __name__ == "__main__":
    main()
