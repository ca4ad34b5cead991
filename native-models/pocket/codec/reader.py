"""What the trained encoder says of the picture of a scene or a map: not always what the codebook would.

Texts and retouches that were trained on laid-out codes alone met another language in the studio: of things that stand
anywhere, the encoder says one cell in six as a neighbour in the codebook.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from ..presets import Preset
from ..scenes.maps import Map
from ..scenes.scene import Scene
from .model import encode_codes, load_codec, vocabulary_of
from .pictures import PictureSource, to_tensor


class Reader:
    def __init__(self, state: Path, preset: Preset, seed: int, bf16: bool) -> None:
        self.model = load_codec(state, preset)
        self.source = PictureSource(vocabulary_of(preset), seed, disturbed=True)
        self.bf16 = bf16

    def __call__(self, drawn: Scene | Map) -> np.ndarray:
        """int64 [rows, columns]."""
        return self.all([drawn])[0]

    def all(self, drawn: Sequence[Scene | Map]) -> np.ndarray:
        """int64 [n, rows, columns]."""
        pictures = to_tensor(np.stack([self.source.seen(one) for one in drawn]))
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            return encode_codes(self.model, pictures).numpy()
