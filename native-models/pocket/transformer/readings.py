"""Given pictures and the codes that the encoder reads of them: read on the way, or beforehand and stored.

Reading a picture costs up to a third of a training sample, so many pictures may be read beforehand:

    python -m pocket.transformer.readings --codec CODEC --out FOLDER [--bf16] [--count 30000] [--part 0/2]

An example follows from its kind and number alone, so a file holds two bytes a cell and nothing else: 4 MB for 30,000.
"""

import argparse
import hashlib
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from ..codec.reader import Reader
from ..presets import PRESETS, Preset
from ..scenes.maps import Map
from ..scenes.scene import Scene
from .examples import make_control, make_edit, make_given, make_retouch, make_styled, make_subject

ASKED_AGAIN = 200
BATCH = 16


@dataclass(frozen=True)
class Kind:
    """A kind of example: how one is made, and which picture of it is given."""

    name: str
    make: Callable[[random.Random], Any]
    given: Callable[[Any], Scene | Map]


GIVEN = Kind("given", make_given, lambda scene: scene)
RETOUCH = Kind("retouch", make_retouch, lambda example: example.before)
EDIT = Kind("edit", make_edit, lambda edit: edit.before)
SUBJECT = Kind("subject", make_subject, lambda pair: pair[0])
STYLED = Kind("styled", make_styled, lambda scene: scene)
CONTROL = Kind("control", make_control, lambda drawn: drawn)
KINDS = [GIVEN, RETOUCH, EDIT, SUBJECT, STYLED, CONTROL]


def kinds_for(preset: Preset) -> list[Kind]:
    """The kinds of examples that the preset's tasks take."""
    led = {"edit": EDIT, "subject": SUBJECT, "control": CONTROL}
    tasks = [led[task] for task, _ in preset.transformer.led_shares if task in led]
    return [GIVEN, RETOUCH, *tasks, *([STYLED] if preset.codec.styles > 1 else [])]


def anything(_: Any) -> bool:
    """Accepts every example."""
    return True


class ReadsPictures(Protocol):
    """What turns pictures into codes: the encoder (codec/reader.py), or a stand-in of a test."""

    def all(self, drawn: Sequence[Scene | Map]) -> np.ndarray:
        """Codes of the pictures of n scenes or maps, int64 [n, rows, columns]."""
        ...


class Readings(Protocol):
    """A source of examples with their given pictures' codes."""

    def draw(self, kind: Kind, rng: random.Random, wanted: Callable[[Any], bool] = anything) -> tuple[Any, np.ndarray]:
        """A random example that `wanted` accepts, and the codes int64 [rows, columns] of its given picture."""
        ...


class Live:
    """Makes every example when it is needed, without end and slowly. Every second question is about one of the last pictures."""

    def __init__(self, read: Callable[[Any], np.ndarray]) -> None:
        self.read = read
        self.last: deque[tuple[Any, np.ndarray]] = deque(maxlen=ASKED_AGAIN)

    def draw(self, kind: Kind, rng: random.Random, wanted: Callable[[Any], bool] = anything) -> tuple[Any, np.ndarray]:
        """See `Readings.draw`."""
        if kind is GIVEN and len(self.last) == ASKED_AGAIN and rng.random() < 0.5:
            again = rng.choice(self.last)
            if wanted(again[0]):
                return again
        example = kind.make(rng)
        while not wanted(example):
            example = kind.make(rng)
        made = example, self.read(kind.given(example))
        if kind is GIVEN:
            self.last.append(made)
        return made


class Stored:
    """Examples whose pictures were read beforehand, in random order."""

    def __init__(self, folder: Path, kinds: Sequence[Kind] = tuple(KINDS)) -> None:
        self.codes = {kind.name: self._load(folder, kind) for kind in kinds}

    @staticmethod
    def _load(folder: Path, kind: Kind) -> list[tuple[int, np.ndarray]]:
        """The first number and the codes of every file of a kind.

        Exits with a message where there is none, or one of other examples.
        """
        parts = []
        for file in sorted(folder.glob(f"{kind.name}-*.npz")):
            with np.load(file) as part:
                if str(part["told"]) != example_hash(kind):
                    raise SystemExit(f"{file} was read of other examples than are made now; read them again.")
                parts.append((int(part["first"]), part["codes"]))
        if not parts:
            raise SystemExit(f"{folder} has no readings for {kind.name}; make them with python -m pocket.transformer.readings.")
        return parts

    def draw(self, kind: Kind, rng: random.Random, wanted: Callable[[Any], bool] = anything) -> tuple[Any, np.ndarray]:
        """See `Readings.draw`."""
        while True:
            first, codes = rng.choice(self.codes[kind.name])
            at = rng.randrange(len(codes))
            example = numbered(kind, first + at)
            if wanted(example):
                return example, codes[at].astype(np.int64)


def numbered(kind: Kind, number: int) -> Any:
    """The example of a kind with this number: always the same."""
    return kind.make(random.Random(f"{kind.name}/{number}"))


def example_hash(kind: Kind) -> str:
    """A hash of a kind's first examples, which changes when examples are made in another way."""
    return hashlib.sha256(repr([numbered(kind, number) for number in range(20)]).encode()).hexdigest()[:16]


def read_part(read: ReadsPictures, kind: Kind, numbers: range, file: Path) -> None:
    """Reads the given pictures of the examples `numbers`, and writes their codes to a file, as a whole or not at all."""
    codes = [
        read.all([kind.given(numbered(kind, number)) for number in numbers[at : at + BATCH]])
        for at in range(0, len(numbers), BATCH)
    ]
    partial = file.with_suffix(".partial")
    with partial.open("wb") as out:
        np.savez_compressed(out, first=numbers.start, told=example_hash(kind), codes=np.concatenate(codes).astype(np.uint16))
    partial.rename(file)


def main() -> None:
    """Runs the command line: writes the files of this process's part that are not there yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="pocket", choices=list(PRESETS))
    parser.add_argument("--codec", type=Path, required=True, help="state of the trained codec")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--count", type=int, default=30_000, help="examples of each kind")
    parser.add_argument("--each", type=int, default=5_000, help="examples in a file: what is lost when it is stopped")
    parser.add_argument("--part", default="0/1", help="which share of the files this process makes")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    part, parts = (int(number) for number in args.part.split("/"))
    jobs = [(kind, first) for first in range(0, args.count, args.each) for kind in kinds_for(PRESETS[args.preset])]
    for kind, first in jobs[part::parts]:
        file = args.out / f"{kind.name}-{first:07}.npz"
        if file.exists():
            continue
        read = Reader(args.codec, PRESETS[args.preset], args.seed + first, args.bf16)
        read_part(read, kind, range(first, min(first + args.each, args.count)), file)
        print(file.name, flush=True)


if __name__ == "__main__":
    main()
