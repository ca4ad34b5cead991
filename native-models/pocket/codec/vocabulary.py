"""The codebook, laid out instead of clustered: what one cell of a picture can say.

A code is a flat colour, or a shape's outline and its colour (`outlines.py`), or a part of a thing (`thing_codes.py`), or a
line of an edge map (`line_codes.py`). What lies behind is not said: the decoder takes it from the cells around. So a red
star says the same on every ground, the number of codes is a product, and the transformer can learn it as one
(`transformer/rows.py`).
A clustered codebook of the same size gave every pair of colours codes of their own, and nothing learned carried over.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..scenes import maps, world
from ..scenes.maps import Map, coverage, map_colour
from ..scenes.scene import Background, Group, Item, Scene
from .line_codes import LineCodes, build_line_codes, line_vectors
from .outlines import NOTHING, WHOLE, canonical_outlines, free_outlines, outlines_in
from .thing_codes import ThingCodes, build_thing_codes, thing_vectors

# Outlines up to which each laying-out goes. Codes are only ever appended, and the latents' axes are the first one's: what
# was trained on fewer codes goes on with more.
STAGES = (480, 1480)
# A lattice of colours beside the palette, for gradients and pictures that somebody else made.
LATTICE = (20, 74, 128, 182, 236)
TOLD_APART = 32.0
# Far from any picture's colour and from any latent; its square still fits fp16.
UNUSED_COLOUR = -1500.0
# How far apart latents lie: one pixel of outline, and the whole range of a colour channel.
OUTLINE_SCALE = 0.5
COLOUR_SCALE = 3.0
EDGE_FLAG = 2.0
LINE_FLAG = 4.0
# Maps stand on it.
MAP_GROUND = "black"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Codes in order: flat colours, then for every outline one code for each colour of the palette, then things' parts;
    and for maps every outline in the far grey, and lines."""

    flats: np.ndarray  # [flats, 3] in 0..255; the palette's colours first
    outlines: np.ndarray  # [outlines, cell * cell] in 0..1
    things: ThingCodes
    lines: LineCodes
    vectors: np.ndarray  # [codes, latent channels]
    cell: int
    pixels: int

    @property
    def size(self) -> int:
        return len(self.vectors)

    @property
    def grid(self) -> int:
        return self.pixels // self.cell

    @property
    def first_thing(self) -> int:
        return len(self.flats) + len(self.outlines) * len(world.COLOUR_NAMES)

    @property
    def first_shade(self) -> int:
        return self.first_thing + self.things.count

    @property
    def first_line(self) -> int:
        return self.first_shade + (len(self.outlines) if self.lines.count else 0)

    @property
    def map_kinds(self) -> list[str]:
        """Of maps those that can be said."""
        return maps.KINDS if self.lines.count else ["segmentation"]

    def edge_code(self, outline: np.ndarray, colour: str) -> np.ndarray:
        if colour == maps.SHADE:
            return self.first_shade + outline
        return len(self.flats) + outline * len(world.COLOUR_NAMES) + world.COLOUR_NAMES.index(colour)

    def flat_code(self, colour: str) -> int:
        return int(np.square(self.flats - np.array(maps.level(colour))).sum(1).argmin())

    def codes_of(self, drawn: Scene | Map) -> np.ndarray:
        """int64 [rows, columns]: what an encoder that sees everything would say."""
        if isinstance(drawn, Map):
            return self._codes_of_map(drawn)
        ground = _ground(self, drawn.background)
        # Four squares touch every cell, and nothing would say what lies behind them. The least covered cell of each thing
        # says it instead, and the decoder completes the corner from the outlines that run into it.
        codes, corners = self._laid_on(ground, [self._said_by(group, item) for group, item in drawn.items])
        if corners is not None:
            codes.flat[corners] = ground.flat[corners]
        return codes

    def _codes_of_map(self, drawn: Map) -> np.ndarray:
        ground = np.full((self.grid, self.grid), self.flat_code(MAP_GROUND))
        if drawn.kind == "canny":
            lines = self.lines.codes_of(maps.canny(drawn.scene, self.pixels))
            return np.where(lines < 0, ground, lines + self.first_line)
        said = [self._filled(group, item, map_colour(drawn.kind, group)) for group, item in drawn.scene.items]
        return self._laid_on(ground, said)[0]

    @staticmethod
    def _laid_on(ground: np.ndarray, said_by: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, list[int] | None]:
        """The cells of every member on the ground; and the least covered cell of each where no ground is left."""
        codes, covered, hidden = ground.copy(), np.zeros(ground.shape, np.float32), np.zeros(ground.shape, bool)
        corners = []
        for said, share in said_by:
            # A cell that two share belongs to the one that covers more of it.
            mine = (said != NOTHING) & (share > covered)
            codes = np.where(mine, said, codes)
            covered = np.maximum(covered, share)
            hidden |= mine
            corners.append(np.where(mine, share, np.inf).argmin())
        return codes, corners if hidden.all() else None

    def looks_of(self, codes: np.ndarray) -> np.ndarray:
        """What a code is the colour of, or which thing it is a part of: equal where two codes may stand for one another."""
        flats, colours = len(self.flats), len(world.COLOUR_NAMES)
        of_edge = (codes - flats) % colours
        of_thing = colours + (codes - self.first_thing) // self.things.patches.shape[1]
        of_map = colours + len(self.things.patches) + (codes >= self.first_line)
        beyond = np.select([codes < self.first_thing, codes < self.first_shade], [of_edge, of_thing], of_map)
        return np.where(codes < flats, codes, beyond + flats)

    def recoloured(self, codes: np.ndarray, colour: str, other: str) -> np.ndarray:
        """Every cell that is flat in a colour, or an outline in it, in another one."""
        was = world.COLOUR_NAMES.index(colour)
        of_it = (codes == was) | (self.looks_of(codes) == len(self.flats) + was)
        return np.where(of_it, codes + world.COLOUR_NAMES.index(other) - was, codes)

    def _said_by(self, group: Group, item: Item) -> tuple[np.ndarray, np.ndarray]:
        """Of one member: the code of each cell, NOTHING where it says none, and the share covered."""
        if group.colour is not None:
            return self._filled(group, item, group.colour)
        said, share = self.things.codes_of(group.name, group.drawn_in, item)
        return np.where(said < 0, NOTHING, said + self.first_thing), share

    def _filled(self, group: Group, item: Item, colour: str) -> tuple[np.ndarray, np.ndarray]:
        """The same of what it covers, in one colour."""
        outline, share = _outlines_of(self, replace(group, items=()), item)
        said = np.where(outline == WHOLE, self.flat_code(colour), self.edge_code(outline, colour))
        return np.where(outline == NOTHING, NOTHING, said), share

    def flat_codes(self, picture: np.ndarray) -> np.ndarray:
        """A picture with nothing known in it, as the colour of each cell: uint8 [h, w, 3] to [rows, columns]."""
        side = self.grid
        means = picture.reshape(side, self.cell, side, self.cell, 3).mean((1, 3))
        return np.square(means[:, :, None] - self.flats).sum(-1).argmin(-1)


@lru_cache(maxsize=4096)
def _ground(vocabulary: Vocabulary, background: Background) -> np.ndarray:
    start = np.array(world.GROUNDS[background.start], np.float32)
    end = np.array(world.GROUNDS[background.end or background.start], np.float32)
    middle = (np.arange(vocabulary.grid, dtype=np.float32) + 0.5) / vocabulary.grid
    rows = start + (end - start) * middle[:, None]
    codes = np.square(rows[:, None] - vocabulary.flats).sum(-1).argmin(-1)
    return np.repeat(codes[:, None], vocabulary.grid, 1)


@lru_cache(maxsize=50_000)
def _outlines_of(vocabulary: Vocabulary, group: Group, item: Item) -> tuple[np.ndarray, np.ndarray]:
    return outlines_in(coverage(group, item, vocabulary.pixels), vocabulary.outlines)


def build_vocabulary(
    codes: int, thing_patches: int, styles: int, line_codes: int, latent_channels: int, pixels: int, cell: int, seed: int = 1,
) -> Vocabulary:
    """As many outlines as `codes` leave room for; outlines as principal components of the first stage's in the latents."""
    things, lines = build_thing_codes(thing_patches, styles, pixels, cell), build_line_codes(line_codes, pixels, cell, seed)
    palette = np.array(list(world.COLOURS.values()), np.float32)
    lattice = np.stack(np.meshgrid(LATTICE, LATTICE, LATTICE, indexing="ij"), -1).reshape(-1, 3).astype(np.float32)
    # Too near to a colour of the palette to be told from it in a disturbed picture: never used.
    lattice[np.sqrt(np.square(lattice[:, None] - palette).sum(-1)).min(1) < TOLD_APART] = UNUSED_COLOUR
    # Every outline in the palette's colours, and in the grey of maps.
    colours = len(palette) + (1 if lines.count else 0)
    codes -= things.count + lines.count
    spare = (codes - len(palette) - len(lattice)) % colours
    flats = np.concatenate([palette, lattice, np.full((spare, 3), UNUSED_COLOUR, np.float32)])
    outlines = _staged_outlines((codes - len(flats)) // colours, pixels, cell, seed)
    shape_part = _shape_part(outlines, latent_channels - 4)
    edges = np.concatenate([
        np.tile(_colour_part(palette), (len(outlines), 1)), np.full((len(outlines) * len(palette), 1), EDGE_FLAG),
        np.repeat(shape_part, len(palette), 0),
    ], 1)
    vectors = [
        _padded(np.insert(_colour_part(flats), 3, -EDGE_FLAG, axis=1), latent_channels), edges,
        # Between flat colours and outlines on the axis that tells those apart.
        np.insert(thing_vectors(things, latent_channels - 1), 3, 0, axis=1),
    ]
    if lines.count:
        shade = np.tile([*_colour_part(np.array(maps.level(maps.SHADE))), EDGE_FLAG], (len(outlines), 1))
        vectors += [np.concatenate([shade, shape_part], 1), _line_part(lines, latent_channels)]
    return Vocabulary(flats, outlines, things, lines, np.concatenate(vectors).astype(np.float32), cell, pixels)


def _staged_outlines(count: int, pixels: int, cell: int, seed: int) -> np.ndarray:
    outlines = canonical_outlines(pixels, cell)
    assert count > len(outlines), f"there is room for {count} outlines of {len(outlines)}"
    for stage, most in enumerate(sorted({min(count, stage) for stage in STAGES})):
        more = free_outlines(outlines, most - len(outlines), pixels, cell, seed + stage)
        outlines = np.concatenate([outlines, more]).astype(np.float32)
    return outlines


def _shape_part(outlines: np.ndarray, channels: int) -> np.ndarray:
    first = outlines[: STAGES[0]]
    centred = outlines - first.mean(0)
    components = np.linalg.svd(centred[: len(first)], full_matrices=False)[2][:channels]
    return centred @ components.T * OUTLINE_SCALE


def _line_part(lines: LineCodes, channels: int) -> np.ndarray:
    """White on the map's ground, on the far side of outlines."""
    white = np.tile([*_colour_part(np.array(maps.level("white"))), LINE_FLAG], (lines.count, 1))
    return np.concatenate([white, line_vectors(lines, channels - 4)], 1)


def _padded(vectors: np.ndarray, channels: int) -> np.ndarray:
    return np.pad(vectors, ((0, 0), (0, channels - vectors.shape[1])))


def _colour_part(colours: np.ndarray) -> np.ndarray:
    return (colours / 255 - 0.5) * COLOUR_SCALE
