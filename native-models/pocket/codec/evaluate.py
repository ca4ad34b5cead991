"""What the codec keeps: objects recognised after encoding and decoding, and PSNR.

python -m pocket.codec.evaluate --state FOLDER [--count N] [--sheet FILE]
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ..judging.verdict import recognised_share
from ..presets import PRESETS
from ..scenes import compose
from ..scenes.draw import draw_scene
from ..transformer.encoded import load_codec
from .model import decode_codes, encode_codes
from .pictures import to_tensor


def to_bytes(pictures: torch.Tensor) -> np.ndarray:
    return (pictures * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--sheet", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    preset = PRESETS[args.preset]
    model = load_codec(args.state, preset)
    rng = random.Random(99)
    for name in ("canonical", "given"):
        scenes = [
            compose.canonical_scene(rng) if name == "canonical" else compose.free_scene(rng, gradient_share=0.3)
            for _ in range(args.count)
        ]
        drawn = np.stack([draw_scene(scene, preset.picture) for scene in scenes])
        back, used = [], set()
        for part in np.array_split(drawn, max(1, len(drawn) // 20)):
            codes = encode_codes(model, to_tensor(part))
            used |= set(codes.flatten().tolist())
            back.append(to_bytes(decode_codes(model, codes)))
        decoded = np.concatenate(back)
        hits = [recognised_share(picture, scene) for picture, scene in zip(decoded, scenes, strict=True)]
        error = np.square(decoded.astype(np.float32) - drawn).mean() / 255**2
        share = sum(h for h, _ in hits) / sum(n for _, n in hits)
        print(f"{name}: recognised {share:.3f} of {sum(n for _, n in hits)}, psnr {-10 * np.log10(error):.2f}, {len(used)} codes", flush=True)
        if args.sheet:
            rows = [np.concatenate(list(pair), 0) for pair in zip(drawn[:12], decoded[:12], strict=True)]
            Image.fromarray(np.concatenate(rows, 1)).save(args.sheet.with_stem(f"{args.sheet.stem}-{name}"))


if __name__ == "__main__":
    main()
