"""Scenes in which one thing is asked for by words, for `npm run bench -- --words DIR`.

    python -m pocket.suites.named_parts --out DIR [--count 96]

Writes DIR/named-parts.jsonl, one job a line: the picture, the words, and the mask of what the words mean, which is null
where the picture shows nothing of that name. Every scene is held out of training.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from PIL import Image

from ..language.questions import absent_name
from ..scenes import compose, world
from ..scenes.draw import draw_scene
from ..scenes.maps import coverage
from ..scenes.scene import Group, Scene
from .facts import held_out_scenes

PIXELS = 256
# Counts of the groups' members, and how often such a scene is drawn.
COUNTS: list[tuple[tuple[int, ...], float]] = [
    ((1,), 0.1), ((1, 1), 0.4), ((1, 2), 0.15), ((2, 1), 0.1), ((1, 1, 1), 0.25),
]
# Share of the jobs that ask for something that is not there.
ABSENT = 0.25


def main() -> None:
    """Writes the jobs, their pictures and their masks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=96)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(f"named-parts/{options.seed}")
    lines = [json.dumps(a_job(rng, index, options.out)) for index in range(options.count)]
    (options.out / "named-parts.jsonl").write_text("\n".join(lines) + "\n")


def a_job(rng: random.Random, index: int, out: Path) -> dict[str, str | None]:
    """One job. Its picture and its mask are written to `out`."""
    counts = rng.choices([entry[0] for entry in COUNTS], [entry[1] for entry in COUNTS])[0]
    [scene] = held_out_scenes(rng, lambda: compose.free_scene(rng, gradient_share=0.15, counts=counts))
    image, truth = f"{index:03}.png", f"{index:03}-truth.png"
    Image.fromarray(draw_scene(scene, PIXELS)).save(out / image)
    if rng.random() < ABSENT:
        return {"image": image, "words": absent_name(scene, rng), "truth": None}
    group = rng.choice(scene.groups)
    Image.fromarray(mask_of(group)).save(out / truth)
    return {"image": image, "words": words_for(group, scene, rng), "truth": truth}


def words_for(group: Group, scene: Scene, rng: random.Random) -> str:
    """What a person types to mean this group: its name, with its colour half of the time where it has one."""
    coloured = group.colour is not None and rng.random() < 0.5
    name = group.name if group.count == 1 else world.plural(group.name)
    article = rng.choice(["", "the "])
    return f"{article}{group.colour} {name}" if coloured else f"{article}{name}"


def mask_of(group: Group) -> np.ndarray:
    """uint8 [PIXELS, PIXELS]: 255 where a member of the group stands."""
    mask = np.zeros((PIXELS, PIXELS), np.uint8)
    for item in group.items:
        mask[coverage(group, item, PIXELS) > 0.5] = 255
    return mask


if __name__ == "__main__":
    main()
