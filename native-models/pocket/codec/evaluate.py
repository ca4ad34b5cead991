"""How well the codec keeps a picture: cells that the encoder reads right, PSNR, and the width of edges.

python -m pocket.codec.evaluate --state FOLDER [--count N] [--sheet FILE]

`pocket.codec.judged` measures what is still recognised.
"""

import argparse
import itertools
import random
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image

from ..presets import PRESETS
from ..scenes import compose, maps
from ..scenes.draw import draw_scene
from ..scenes.scene import Scene
from .model import decode_codes, encode_codes, load_codec, vocabulary_of
from .pictures import to_tensor
from .sharpness import PAGE, edge_width
from .vocabulary import MAP_GROUND

KINDS = {"canonical": compose.canonical_scene, "aligned": compose.aligned_scene, "free": compose.free_scene}
# Share of things among the members, and whether they have other styles than the default one.
WORLDS = {"shapes": (0, False), "things": (1, False), "things in other styles": (1, True)}
# The level from which a pixel belongs to a line: half way from black to white.
LINE = 127


def to_bytes(pictures: torch.Tensor) -> np.ndarray:
    """float [n, 3, h, w] in 0..1 to uint8 [n, h, w, 3]."""
    return (pictures * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()


def boxes(scene: Scene, pixels: int) -> np.ndarray:
    """bool [pixels, pixels]: True inside the box of any member."""
    inside = np.zeros((pixels, pixels), bool)
    for _, item in scene.items:
        left, top, right, bottom = (
            round((centre + sign * item.side / 2) * pixels) for sign in (-1, 1) for centre in (item.x, item.y)
        )
        inside[top:bottom, left:right] = True
    return inside


def line_f1(drawn: np.ndarray, truth: np.ndarray) -> float:
    """F1 of two edge maps [pixels, pixels], 0 to 1.

    A line counts as found where the other map has one in the same pixel or beside it.
    """
    seen, wanted = drawn > LINE, truth > LINE
    if not seen.any() or not wanted.any():
        return float(seen.any() == wanted.any())
    near = [cv2.dilate(lines.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0 for lines in (seen, wanted)]
    precision, recall = near[1][seen].mean(), near[0][wanted].mean()
    return float(2 * precision * recall / max(precision + recall, 1e-9))


def circles(rng: random.Random, count: int) -> list[Scene]:
    """A circle each, where compositions put it, on a ground of another colour."""
    made: list[Scene] = []
    while len(made) < count:
        scene = compose.canonical_scene(rng, form="single", things=0)
        if scene.groups[0].name == "circle":
            made.append(scene)
    return made


def mean_edge_width(pictures: np.ndarray, scenes: list[Scene]) -> float:
    """In pixels of a page of 1,024, of pictures [n, pixels, pixels, 3] of `circles`."""
    items = [scene.groups[0].items[0] for scene in scenes]
    return float(np.nanmean([edge_width(picture, (item.x, item.y), item.side) for picture, item in zip(pictures, items, strict=True)]))


def psnr(pictures: np.ndarray, wanted: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of pictures of one shape, 0 to 255."""
    return float(-10 * np.log10(np.square(pictures.astype(np.float32) - wanted).mean() / 255**2))


def main() -> None:
    """Runs the command line: prints a line for each kind of picture, and writes sheets of ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--sheet", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    preset = PRESETS[args.preset]
    model, vocabulary = load_codec(args.state, preset), vocabulary_of(preset)
    rng = random.Random(99)
    worlds = {name: kind for name, kind in WORLDS.items() if not kind[1] or vocabulary.things.styles > 1}
    for (name, make), (world_name, (things, styled)) in itertools.product(KINDS.items(), worlds.items()):
        gradients = 0.3 if name == "free" else 0.0
        scenes = [make(rng, gradient_share=gradients, things=things) for _ in range(args.count)]
        if styled:
            scenes = [compose.in_styles(scene, rng) for scene in scenes]
        drawn = np.stack([draw_scene(scene, preset.picture) for scene in scenes])
        laid = torch.from_numpy(np.stack([vocabulary.codes_of(scene) for scene in scenes]))
        read = torch.cat([encode_codes(model, part) for part in to_tensor(drawn).split(20)])
        decoded = [to_bytes(torch.cat([decode_codes(model, part) for part in codes.split(20)])) for codes in (laid, read)]
        inside = np.stack([boxes(scene, preset.picture) for scene in scenes])
        errors = [f"{psnr(pictures[inside], drawn[inside]):.2f}" for pictures in decoded]
        print(
            f"{name} {world_name}: in boxes {errors[0]} dB from laid-out codes, {errors[1]} dB encoded and decoded; "
            f"cells read right {float((laid == read).float().mean()):.4f}", flush=True,
        )
        if args.sheet:
            columns = [np.concatenate(trio, 0) for trio in zip(drawn[:10], decoded[0][:10], decoded[1][:10], strict=True)]
            Image.fromarray(np.concatenate(columns, 1)).save(args.sheet.with_stem(f"{args.sheet.stem}-{name}-{world_name}"))
    scenes = circles(rng, args.count)
    drawn = np.stack([draw_scene(scene, preset.picture) for scene in scenes])
    laid = torch.from_numpy(np.stack([vocabulary.codes_of(scene) for scene in scenes]))
    decoded = to_bytes(torch.cat([decode_codes(model, part) for part in laid.split(20)]))
    print(
        f"edges of circles: {mean_edge_width(decoded, scenes):.1f} pixels of a page of {PAGE}, as rendered "
        f"{mean_edge_width(drawn, scenes):.1f}", flush=True,
    )
    for kind in vocabulary.map_kinds:
        wanted = [maps.Map(kind, compose.free_scene(rng, gradient_share=0.15)) for _ in range(args.count)]
        drawn = np.stack([maps.draw_map(one, preset.picture) for one in wanted])
        # The background of maps has the code of the palette's black, so it is compared with that.
        drawn = np.maximum(drawn, np.array(maps.level(MAP_GROUND), np.uint8))
        laid = torch.from_numpy(np.stack([vocabulary.codes_of(one) for one in wanted]))
        read = torch.cat([encode_codes(model, part) for part in to_tensor(drawn).split(20)])
        decoded = to_bytes(torch.cat([decode_codes(model, part) for part in laid.split(20)]))
        lines = np.mean([line_f1(one[..., 0], truth[..., 0]) for one, truth in zip(decoded, drawn, strict=True)])
        found = f"lines found {lines:.3f}" if kind == "canny" else f"{psnr(decoded, drawn):.2f} dB"
        print(f"{kind}: from laid-out codes {found}; cells read right {float((laid == read).float().mean()):.4f}", flush=True)
        if args.sheet:
            columns = [np.concatenate(pair, 0) for pair in zip(drawn[:10], decoded[:10], strict=True)]
            Image.fromarray(np.concatenate(columns, 1)).save(args.sheet.with_stem(f"{args.sheet.stem}-{kind}"))


if __name__ == "__main__":
    main()
