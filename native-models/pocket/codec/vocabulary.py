"""The codebook, laid out instead of clustered: what one cell of a picture can say.

A code is a flat colour, or a shape's outline and its colour: how much of each of the cell's pixels the shape covers, or
a part of a thing (`thing_codes.py`). What lies behind is not said: the decoder takes it from the cells around. So a red
star says the same on every ground, the number of codes is a product, and the transformer can learn it as one
(`transformer/rows.py`).
A clustered codebook of the same size gave every pair of colours codes of their own, and nothing learned carried over.
"""

import random
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from ..scenes import compose, world
from ..scenes.draw import shape_coverage
from ..scenes.scene import Background, Group, Item, Scene
from .cells import cells_of, clusters_beside
from .thing_codes import ThingCodes, build_thing_codes, thing_vectors

# Outlines of the canonical composition nearer than this (in covered pixels, root of the summed squares) are one.
SAME_OUTLINE = 1.0
# Outlines up to which each laying-out goes. Codes are only ever appended, and the latents' axes are the first one's: what
# was trained on fewer codes goes on with more.
STAGES = (480, 1480)
FREE_SCENES = 900
ROUNDS = 15
# A lattice of colours beside the palette, for gradients and pictures that somebody else made.
LATTICE = (20, 74, 128, 182, 236)
TOLD_APART = 32.0
# Far from any picture's colour and from any latent; its square still fits fp16.
UNUSED_COLOUR = -1500.0
# How far apart latents lie: one pixel of outline, and the whole range of a colour channel.
OUTLINE_SCALE = 0.5
COLOUR_SCALE = 3.0
EDGE_FLAG = 2.0
NOTHING, WHOLE = -1, -2
# Share of a cell below which it is left to the ground.
BARELY = 0.0015


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Codes in order: flat colours, then for every outline one code for each colour of the palette, then things' parts."""

    flats: np.ndarray  # [flats, 3] in 0..255; the palette's colours first
    outlines: np.ndarray  # [outlines, cell * cell] in 0..1
    things: ThingCodes
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
        return self.size - self.things.count

    def edge_code(self, outline: np.ndarray, colour: int) -> np.ndarray:
        return len(self.flats) + outline * len(world.COLOUR_NAMES) + colour

    def codes_of(self, scene: Scene) -> np.ndarray:
        """int64 [rows, columns]: what an encoder that sees everything would say."""
        ground = _ground(self, scene.background)
        codes = ground.copy()
        covered = np.zeros(codes.shape, np.float32)
        hidden = np.zeros(codes.shape, bool)
        corners = []
        for group, item in scene.items:
            said, share = self._said_by(group, item)
            # A cell that two share belongs to the one that covers more of it.
            mine = (said != NOTHING) & (share > covered)
            codes = np.where(mine, said, codes)
            covered = np.maximum(covered, share)
            hidden |= mine
            corners.append(np.where(mine, share, np.inf).argmin())
        # Four squares touch every cell, and nothing would say what lies behind them. The least covered cell of each thing
        # says it instead, and the decoder completes the corner from the outlines that run into it.
        if hidden.all():
            codes.flat[corners] = ground.flat[corners]
        return codes

    def looks_of(self, codes: np.ndarray) -> np.ndarray:
        """What a code is the colour of, or which thing it is a part of: equal where two codes may stand for one another."""
        colours = len(world.COLOUR_NAMES)
        of_edge = (codes - len(self.flats)) % colours
        of_thing = colours + (codes - self.first_thing) // self.things.patches.shape[1]
        return np.where(codes < len(self.flats), codes, np.where(codes < self.first_thing, of_edge, of_thing) + len(self.flats))

    def recoloured(self, codes: np.ndarray, colour: str, other: str) -> np.ndarray:
        """Every cell that is flat in a colour, or an outline in it, in another one."""
        was = world.COLOUR_NAMES.index(colour)
        of_it = (codes == was) | (self.looks_of(codes) == len(self.flats) + was)
        return np.where(of_it, codes + world.COLOUR_NAMES.index(other) - was, codes)

    def _said_by(self, group: Group, item: Item) -> tuple[np.ndarray, np.ndarray]:
        """Of one member: the code of each cell, NOTHING where it says none, and the share covered."""
        if group.colour is None:
            said, share = self.things.codes_of(group.name, item.x, item.y, item.side)
            return np.where(said < 0, NOTHING, said + self.first_thing), share
        outline, share = _outlines_of(self, group.name, item.x, item.y, item.side)
        colour = world.COLOUR_NAMES.index(group.colour)
        said = np.where(outline == WHOLE, colour, self.edge_code(outline, colour))
        return np.where(outline == NOTHING, NOTHING, said), share

    def flat_codes(self, picture: np.ndarray) -> np.ndarray:
        """A picture with nothing known in it, as the colour of each cell: uint8 [h, w, 3] to [rows, columns]."""
        side = self.grid
        means = picture.reshape(side, self.cell, side, self.cell, 3).mean((1, 3))
        return np.square(means[:, :, None] - self.flats).sum(-1).argmin(-1)


@lru_cache(maxsize=4096)
def _ground(vocabulary: Vocabulary, background: Background) -> np.ndarray:
    start = np.array(world.COLOURS[background.start], np.float32)
    end = np.array(world.COLOURS[background.end or background.start], np.float32)
    middle = (np.arange(vocabulary.grid, dtype=np.float32) + 0.5) / vocabulary.grid
    rows = start + (end - start) * middle[:, None]
    codes = np.square(rows[:, None] - vocabulary.flats).sum(-1).argmin(-1)
    return np.repeat(codes[:, None], vocabulary.grid, 1)


@lru_cache(maxsize=50_000)
def _outlines_of(vocabulary: Vocabulary, name: str, x: float, y: float, side: float) -> tuple[np.ndarray, np.ndarray]:
    """The nearest outline of each cell, NOTHING or WHOLE where that is nearer, and the share covered."""
    cells = cells_of(shape_coverage(name, x, y, side, vocabulary.pixels), vocabulary.cell)
    share = cells.mean(-1)
    found = np.full(share.shape, NOTHING)
    found[share > 0.999] = WHOLE
    partly = (share > BARELY) & (share <= 0.999)
    patches = cells[partly]
    table = vocabulary.outlines
    near = (table**2).sum(1) - 2 * patches @ table.T
    best, nearest = near.min(1), near.argmin(1)
    # Against nothing (all zero) and the whole (all one), in the same terms.
    whole = table.shape[1] - 2 * patches.sum(1)
    nearest = np.where(best <= np.minimum(0, whole), nearest, np.where(whole < 0, WHOLE, NOTHING))
    found[partly] = nearest
    return found, share


def canonical_outlines(pixels: int, cell: int) -> np.ndarray:
    """Every distinct outline of things whose centre is a cell's corner, in the sizes that compositions use."""
    patches = np.concatenate([
        cells_of(shape_coverage(name, 0.5, 0.5, side, pixels), cell).reshape(-1, cell * cell)
        for name in world.SHAPES for side in compose.composed_sides()
    ])
    patches = _partial(patches)
    groups = fcluster(linkage(patches, "complete"), SAME_OUTLINE, "distance")
    return np.stack([patches[groups == group].mean(0) for group in np.unique(groups)])


def _partial(patches: np.ndarray) -> np.ndarray:
    share = patches.mean(1)
    return patches[(share > BARELY) & (share < 0.999)]


def free_outlines(known: np.ndarray, count: int, pixels: int, cell: int, seed: int) -> np.ndarray:
    """k-means of the outlines of things that stand anywhere, as far as the known ones leave them poorly said."""
    rng = random.Random(seed)
    patches = _partial(np.concatenate([
        cells_of(shape_coverage(group.name, item.x, item.y, item.side, pixels), cell).reshape(-1, cell * cell)
        for scene in (compose.free_scene(rng, things=0) for _ in range(FREE_SCENES)) for group, item in scene.items
    ]))
    return clusters_beside(known, patches, count, ROUNDS, seed)


def build_vocabulary(
    codes: int, thing_patches: int, latent_channels: int, pixels: int, cell: int, seed: int = 1,
) -> Vocabulary:
    """As many outlines as `codes` leave room for; outlines as principal components of the first stage's in the latents."""
    things = build_thing_codes(thing_patches, pixels, cell)
    codes -= things.count
    palette = np.array(list(world.COLOURS.values()), np.float32)
    lattice = np.stack(np.meshgrid(LATTICE, LATTICE, LATTICE, indexing="ij"), -1).reshape(-1, 3).astype(np.float32)
    # Too near to a colour of the palette to be told from it in a disturbed picture: never used.
    lattice[np.sqrt(np.square(lattice[:, None] - palette).sum(-1)).min(1) < TOLD_APART] = UNUSED_COLOUR
    spare = (codes - len(palette) - len(lattice)) % len(palette)
    flats = np.concatenate([palette, lattice, np.full((spare, 3), UNUSED_COLOUR, np.float32)])
    count = (codes - len(flats)) // len(palette)
    outlines = canonical_outlines(pixels, cell)
    assert count > len(outlines), f"{codes} codes leave room for {count} outlines of {len(outlines)}"
    first = min(count, STAGES[0])
    for stage, most in enumerate(sorted({min(count, stage) for stage in STAGES})):
        more = free_outlines(outlines, most - len(outlines), pixels, cell, seed + stage)
        outlines = np.concatenate([outlines, more]).astype(np.float32)
    centred = outlines - outlines[:first].mean(0)
    components = np.linalg.svd(centred[:first], full_matrices=False)[2][: latent_channels - 4]
    shape_part = centred @ components.T * OUTLINE_SCALE
    vectors = np.zeros((codes, latent_channels), np.float32)
    vectors[: len(flats), :3] = _colour_part(flats)
    vectors[: len(flats), 3] = -EDGE_FLAG
    vectors[len(flats) :, :3] = np.tile(_colour_part(palette), (count, 1))
    vectors[len(flats) :, 3] = EDGE_FLAG
    vectors[len(flats) :, 4:] = np.repeat(shape_part, len(palette), 0)
    # Between flat colours and outlines on the axis that tells those apart.
    parts = np.insert(thing_vectors(things, latent_channels - 1), 3, 0, axis=1)
    return Vocabulary(flats, outlines, things, np.concatenate([vectors, parts]).astype(np.float32), cell, pixels)


def _colour_part(colours: np.ndarray) -> np.ndarray:
    return (colours / 255 - 0.5) * COLOUR_SCALE
