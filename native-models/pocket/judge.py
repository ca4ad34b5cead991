"""Measure a checkpoint in the public layout, by suite: python -m pocket.judge FOLDER --help"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from diffusers import VQModel
from PIL import Image

from .codec.evaluate import to_bytes
from .codec.model import decode_codes, encode_codes
from .codec.pictures import to_tensor
from .judging.perceive import read_picture
from .judging.suites import FACTS, FORMS, suite_scenes
from .judging.verdict import faults
from .language.captions import caption
from .language.layouts import DRAW, Layout
from .language.prompts import prompt
from .language.questions import description, question
from .scenes import compose
from .scenes.draw import draw_scene
from .scenes.scene import Scene, is_held_out
from .transformer.checkpoint import load_denoiser, load_layout
from .transformer.network import Denoiser
from .transformer.sampler import answer_questions, sample_pictures

BATCH = 16


def draw_suite(model: Denoiser, layout: Layout, codec: VQModel, scenes: list[Scene], args: argparse.Namespace) -> np.ndarray:
    rng = random.Random(args.seed)
    words = [prompt(scene, rng) for scene in scenes]
    pictures = []
    for start in range(0, len(words), BATCH):
        ids = [layout.prompt(DRAW, text) for text in words[start : start + BATCH]]
        empty = torch.full((len(ids), args.grid, args.grid), -1)
        codes = sample_pictures(
            model, layout, ids, layout.unconditional(DRAW), empty,
            steps=args.steps, guidance=args.guidance, temperature=args.temperature, seed=args.seed + start,
        )
        pictures.append(to_bytes(decode_codes(codec, codes)))
    return np.concatenate(pictures)


def judge_pictures(model: Denoiser, layout: Layout, codec: VQModel, args: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """By suite: the share that shows the suite's facts, and the share without any fault."""
    results = {}
    for suite in args.suites:
        # This judge knows shapes alone; `dimoo eval` knows everything.
        scenes = suite_scenes(suite, args.count, args.seed, things=0)
        pictures = draw_suite(model, layout, codec, scenes, args)
        readings = [read_picture(picture) for picture in pictures]
        facts = [FACTS[suite](r, s) for r, s in zip(readings, scenes, strict=True)]
        strict = [not faults(r, s) for r, s in zip(readings, scenes, strict=True)]
        results[suite] = (float(np.mean(facts)), float(np.mean(strict)))
        print(f"{suite:12s} facts {results[suite][0]:.2f} strict {results[suite][1]:.2f} of {args.count}", flush=True)
        if args.sheets:
            write_sheet(pictures, scenes, strict, args.sheets / f"{suite}.png")
    return results


def write_sheet(pictures: np.ndarray, scenes: list[Scene], right: list[bool], file: Path) -> None:
    """What was asked above what was drawn; a green bar under the right ones, a red one under the others."""
    columns = []
    for picture, scene, good in zip(pictures[:12], scenes, right, strict=False):
        bar = np.full((6, picture.shape[1], 3), (0, 200, 0) if good else (220, 0, 0), np.uint8)
        columns.append(np.concatenate([draw_scene(scene, picture.shape[0]), picture, bar]))
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate(columns, 1)).save(file)


def judge_texts(model: Denoiser, layout: Layout, codec: VQModel, args: argparse.Namespace) -> dict[str, float]:
    rng = random.Random(f"texts/{args.seed}")
    scenes: list[Scene] = []
    while len(scenes) < args.count * 2:
        scene = compose.free_scene(rng)
        if is_held_out(scene):
            scenes.append(scene)
    asked = [description(s, rng) if i % 2 == 0 else question(s, rng) for i, s in enumerate(scenes)]
    given: list[str] = []
    for start in range(0, len(scenes), BATCH):
        drawn = to_tensor(np.stack([draw_scene(s, args.pixels) for s in scenes[start : start + BATCH]]))
        tokens = encode_codes(codec, drawn) + layout.code_offset
        sequences = [layout.question(q, t.tolist()) for (q, _), t in zip(asked[start : start + BATCH], tokens, strict=True)]
        given += answer_questions(model, layout, sequences, steps=args.text_steps, length=args.answer_length)
    right = [answer == wanted for answer, (_, wanted) in zip(given, asked, strict=True)]
    for index in range(min(args.show, len(scenes))):
        print(f"  {asked[index][0]} | {asked[index][1]} | {given[index]}")
    unsized = [_facts(a) == _facts(caption(s)) for a, s in zip(given[::2], scenes[::2], strict=True)]
    results = {"captions": float(np.mean(right[::2])), "captions but sizes": float(np.mean(unsized)), "questions": float(np.mean(right[1::2]))}
    print("  ".join(f"{name} {share:.2f}" for name, share in results.items()), f"of {args.count}", flush=True)
    return results


def _facts(text: str) -> str:
    return " ".join(word for word in text.split() if word not in ("small", "medium", "large"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--suites", nargs="*", default=list(FORMS))
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--guidance", type=float, default=2.0)
    parser.add_argument("--temperature", type=float, default=0.5)
    parser.add_argument("--text-steps", type=int, default=16)
    parser.add_argument("--answer-length", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=6)
    parser.add_argument("--no-texts", action="store_true")
    parser.add_argument("--sheets", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    codec = VQModel.from_pretrained(args.checkpoint, subfolder="vqvae").float().eval()
    model = load_denoiser(args.checkpoint)
    layout = load_layout(args.checkpoint, model.shape.vocabulary, codec.config.num_vq_embeddings)
    generation = json.loads((args.checkpoint / "generation_config.json").read_text())
    args.pixels = generation["nativeSize"][0]
    args.grid = args.pixels // 2 ** (len(codec.config.block_out_channels) - 1)
    judge_pictures(model, layout, codec, args)
    if not args.no_texts:
        judge_texts(model, layout, codec, args)


if __name__ == "__main__":
    main()
