"""The codes that the trained encoder reads from a picture of a scene or a map. They are not always the codebook's own.

Texts and retouches that were trained on the codebook's codes alone did not know what the studio gave them: of things at free
places the encoder reads one cell in six as a neighbouring code.
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
    """A trained encoder with disturbed pictures to read. `bf16` computes in bfloat16."""

    def __init__(self, state: Path, preset: Preset, seed: int, bf16: bool) -> None:
        self.model = load_codec(state, preset)
        self.source = PictureSource(vocabulary_of(preset), preset.picture, seed, disturbed=True)
        self.bf16 = bf16

    def __call__(self, drawn: Scene | Map) -> np.ndarray:
        """The codes of one picture: int64 [rows, columns]."""
        return self.all([drawn])[0]

    def all(self, drawn: Sequence[Scene | Map]) -> np.ndarray:
        """The codes of the pictures of n scenes or maps: int64 [n, rows, columns]."""
        pictures = to_tensor(np.stack([self.source.seen(one) for one in drawn]))
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            return encode_codes(self.model, pictures).numpy()
