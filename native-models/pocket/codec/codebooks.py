"""A cache of codebooks on disk.

Computing one takes half a minute, and every training, export and test begins with one.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from .line_codes import LineCodes
from .thing_codes import ThingCodes
from .vocabulary import Vocabulary

HERE = Path(__file__).resolve().parent
# The files that a codebook depends on: how it is computed, and what the world looks like.
SOURCES = [*HERE.glob("*.py"), *(HERE.parent / "scenes").glob("*.py"), HERE.parent / "world.json", *(HERE.parent / "drawings").glob("*.json")]
LIBRARIES = ["numpy", "scipy", "pillow", "opencv-python-headless", "resvg-py"]


def folder() -> Path:
    """Where codebooks are kept: below the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dimoo-pocket" / "codebooks"


def kept(settings: object, make: Callable[[], Vocabulary]) -> Vocabulary:
    """The codebook of these settings, which their repr names: from the cache, or else from `make` and then kept.

    A codebook of other sources, libraries or numerical kernels counts as another one.
    """
    file = folder() / f"{_known_by(settings)}.npz"
    try:
        return _read(file)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        made = make()
        _write(file, made)
        return made


def _known_by(settings: object) -> str:
    products = os.environ.get("OPENBLAS_CORETYPE")
    digest = hashlib.sha256(repr((settings, [version(name) for name in LIBRARIES], products)).encode())
    for source in sorted(SOURCES):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:24]


def _read(file: Path) -> Vocabulary:
    with np.load(file) as arrays:
        cell, pixels, styles = (int(number) for number in arrays["numbers"])
        things, lines = ThingCodes(arrays["patches"], styles, cell, pixels), LineCodes(arrays["lines"], cell)
        return Vocabulary(arrays["flats"], arrays["outlines"], things, lines, arrays["vectors"], cell, pixels)


def _write(file: Path, made: Vocabulary) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may make the same one at once.
    partial = file.with_suffix(f".{os.getpid()}")
    with partial.open("wb") as out:
        np.savez_compressed(
            out, flats=made.flats, outlines=made.outlines, patches=made.things.patches, lines=made.lines.lines,
            vectors=made.vectors, numbers=np.array([made.cell, made.pixels, made.things.styles]),
        )
    partial.rename(file)
