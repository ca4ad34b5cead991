"""Rasterised Noto icons, cached: variety for the codec, which must not know flat shapes alone."""

import io
import json
import random
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

SIDES = (32, 48, 64)


def build_icon_cache(icon_set: Path, destination: Path, limit: int, seed: int) -> None:
    """Render a sample of an Iconify JSON set to premultiplied RGBA at several sizes."""
    icons = json.loads(icon_set.read_text())
    names = sorted(icons["icons"])
    random.Random(seed).shuffle(names)
    view = f'0 0 {icons.get("width", 128)} {icons.get("height", 128)}'
    arrays: dict[int, list[np.ndarray]] = {side: [] for side in SIDES}
    for name in names[:limit]:
        body = icons["icons"][name]["body"]
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{view}" width="256" height="256">{body}</svg>'
        png = resvg_py.svg_to_bytes(svg_string=svg)
        large = Image.open(io.BytesIO(bytes(png))).convert("RGBa")
        for side in SIDES:
            arrays[side].append(np.asarray(large.resize((side, side), Image.Resampling.BOX)))
    np.savez(destination, **{str(side): np.stack(stack) for side, stack in arrays.items()})


def load_icons(cache: Path) -> dict[int, np.ndarray]:
    with np.load(cache) as stored:
        return {int(side): stored[side] for side in stored.files}


def paste_icons(picture: np.ndarray, icons: dict[int, np.ndarray], rng: random.Random) -> None:
    """Two to five icons anywhere, in place."""
    for _ in range(rng.randint(2, 5)):
        side = rng.choice(SIDES)
        icon = icons[side][rng.randrange(len(icons[side]))].astype(np.float32)
        y, x = rng.randint(0, picture.shape[0] - side), rng.randint(0, picture.shape[1] - side)
        window = picture[y : y + side, x : x + side]
        window[:] = np.rint(icon[..., :3] + window * (1 - icon[..., 3:] / 255))
