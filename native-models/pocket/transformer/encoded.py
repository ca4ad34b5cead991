"""Scenes as codes: drawn, encoded once, and kept as small arrays beside the seed that made them.

python -m pocket.transformer.encoded --help
"""

import argparse
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from diffusers import VQModel

from ..codec.model import build_codec, encode_codes
from ..codec.pictures import to_tensor
from ..presets import PRESETS, Preset
from ..scenes import compose
from ..scenes.draw import draw_scene
from ..scenes.scene import Group, Scene

KINDS = ["canonical", "given", "retouch"]


@dataclass(frozen=True)
class Example:
    """A picture; for retouching also the picture before, and the group that the region holds."""

    scene: Scene
    before: Scene | None = None
    group: Group | None = None


def make_example(kind: str, seed: int, index: int) -> Example:
    """The same example for the same numbers, always: only codes need storing."""
    rng = random.Random(f"{kind}/{seed}/{index}")
    if kind == "canonical":
        return Example(compose.training_scene(rng, True))
    if kind == "given":
        return Example(compose.training_scene(rng, rng.random() < 0.15))
    gradients = 0.0 if rng.random() < 0.75 else 0.6
    scene = compose.training_scene(rng, rng.random() < 0.5, gradient_share=gradients)
    group = rng.choice([group for group in scene.groups if group.count == 1] or scene.groups)
    others = tuple(other for other in scene.groups if other is not group)
    roll = rng.random()
    if roll < 0.1:
        # Nothing is to stay in the region: the picture after is the one without the group.
        return Example(replace(scene, groups=others), scene, group)
    if roll < 0.45:
        return Example(scene, scene, group)
    if roll < 0.85:
        return Example(scene, replace(scene, groups=others), group)
    stranger = replace(compose.random_groups(rng, scene.background, (1,))[0], items=group.items)
    return Example(scene, replace(scene, groups=(*others, stranger)), group)


def pictures_of(example: Example, pixels: int) -> list[np.ndarray]:
    scenes = [example.scene] if example.before is None else [example.scene, example.before]
    return [draw_scene(scene, pixels) for scene in scenes]


def encode(model: VQModel, preset: Preset, kind: str, seed: int, count: int, device: str) -> np.ndarray:
    """uint16 [count, 1 or 2, rows, columns]."""
    stored: list[np.ndarray] = []
    for start in range(0, count, 32):
        block = [pictures_of(make_example(kind, seed, i), preset.picture) for i in range(start, min(start + 32, count))]
        flat = np.stack([picture for pictures in block for picture in pictures])
        codes = encode_codes(model, to_tensor(flat).to(device)).cpu().numpy().astype(np.uint16)
        stored.append(codes.reshape(len(block), -1, *codes.shape[1:]))
    return np.concatenate(stored)


def load_codec(state: Path, preset: Preset) -> VQModel:
    model = build_codec(preset.codec, preset.picture)
    model.load_state_dict(torch.load(state / "codec.pt", map_location="cpu")["model"])
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--codec", type=Path, required=True, help="folder of the codec's state")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(1)
    preset = PRESETS[args.preset]
    codes = encode(load_codec(args.codec, preset).to(args.device), preset, args.kind, args.seed, args.count, args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    np.save(args.out / f"{args.kind}.{args.seed}.npy", codes)


if __name__ == "__main__":
    main()
