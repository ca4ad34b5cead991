"""What is still recognised after encoding and decoding, for the studio's judge of pictures:

    python -m pocket.codec.judged --state FOLDER --out DIR
    node evaluation/evaluate.ts report --suite DIR/suite.jsonl --out DIR

One thing or shape a picture, so that a share of pictures is a share of things.
"""

import argparse
import json
import random
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ..presets import PRESETS
from ..scenes import compose
from ..scenes.draw import draw_scene
from ..suites.facts import Job, write_lines
from ..suites.guided import kept_facts
from .evaluate import boxes, psnr, to_bytes
from .model import decode_codes, encode_codes, load_codec
from .pictures import to_tensor

SUITES = {
    "composed": partial(compose.canonical_scene, form="single"),
    "on-lattice": partial(compose.aligned_scene, counts=(1,)),
    "anywhere": partial(compose.free_scene, gradient_share=0.0, counts=(1,)),
}


def main() -> None:
    """Runs the command line: writes the suites, what the codec makes of their pictures, and the facts of the run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    torch.set_num_threads(1)
    preset = PRESETS[args.preset]
    model = load_codec(args.state, preset)
    (args.out / "drawings").mkdir(parents=True, exist_ok=True)
    lines: list[Job] = []
    answers: list[Job] = []
    for suite, make in SUITES.items():
        rng = random.Random(f"codec/{suite}")
        scenes = [make(rng) for _ in range(args.count)]
        drawn = np.stack([draw_scene(scene, preset.picture) for scene in scenes])
        decoded = np.concatenate([to_bytes(decode_codes(model, encode_codes(model, part))) for part in to_tensor(drawn).split(20)])
        inside = np.stack([boxes(scene, preset.picture) for scene in scenes])
        print(f"{suite}: in boxes {psnr(decoded[inside], drawn[inside]):.2f} dB", flush=True)
        for index, (scene, picture) in enumerate(zip(scenes, decoded, strict=True)):
            name = f"{suite}-{index:03}"
            Image.fromarray(picture).save(args.out / "drawings" / f"{name}.png")
            facts = kept_facts(scene) | {"facts": ["things", "count", "colour"]}
            lines.append({"id": name, "suite": f"codec, {suite}", "task": "generate", "prompt": "", "expect": facts})
            answers.append({"id": name, "output": str(args.out.resolve() / "drawings" / f"{name}.png")})
    for name, entries in (("suite", lines), ("answers", answers)):
        write_lines(args.out / f"{name}.jsonl", entries)
    run = {"model": str(args.state), "modelHash": "", "provider": "pytorch", "started": "", "seconds": 0}
    (args.out / "run.json").write_text(json.dumps(run))


if __name__ == "__main__":
    main()
