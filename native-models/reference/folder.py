"""A folder of reference numbers, as `dimoo parity --oracle` reads it: JSON files, and raw arrays named by them."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np


class Folder:
    """A folder to write to, with a link to the checkpoint in it."""

    def __init__(self, path: Path, checkpoint: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        link = path / "checkpoint"
        if not link.exists():
            os.symlink(checkpoint.resolve(), link, target_is_directory=True)

    def array(self, name: str, values: Any, dtype: str = "float32") -> dict[str, Any]:
        """Writes an array to a file, little-endian, and gives the entry that stands for it in the JSON."""
        numbers = np.ascontiguousarray(np.asarray(values, dtype="<f8" if dtype == "float64" else "<f4"))
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(numbers.tobytes())
        return {"file": name, "dtype": f"{dtype}-le", "shape": list(numbers.shape)}

    def json(self, name: str, content: dict[str, Any]) -> None:
        """Writes a JSON file."""
        (self.path / name).write_text(json.dumps(content))
