"""Pictures side by side with their words, for a person to look through."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

TILE = 192
LETTERS = 31
LINE = 11


@dataclass(frozen=True)
class Tile:
    """Pictures that belong together, given ones first, and the words under them."""

    pictures: Sequence[Image.Image]
    words: Sequence[str]
    # Judged right: a green bar. Judged wrong: a red one. None: not judged, and no bar.
    right: bool | None = None


def contact_sheet(tiles: Sequence[Tile], columns: int = 5, lines: int = 3) -> Image.Image:
    """A page of tiles in reading order, with at most `lines` lines of words under each."""
    width, height = TILE + 8, TILE + 13 + LINE * lines
    page = Image.new("RGB", (columns * width, -(-len(tiles) // columns) * height), "white")
    for index, tile in enumerate(tiles):
        _draw(page, tile, index % columns * width + 4, index // columns * height + 4, lines)
    return page


def _draw(page: Image.Image, tile: Tile, x: int, y: int, lines: int) -> None:
    side = TILE // max(1, len(tile.pictures))
    for index, picture in enumerate(tile.pictures):
        scale = (side if len(tile.pictures) == 1 else side - 2) / max(picture.size)
        size = (round(picture.width * scale), round(picture.height * scale))
        page.paste(picture.convert("RGB").resize(size, Image.Resampling.LANCZOS), (x + index * side, y))
    pen = ImageDraw.Draw(page)
    if tile.right is not None:
        pen.rectangle((x, y + TILE + 1, x + TILE - 1, y + TILE + 3), fill="#2a8a3e" if tile.right else "#c0392b")
    said = [line for words in tile.words for line in textwrap.wrap(words, LETTERS)]
    for index, line in enumerate(said[:lines]):
        pen.text((x, y + TILE + 5 + LINE * index), line, fill="black")
