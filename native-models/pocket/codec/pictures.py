"""Pictures that train the codec, their codes, and the weight of each pixel's error."""

import io
import random
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Tensor

from ..scenes import compose, grounds, maps, world
from ..scenes.draw import draw_scene
from ..scenes.maps import Map, draw_map
from ..scenes.scene import Background, Scene
from .vocabulary import MAP_GROUND, Vocabulary

EDGE_WEIGHT = 4.0
# Share of things among the members. Each thing has patches of its own, while shapes share outlines.
THING_SHARE = 0.7
# Share of scenes on their canonical background, and of those on a background in a colour that no shape has.
CANONICAL_SHARE = 0.15
LIGHT_SHARE = 0.06
OTHER_GROUNDS = [name for name in world.GROUNDS if name not in world.COLOURS]
# Sides that a picture may have had before it was brought to the native one.
OTHER_SIZES = (1.25, 1.6, 2, 3)
# The kinds and their shares, as far as there are codes for them: mostly the world, the rest so that a photograph
# put under the brush does not fall apart.
KINDS = {"canonical": 0.22, "aligned": 0.1, "free": 0.2, "styled": 0.2, "map": 0.24, "texture": 0.04}
# Lines a pixel wide are the hardest to draw.
MAP_KINDS = {"canny": 0.6, "depth": 0.2, "segmentation": 0.2}


@dataclass
class PictureSource:
    """An endless source of random pictures and their codes. The same seed gives the same pictures."""

    vocabulary: Vocabulary
    # Along a side of a picture; the codec's own size, not the one that the codebook is laid out on.
    pixels: int
    seed: int
    # Whether to disturb pictures as other programs do: other antialiasing, compression, small shifts in colour.
    disturbed: bool
    rng: random.Random = field(init=False)
    noise: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.noise = np.random.default_rng(self.seed)

    def batch(self, count: int) -> tuple[Tensor, Tensor]:
        """float [count, 3, pixels, pixels] in 0..1 and codes [count, rows, columns]."""
        pictures, codes = zip(*(self._picture() for _ in range(count)), strict=True)
        return to_tensor(np.stack(pictures)), torch.from_numpy(np.stack(codes))

    def crops(self, count: int, cells: int) -> tuple[Tensor, Tensor]:
        """Pictures [count, 3, h, w] and codes [count, cells, cells], cut around an outline where there is one.

        Most of a whole picture is flat background, from which a decoder learns little.
        """
        pictures, codes = self.batch(count)
        cell, most = self.pixels // self.vocabulary.grid, self.vocabulary.grid - cells
        cut_pictures, cut_codes = [], []
        for picture, said in zip(pictures, codes, strict=True):
            outlines = (said >= len(self.vocabulary.flats)).nonzero().tolist() or [[cells, cells]]
            row, column = self.rng.choice(outlines)
            top, left = (min(max(at - self.rng.randrange(cells), 0), most) for at in (row, column))
            cut_codes.append(said[top : top + cells, left : left + cells])
            cut_pictures.append(picture[:, top * cell : (top + cells) * cell, left * cell : (left + cells) * cell])
        return torch.stack(cut_pictures), torch.stack(cut_codes)

    def _picture(self) -> tuple[np.ndarray, np.ndarray]:
        kind = self._one_of({kind: share for kind, share in KINDS.items() if kind != "styled" or self.vocabulary.things.styles > 1})
        if kind == "texture":
            drawn = self._texture()
            return drawn, self.vocabulary.flat_codes(drawn)
        drawn = self._map() if kind == "map" else self._scene(kind)
        if isinstance(drawn, Scene) and self.rng.random() < CANONICAL_SHARE:
            drawn = grounds.on_canonical_ground(drawn)
        elif isinstance(drawn, Scene) and self.rng.random() < LIGHT_SHARE:
            # Backgrounds in other colours than the palette's are rare otherwise, and came out mottled.
            drawn = replace(drawn, background=Background(self.rng.choice(OTHER_GROUNDS)))
        picture = self.seen(drawn)
        if kind == "map" and not self.disturbed:
            # The background of maps has the code of the palette's black, and is drawn in that colour.
            picture = np.maximum(picture, np.array(maps.level(MAP_GROUND), np.uint8))
        return picture, self.vocabulary.codes_of(drawn)

    def seen(self, drawn: Scene | Map) -> np.ndarray:
        """The picture of a scene or a map: uint8 [pixels, pixels, 3], disturbed now and then where the source disturbs."""
        if self.disturbed and self.rng.random() < 0.3:
            return self._shrunk(drawn)
        picture = _draw(drawn, self.pixels)
        return self._disturb(picture) if self.disturbed and self.rng.random() < 0.4 else picture

    def _shrunk(self, drawn: Scene | Map) -> np.ndarray:
        """As another size's picture arrives: drawn larger, brought to the native size by some filter."""
        pixels = self.pixels
        larger = Image.fromarray(_draw(drawn, round(pixels * self.rng.choice(OTHER_SIZES))))
        filters = [Image.Resampling.LANCZOS, Image.Resampling.LANCZOS, Image.Resampling.BICUBIC, Image.Resampling.BOX]
        return np.array(larger.resize((pixels, pixels), self.rng.choice(filters)))

    def _map(self) -> Map:
        maker = compose.free_scene if self.rng.random() < 0.7 else compose.canonical_scene
        kind = self._one_of({kind: share for kind, share in MAP_KINDS.items() if kind in self.vocabulary.map_kinds})
        return Map(kind, maker(self.rng, gradient_share=0.15, things=THING_SHARE))

    def _one_of(self, shares: dict[str, float]) -> str:
        return self.rng.choices(list(shares), list(shares.values()))[0]

    def _scene(self, kind: str) -> Scene:
        if kind == "styled":
            maker = compose.free_scene if self.rng.random() < 0.6 else compose.canonical_scene
            return compose.in_styles(maker(self.rng, gradient_share=0.15, things=1.0), self.rng)
        if kind == "canonical":
            return compose.canonical_scene(self.rng, gradient_share=0.08, things=THING_SHARE)
        if kind == "aligned":
            return compose.aligned_scene(self.rng, gradient_share=0.2, things=THING_SHARE)
        return compose.free_scene(self.rng, gradient_share=0.3, things=THING_SHARE)

    def _disturb(self, drawn: np.ndarray) -> np.ndarray:
        picture = Image.fromarray(drawn)
        roll = self.rng.random()
        if roll < 0.35:
            picture = picture.filter(ImageFilter.GaussianBlur(self.rng.uniform(0.2, 0.8)))
        elif roll < 0.6:
            packed = io.BytesIO()
            picture.save(packed, "JPEG", quality=self.rng.randint(50, 92))
            picture = Image.open(packed)
        shifted = np.asarray(picture, np.float32) * self.rng.uniform(0.97, 1.03) + self.noise.normal(0, 2, 3)
        return np.clip(shifted + self.noise.normal(0, self.rng.uniform(0, 3), drawn.shape), 0, 255).astype(np.uint8)

    def _texture(self) -> np.ndarray:
        """Sums of coloured noise from broad to fine, as photographs have: half the energy an octave."""
        pixels = self.pixels
        field_sum = np.zeros((pixels, pixels, 3), np.float32)
        strength, fall = 1.0, self.rng.uniform(0.35, 0.75)
        for cells in (2, 4, 8, 16, 32):
            grid = self.noise.normal(size=(cells + 1, cells + 1, 3)).astype(np.float32)
            field_sum += strength * _stretch(grid, pixels)
            strength *= fall
        base = self.noise.uniform(0, 255, 3)
        return np.clip(base + field_sum * self.rng.uniform(15, 70), 0, 255).astype(np.uint8)


def _draw(drawn: Scene | Map, pixels: int) -> np.ndarray:
    return draw_map(drawn, pixels) if isinstance(drawn, Map) else draw_scene(drawn, pixels)


def _stretch(grid: np.ndarray, pixels: int) -> np.ndarray:
    """Bilinear, from a coarse lattice to every pixel."""
    cells = grid.shape[0] - 1
    position = np.linspace(0, cells, pixels, endpoint=False)
    low = position.astype(int)
    mix = (position - low).astype(np.float32)
    rows = grid[low] + (grid[low + 1] - grid[low]) * mix[:, None, None]
    return rows[:, low] + (rows[:, low + 1] - rows[:, low]) * mix[None, :, None]


def to_tensor(pictures: np.ndarray) -> Tensor:
    """uint8 [n, h, w, 3] to float32 [n, 3, h, w] in 0..1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(255)


def edge_weights(pictures: Tensor) -> Tensor:
    """Weights [n, 1, h, w] of pictures [n, 3, h, w]: 1 on flat areas, and more within two pixels of an edge."""
    dx = (pictures[..., :, 1:] - pictures[..., :, :-1]).abs().amax(1, keepdim=True)
    dy = (pictures[..., 1:, :] - pictures[..., :-1, :]).abs().amax(1, keepdim=True)
    edges = torch.nn.functional.pad(dx, (0, 1)) + torch.nn.functional.pad(dy, (0, 0, 0, 1))
    # Faint edges count as much as strong ones: a grey star on purple is as much a star.
    wide = torch.nn.functional.max_pool2d((edges * 3).clamp(max=0.5), 5, 1, 2)
    return 1 + EDGE_WEIGHT * wide
