"""The codebook, computed from the world instead of clustered: what one cell of a picture may show.

A code is a flat colour, or a shape's outline in a colour (`outlines.py`), or a part of a thing (`thing_codes.py`), or a line of
an edge map (`line_codes.py`). The background behind an outline is not in the code: the decoder takes it from the cells around.
So a red star has the same codes on every background, the number of codes is a product, and the transformer can learn it as one
(`transformer/rows.py`). A clustered codebook of the same size had codes for every pair of colours, and what was learned of one
did not carry over to the others.
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

# Numbers of outlines after each stage. Codes are only appended, and the axes of the latents are those of the first stage, so that
# what was trained on fewer codes can be trained on with more.
STAGES = (480, 1480)
# A lattice of colours beside the palette, for gradients and pictures that somebody else made.
LATTICE = (20, 74, 128, 182, 236)
TOLD_APART = 32.0
# Far from any picture's colour and from any latent; its square still fits fp16.
UNUSED_COLOUR = -1500.0
# Scales of the latents: of one pixel of an outline, and of the whole range of a colour channel.
OUTLINE_SCALE = 0.5
COLOUR_SCALE = 3.0
EDGE_FLAG = 2.0
LINE_FLAG = 4.0
# The background of maps.
MAP_GROUND = "black"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The codebook. Codes stand in this order: flat colours, every outline in every colour of the palette, parts of things.

    For maps, every outline in the grey of what is far, and lines, follow behind them.
    """

    flats: np.ndarray  # [flats, 3] in 0..255; the palette's colours first
    outlines: np.ndarray  # [outlines, cell * cell] in 0..1
    things: ThingCodes
    lines: LineCodes
    vectors: np.ndarray  # [codes, latent channels]
    # Pixels along a side of a cell and of a picture, where outlines and patches are measured.
    cell: int
    pixels: int

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.vectors)

    @property
    def grid(self) -> int:
        """Cells on a picture's side."""
        return self.pixels // self.cell

    @property
    def first_thing(self) -> int:
        """The first code of a thing."""
        return len(self.flats) + len(self.outlines) * len(world.COLOUR_NAMES)

    @property
    def first_shade(self) -> int:
        """The first code of an outline in the grey of maps."""
        return self.first_thing + self.things.count

    @property
    def first_line(self) -> int:
        """The first code of a line."""
        return self.first_shade + (len(self.outlines) if self.lines.count else 0)

    @property
    def map_kinds(self) -> list[str]:
        """The kinds of maps that have codes."""
        return maps.KINDS if self.lines.count else ["segmentation"]

    def edge_code(self, outline: np.ndarray, colour: str) -> np.ndarray:
        """The codes of outlines (indices, of any shape) in one colour."""
        if colour == maps.SHADE:
            return self.first_shade + outline
        return len(self.flats) + outline * len(world.COLOUR_NAMES) + world.COLOUR_NAMES.index(colour)

    def flat_code(self, colour: str) -> int:
        """The code of a flat colour by its name: the nearest one."""
        return int(np.square(self.flats - np.array(maps.level(colour))).sum(1).argmin())

    def codes_of(self, drawn: Scene | Map) -> np.ndarray:
        """The codes of a picture, int64 [rows, columns], as a perfect encoder reads them."""
        if isinstance(drawn, Map):
            return self._codes_of_map(drawn)
        ground = _ground(self, drawn.background)
        # Four squares touch every cell, and no code would show the background. The least covered cell of each member shows it
        # instead, and the decoder completes the corner from the outlines that run into it.
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
        """The cells of every member on the background, and the least covered cell of each where no background is visible."""
        codes, covered, hidden = ground.copy(), np.zeros(ground.shape, np.float32), np.zeros(ground.shape, bool)
        corners = []
        for said, share in said_by:
            # A cell that two members cover belongs to the one that covers more of it.
            mine = (said != NOTHING) & (share > covered)
            codes = np.where(mine, said, codes)
            covered = np.maximum(covered, share)
            hidden |= mine
            corners.append(np.where(mine, share, np.inf).argmin())
        return codes, corners if hidden.all() else None

    def looks_of(self, codes: np.ndarray) -> np.ndarray:
        """The colour or the thing that a code stands for, as a number, of the codes' shape.

        Codes with equal numbers look alike: one may stand for the other.
        """
        flats, colours = len(self.flats), len(world.COLOUR_NAMES)
        of_edge = (codes - flats) % colours
        of_thing = colours + (codes - self.first_thing) // self.things.patches.shape[1]
        of_map = colours + len(self.things.patches) + (codes >= self.first_line)
        beyond = np.select([codes < self.first_thing, codes < self.first_shade], [of_edge, of_thing], of_map)
        return np.where(codes < flats, codes, beyond + flats)

    def recoloured(self, codes: np.ndarray, colour: str, other: str) -> np.ndarray:
        """The codes with every cell of one colour, flat or an outline, in the other one."""
        was = world.COLOUR_NAMES.index(colour)
        of_it = (codes == was) | (self.looks_of(codes) == len(self.flats) + was)
        return np.where(of_it, codes + world.COLOUR_NAMES.index(other) - was, codes)

    def _said_by(self, group: Group, item: Item) -> tuple[np.ndarray, np.ndarray]:
        """The code of each cell of a member, NOTHING where it has none, and the share of the cell that it covers."""
        if group.colour is not None:
            return self._filled(group, item, group.colour)
        said, share = self.things.codes_of(group.name, group.drawn_in, item)
        return np.where(said < 0, NOTHING, said + self.first_thing), share

    def _filled(self, group: Group, item: Item, colour: str) -> tuple[np.ndarray, np.ndarray]:
        """The same for the member's shape in one colour."""
        outline, share = _outlines_of(self, replace(group, items=()), item)
        said = np.where(outline == WHOLE, self.flat_code(colour), self.edge_code(outline, colour))
        return np.where(outline == NOTHING, NOTHING, said), share

    def flat_codes(self, picture: np.ndarray) -> np.ndarray:
        """The nearest flat colour of each cell, for a picture of which nothing is known.

        uint8 [h, w, 3] of any size that the grid divides, to int64 [rows, columns].
        """
        side, cell = self.grid, picture.shape[0] // self.grid
        means = picture.reshape(side, cell, side, cell, 3).mean((1, 3))
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
    """The codebook of so many codes. What things, lines and flat colours leave of `codes` is for outlines.

    In the latents outlines are principal components, whose axes are those of the first stage's outlines. `pixels` and `cell` are the
    sides of the picture and the cell that everything is measured on.
    """
    things, lines = build_thing_codes(thing_patches, styles, pixels, cell), build_line_codes(line_codes, pixels, cell, seed)
    palette = np.array(list(world.COLOURS.values()), np.float32)
    lattice = np.stack(np.meshgrid(LATTICE, LATTICE, LATTICE, indexing="ij"), -1).reshape(-1, 3).astype(np.float32)
    # A disturbed picture does not tell such a colour from one of the palette, so it is never used.
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
        # 0 on the axis that is negative for flat colours and positive for outlines.
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
