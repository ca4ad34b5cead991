"""The cases that are compared: the network layer by layer, the codec, layouts, and whole jobs."""

import random
from dataclasses import replace
from typing import Any

import image_sampling
import layouts
import numpy as np
import text_sampling
import torch
from folder import Folder
from image_sampling import Settings
from layouts import Grid, Sequences
from loading import SPECIALS, Checkpoint
from PIL import Image, ImageDraw

# Two choices whose scores differ by less than this may change places by rounding alone: another seed is tried.
SAFE_MARGIN = 5e-4
SEEDS = 12


def picture(size: int, seed: int) -> Image.Image:
    """A square picture of `size` pixels: a gradient from one colour to another with three discs on it."""
    rng = np.random.default_rng(seed)
    ends = rng.uniform(0, 255, (2, 3))
    ramp = np.linspace(0, 1, size)[:, None, None]
    image = Image.fromarray(np.broadcast_to(ends[0] * (1 - ramp) + ends[1] * ramp, (size, size, 3)).astype("uint8"))
    pen = ImageDraw.Draw(image)
    for _ in range(3):
        x, y, r = rng.uniform(0.2, 0.8) * size, rng.uniform(0.2, 0.8) * size, rng.uniform(0.1, 0.25) * size
        pen.ellipse([x - r, y - r, x + r, y + r], fill=tuple(int(c) for c in rng.integers(0, 256, 3)))
    return image


def pixels_of(image: Image.Image) -> torch.Tensor:
    """A picture as the codec takes it: float32 [1, 3, height, width], 0 to 1."""
    return torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255


@torch.no_grad()
def encoded(image: Image.Image, checkpoint: Checkpoint) -> tuple[Grid, torch.Tensor]:
    """What the reference's codec makes of a picture: the grid of its codes, and the latents [channels, rows, columns]."""
    latents = checkpoint.codec.encode(pixels_of(image)).latents
    indices = checkpoint.codec.quantize(latents)[2][2].flatten()
    rows, columns = latents.shape[-2:]
    return Grid(rows, columns, (indices + checkpoint.code_offset).tolist()), latents[0]


@torch.no_grad()
def codec(checkpoint: Checkpoint, folder: Folder, sizes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Cases of codec.json: pictures of the sizes (width, height), their latents and codes, and the pixels decoded from those."""
    cases = []
    for index, (width, height) in enumerate(sizes):
        image = picture(max(width, height), index).crop((0, 0, width, height))
        name = f"codec/{index}.png"
        (folder.path / "codec").mkdir(exist_ok=True)
        image.save(folder.path / name)
        grid, latents = encoded(image, checkpoint)
        codes = torch.tensor(grid.ids).view(1, grid.rows, grid.columns) - checkpoint.code_offset
        shape = (1, grid.rows, grid.columns, checkpoint.codec.config.latent_channels)
        decoded = checkpoint.codec.decode(codes, force_not_quantize=True, shape=shape).sample[0]
        cases.append({
            "picture": name, "width": width, "height": height, "grid": [grid.rows, grid.columns],
            "latents": folder.array(f"codec/{index}.latents.f32", latents), "codes": codes.flatten().tolist(),
            "decoded": folder.array(f"codec/{index}.decoded.f32", decoded),
        })
    return cases


@torch.no_grad()
def layers(checkpoint: Checkpoint, folder: Folder, sequences: list[Sequences]) -> list[dict[str, Any]]:
    """Cases of logits.json: the input of every block, the output of the final norm, and all logits."""
    cases = []
    for index, each in enumerate(sequences):
        output = checkpoint.model.model(torch.tensor([each.whole]), output_hidden_states=True)
        hidden = torch.cat(output.hidden_states)
        cases.append({
            "ids": each.whole,
            "logits": folder.array(f"logits/{index}.logits.f32", output.logits[0]),
            "hidden": folder.array(f"logits/{index}.hidden.f32", hidden),
        })
    return cases


def every_task(prompt: str, shown: list[Grid], grid: Grid, checkpoint: Checkpoint) -> list[Sequences]:
    """A sequence for each task: `shown` are two pictures that tasks take, and `grid` is the masked answer."""
    known = Grid(shown[0].rows, shown[0].columns, list(shown[0].ids))
    for cell in range(0, len(known.ids), 3):
        known.ids[cell] = checkpoint.special["mask"]
    found = [layouts.drawing(prompt, grid, checkpoint), layouts.drawing(prompt, known, checkpoint, "inpaint")]
    for task in layouts.EDIT_TYPES:
        pictures = shown if task == "style" else shown[:1]
        found.append(layouts.from_pictures(task, prompt, pictures, grid, checkpoint))
    return [*found, layouts.understanding("what is in the picture?", shown[0], 16, checkpoint)]


def sampled(
    checkpoint: Checkpoint, sequences: Sequences, settings: Settings, folder: Folder,
) -> dict[str, Any] | None:
    """A picture sampled by the reference, as an entry of traces.json.

    Tries SEEDS times to find one of which no decision depends on rounding (SAFE_MARGIN). None where every try does, as with a sure
    model's greedy picture, whose cells are equally certain.
    """
    for attempt in range(SEEDS):
        # A seed changes nothing in a greedy job. Another number of steps moves its decisions.
        how = replace(settings, steps=settings.steps + attempt) if settings.temperature == 0 else settings
        trace = image_sampling.run(checkpoint, sequences, how, folder, attempt)
        if trace["smallestMargin"] >= SAFE_MARGIN:
            return trace
    return None


def answered(checkpoint: Checkpoint, sequences: Sequences, folder: Folder, **settings: Any) -> dict[str, Any]:
    """An answer sampled by the reference, as an entry of text.json.

    Tries SEEDS seeds to find one of which no decision depends on rounding, and takes the last one otherwise. `settings` are those of
    text_sampling.run.
    """
    for seed in range(SEEDS - 1):
        trace = text_sampling.run(checkpoint, sequences, folder, seed=seed, **settings)
        if trace["smallestMargin"] >= SAFE_MARGIN or settings["temperature"] == 0:
            return trace
    return text_sampling.run(checkpoint, sequences, folder, seed=SEEDS - 1, **settings)


def special_tokens(checkpoint: Checkpoint) -> dict[str, Any]:
    """Text and id of every special token, by its role."""
    return {role: {"content": SPECIALS[role], "id": identity} for role, identity in checkpoint.special.items()}


class _Sides:
    """Stands in for a picture in the reference's resizing, and records the sizes that it is brought to."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.box = self.size
        self.bicubic = self.size

    def resize(self, size: tuple[int, int], resample: int) -> "_Sides":
        self.size = size
        if resample == Image.Resampling.BOX:
            self.box = size
        self.bicubic = size
        return self

    def crop(self, box: tuple[int, int, int, int]) -> "_Sides":
        self.size = (box[2] - box[0], box[3] - box[1])
        return self


def working_sizes(targets: list[int], sizes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Cases of sizes.json: for each target side and size (width, height), the size that the reference chooses to work at."""
    from utils.image_utils import generate_crop_size_list, var_center_crop  # type: ignore[import-not-found]

    random.seed(0)
    cases = []
    for target in targets:
        choices = generate_crop_size_list((target // 32) ** 2, 32)
        for width, height in sizes:
            sides = var_center_crop(_Sides(width, height), crop_size_list=choices)
            cases.append({
                "target": target, "width": width, "height": height, "chosen": list(sides.size),
                "afterBox": list(sides.box), "afterBicubic": list(sides.bicubic),
            })
    return cases
