"""Pictures to train the codec on, and how much each pixel's error counts."""

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from ..scenes import compose
from ..scenes.draw import draw_scene
from ..scenes.icons import paste_icons
from ..scenes.scene import Scene

EDGE_WEIGHT = 4.0
# The kinds and their shares: mostly the world, the rest so that a photograph
# put under the brush does not fall apart.
KINDS = {"canonical": 0.43, "free": 0.40, "icons": 0.10, "texture": 0.07}


@dataclass
class PictureSource:
    pixels: int
    seed: int
    icons: dict[int, np.ndarray] | None
    rng: random.Random = field(init=False)
    noise: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.noise = np.random.default_rng(self.seed)

    def picture(self) -> tuple[np.ndarray, Scene | None]:
        """uint8 [pixels, pixels, 3], and its scene where it is one."""
        kind = self.rng.choices(list(KINDS), list(KINDS.values()))[0]
        if kind == "texture":
            return self._texture(), None
        canonical = kind == "canonical"
        scene = (
            compose.canonical_scene(self.rng, gradient_share=0.1)
            if canonical
            else compose.free_scene(self.rng, gradient_share=0.3)
        )
        drawn = draw_scene(scene, self.pixels)
        if kind == "icons" and self.icons is not None:
            paste_icons(drawn, self.icons, self.rng)
        return drawn, scene

    def _texture(self) -> np.ndarray:
        """Sums of coloured noise from broad to fine, as photographs have: half the energy an octave."""
        field_sum = np.zeros((self.pixels, self.pixels, 3), np.float32)
        strength, fall = 1.0, self.rng.uniform(0.35, 0.75)
        for cells in (2, 4, 8, 16, 32):
            grid = self.noise.normal(size=(cells + 1, cells + 1, 3)).astype(np.float32)
            field_sum += strength * _stretch(grid, self.pixels)
            strength *= fall
        base = self.noise.uniform(0, 255, 3)
        return np.clip(base + field_sum * self.rng.uniform(15, 70), 0, 255).astype(np.uint8)

    def crops(self, count: int, size: int) -> Tensor:
        """float [count, 3, size, size] in 0..1, centred on things where there are any."""
        crops = np.empty((count, size, size, 3), np.uint8)
        for index in range(count):
            picture, scene = self.picture()
            x, y = self._focus(scene)
            left = min(max(x - size // 2, 0), self.pixels - size)
            top = min(max(y - size // 2, 0), self.pixels - size)
            crops[index] = picture[top : top + size, left : left + size]
        return to_tensor(crops)

    def whole(self, count: int) -> Tensor:
        return to_tensor(np.stack([self.picture()[0] for _ in range(count)]))

    def _focus(self, scene: Scene | None) -> tuple[int, int]:
        if scene is None:
            return self.rng.randrange(self.pixels), self.rng.randrange(self.pixels)
        _, item = self.rng.choice(scene.items)
        reach = item.side * 0.6
        x = item.x + self.rng.uniform(-reach, reach)
        y = item.y + self.rng.uniform(-reach, reach)
        return int(x * self.pixels), int(y * self.pixels)


def _stretch(grid: np.ndarray, pixels: int) -> np.ndarray:
    """Bilinear, from a coarse lattice to every pixel."""
    cells = grid.shape[0] - 1
    position = np.linspace(0, cells, pixels, endpoint=False)
    low = position.astype(int)
    mix = (position - low).astype(np.float32)
    rows = grid[low] + (grid[low + 1] - grid[low]) * mix[:, None, None]
    return rows[:, low] + (rows[:, low + 1] - rows[:, low]) * mix[None, :, None]


def to_tensor(pictures: np.ndarray) -> Tensor:
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(255)


def edge_weights(pictures: Tensor) -> Tensor:
    """1 on flat ground, more near edges: [n, 1, h, w], three pixels wide either side."""
    dx = (pictures[..., :, 1:] - pictures[..., :, :-1]).abs().amax(1, keepdim=True)
    dy = (pictures[..., 1:, :] - pictures[..., :-1, :]).abs().amax(1, keepdim=True)
    edges = torch.nn.functional.pad(dx, (0, 1)) + torch.nn.functional.pad(dy, (0, 0, 0, 1))
    # Faint edges count as much as strong ones: a grey star on purple is as much a star.
    wide = torch.nn.functional.max_pool2d((edges * 3).clamp(max=0.5), 5, 1, 2)
    return 1 + EDGE_WEIGHT * wide
