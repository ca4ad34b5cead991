"""The laid-out codebook says what scenes show, and the shared tables agree with plain ones."""

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pocket.codec.anchors import anchor_norms, calibrate
from pocket.codec.model import build_codec, nearest_codes, vocabulary_of
from pocket.codec.thing_codes import STYLES
from pocket.codec.vocabulary import build_vocabulary
from pocket.presets import PRESETS
from pocket.restore import grown, parts_of
from pocket.scenes import compose, world
from pocket.scenes.draw import draw_scene, shape_coverage
from pocket.scenes.maps import Map, draw_map, level, map_colour
from pocket.transformer.network import Denoiser, Shape
from pocket.transformer.rows import Counts, Rows

PRESET = PRESETS["pocket-full"]
VOCABULARY = vocabulary_of(PRESET)


def said(code: int) -> tuple[np.ndarray | None, str]:
    """The outline (None for a flat colour) and the colour that a code stands for."""
    flats, names = len(VOCABULARY.flats), world.COLOUR_NAMES
    if code < flats:
        return None, names[code] if code < len(names) else "?"
    return VOCABULARY.outlines[(code - flats) // len(names)], names[(code - flats) % len(names)]


def test_there_is_a_code_for_every_outline_in_every_colour_and_every_part_of_a_thing() -> None:
    assert len(VOCABULARY.things.patches) == len(world.STYLES) * len(world.THINGS)
    assert VOCABULARY.first_shade == VOCABULARY.first_thing + VOCABULARY.things.count
    assert VOCABULARY.size == VOCABULARY.first_line + PRESET.codec.line_codes == PRESET.codec.codebook_size
    assert len(np.unique(VOCABULARY.vectors[: len(VOCABULARY.flats)], axis=0)) >= 120
    assert np.abs(VOCABULARY.vectors).max() ** 2 < 65504


@pytest.mark.parametrize("make", [compose.canonical_scene, compose.aligned_scene])
def test_codes_redraw_a_tidy_scene(make: object) -> None:
    rng = random.Random(11)
    for _ in range(60):
        scene = make(rng, things=0)  # type: ignore[operator]
        codes = VOCABULARY.codes_of(scene)
        truth = draw_scene(scene, 128).astype(np.float32)
        ground = np.array(world.COLOURS[scene.background.start], np.float32)
        said_wrong, untouched = 0, 0
        for (row, column), code in np.ndenumerate(codes):
            outline, name = said(int(code))
            cell = truth[row * 16 : row * 16 + 16, column * 16 : column * 16 + 16]
            cover = (np.ones(256) if outline is None else outline).reshape(16, 16, 1)
            drawn = ground + cover * (np.array(world.COLOURS[name], np.float32) - ground)
            said_wrong += int(np.abs(drawn - cell).mean() >= 4)
            untouched += int((cell == ground).all())
        # Where things touch every cell, a corner of each tells the ground.
        assert said_wrong <= (0 if untouched else len(scene.items))


def test_codes_redraw_a_composition_of_things() -> None:
    rng = random.Random(14)
    for _ in range(40):
        scene = compose.canonical_scene(rng, things=1)
        codes = VOCABULARY.codes_of(scene)
        truth, ground = draw_scene(scene, 128).astype(np.float32), np.array(world.COLOURS[scene.background.start], np.float32)
        wrong, untouched = 0, 0
        for (row, column), code in np.ndenumerate(codes):
            cell = truth[row * 16 : row * 16 + 16, column * 16 : column * 16 + 16]
            untouched += int((cell == ground).all())
            drawn = np.broadcast_to(ground, cell.shape)
            if code >= VOCABULARY.first_thing:
                assert code < VOCABULARY.first_shade
                patch = VOCABULARY.things.patches.reshape(-1, 16, 16, 4)[code - VOCABULARY.first_thing]
                drawn = patch[..., :3] * 255 + (1 - patch[..., 3:]) * ground
            wrong += int(np.abs(drawn - cell).mean() >= 2)
        assert wrong <= (0 if untouched else len(scene.items))


@pytest.mark.parametrize("style", STYLES)
def test_a_thing_is_said_in_codes_of_its_own(style: str) -> None:
    rng, names = random.Random(15), [(style, name) for style in STYLES for name in world.THINGS]
    for _ in range(60):
        scene = compose.styled(compose.free_scene(rng, counts=(1,), things=1), style)
        codes = VOCABULARY.codes_of(scene)
        of_thing = codes[codes >= VOCABULARY.first_thing] - VOCABULARY.first_thing
        assert len(of_thing) >= 4
        assert set(of_thing // PRESET.codec.thing_patches) == {names.index((style, scene.groups[0].name))}


@pytest.mark.parametrize("things", [0, 1])
def test_what_a_group_says_does_not_depend_on_its_ground(things: float) -> None:
    rng = random.Random(12)
    scene = compose.canonical_scene(rng, form="single", things=things)
    (group,) = scene.groups
    others = [colour for colour in world.COLOUR_NAMES if colour != group.colour][:4]
    maps = [VOCABULARY.codes_of(type(scene)(type(scene.background)(colour), scene.groups)) for colour in others]
    edges = maps[0] >= len(VOCABULARY.flats)
    assert edges.any()
    assert all((other[edges] == maps[0][edges]).all() for other in maps)


def test_coverage_stays_inside_the_page() -> None:
    for x, y in [(0.0, 0.5), (1.0, 1.0), (0.02, 0.98)]:
        coverage = shape_coverage("circle", x, y, 0.5, 128)
        assert coverage.shape == (128, 128)
        assert 0 < coverage.sum() < 0.25 * 128 * 128


@pytest.mark.parametrize("count", [1, 32, 75])
def test_nearest_codes_lie_nearest_of_all(count: int) -> None:
    torch.manual_seed(3)
    codebook, vectors = torch.randn(500, 24), torch.randn(count, 24)
    assert torch.equal(nearest_codes(codebook, vectors), torch.cdist(vectors, codebook).argmin(1))


@pytest.mark.parametrize("lines", [6, 0])
def test_shared_tables_agree_with_plain_ones(lines: int) -> None:
    """Without lines there is no grey of maps either."""
    torch.manual_seed(1)
    rows = Rows(Counts(words=30, flats=7, outlines=5, colours=3, things=4, patches=3, lines=lines), 16, std=1.0)
    count = 7 + 15 + 12 + (5 + lines if lines else 0)
    table, hidden = rows.table(), torch.randn(count, 16)
    assert table.shape == (30 + count, 16)
    codes, words = torch.randperm(count), torch.randint(30, (count,))
    torch.testing.assert_close(rows.code_loss(hidden, codes), F.cross_entropy(hidden @ table[30:].T, codes, reduction="none"))
    best, share = rows.likeliest_code(hidden)
    torch.testing.assert_close(share, F.log_softmax(hidden @ table[30:].T, -1).max(-1).values)
    assert torch.equal(best, (hidden @ table[30:].T).argmax(-1))
    torch.testing.assert_close(rows.word_loss(hidden, words), F.cross_entropy(hidden @ table.T, words, reduction="none"))
    (rows.code_loss(hidden, codes) + rows.word_loss(hidden, words)).sum().backward()
    assert all(part.grad is not None and bool(part.grad.isfinite().all()) for part in rows.parts.values())


def test_the_bundled_size_is_the_beginning_of_the_full_one() -> None:
    """So what was trained on it can go on as the full one."""
    bundled = vocabulary_of(PRESETS["pocket"])
    assert bundled.size == bundled.first_line == PRESETS["pocket"].codec.codebook_size
    assert np.abs(bundled.vectors - VOCABULARY.vectors[: bundled.size]).max() < 1e-3
    assert bundled.map_kinds == ["segmentation"] and "canny" in VOCABULARY.map_kinds


def test_anchored_norms_do_not_look_at_the_rest_of_the_picture() -> None:
    torch.manual_seed(2)
    codec = build_codec(PRESET.codec, PRESET.picture)
    latents = torch.randn(1, 128, 8, 8)
    louder = latents.clone()
    louder[..., 4:] *= 3

    def elsewhere_changed() -> float:
        """By how much the quiet half of a feature changes when the other half grows, in units of itself."""
        first, norm = codec.decoder.mid_block.resnets[0].conv1, codec.decoder.mid_block.resnets[0].norm2
        with torch.no_grad():
            plain, other = norm(first(latents))[..., :3], norm(first(louder))[..., :3]
            return float((plain - other).std() / plain.std())

    loose = elsewhere_changed()
    anchor_norms(codec.decoder)
    held = elsewhere_changed()
    assert held < loose / 4, (held, loose)
    calibrate(codec.decoder, torch.randn(2, 24, 8, 8))
    assert elsewhere_changed() == pytest.approx(held, rel=0.01)
    # Training must not move the anchors.
    codec.decoder(torch.randn(1, 24, 8, 8)).square().mean().backward()
    gradient = codec.decoder.conv_in.bias.grad
    assert gradient is not None
    assert (gradient[:2] == 0).all()


def test_appended_codes_leave_the_earlier_ones_as_they_are() -> None:
    codec = PRESET.codec
    known = len(VOCABULARY.flats) + 480 * len(world.COLOUR_NAMES)
    codes = known + 480 + VOCABULARY.things.count + 20
    fewer = build_vocabulary(codes, codec.thing_patches, codec.styles, 20, codec.latent_channels, PRESET.laid_out_on, VOCABULARY.cell)
    # A larger product may round its sums otherwise.
    assert np.abs(fewer.vectors[:known] - VOCABULARY.vectors[:known]).max() < 1e-4
    assert (fewer.outlines == VOCABULARY.outlines[: len(fewer.outlines)]).all()


def test_lookup_is_the_tables_rows() -> None:
    rows = Rows(Counts(words=7, flats=5, outlines=6, colours=3, things=5, patches=2, lines=4), width=4, std=1.0)
    ids = torch.arange(7 + 5 + 18 + 10 + 6 + 4).view(5, 10)
    assert torch.equal(rows.lookup(ids), F.embedding(ids, rows.table()))


def counts_of(things: int) -> Counts:
    outlines, patches = len(VOCABULARY.outlines), VOCABULARY.things.patches.shape[1]
    return Counts(7, len(VOCABULARY.flats), outlines, len(world.COLOUR_NAMES), things, patches, VOCABULARY.lines.count)


def test_a_plain_table_is_taken_apart_and_put_together() -> None:
    rows, again = (Rows(counts_of(len(VOCABULARY.things.patches)), width=4, std=1.0) for _ in range(2))
    again.load_state_dict({f"parts.{name}": part for name, part in parts_of(rows.table().detach(), 7, VOCABULARY).items()})
    assert torch.allclose(again.table(), rows.table(), atol=1e-5)


def test_a_table_of_the_default_style_alone_is_grown() -> None:
    rows = Rows(counts_of(len(world.THINGS)), width=4, std=1.0)
    known = rows.table().detach()[: rows.counts.first_shade]
    again = Rows(counts_of(len(VOCABULARY.things.patches)), width=4, std=1.0)
    parts = grown(parts_of(known, 7, VOCABULARY), VOCABULARY)
    again.load_state_dict({f"parts.{name}": part for name, part in parts.items()})
    table = again.table()
    assert torch.allclose(table[: len(known)], known, atol=1e-5)
    # Another style's patches begin as the default one's.
    things = len(world.THINGS) * VOCABULARY.things.patches.shape[1]
    assert torch.allclose(table[len(known) : len(known) + things], known[-things:], atol=1e-5)


def test_outlines_that_were_appended_are_grown() -> None:
    fewer = Rows(replace(counts_of(len(world.THINGS)), outlines=480), width=4, std=1.0)
    parts = parts_of(fewer.table().detach()[: fewer.counts.first_shade], 7, VOCABULARY)
    more = grown(parts, VOCABULARY)["outlines"]
    assert len(more) == len(VOCABULARY.outlines)
    nearest = np.square(VOCABULARY.outlines[:480] - VOCABULARY.outlines[700]).sum(1).argmin()
    assert torch.equal(more[700], parts["outlines"][nearest])


def test_an_edge_map_is_redrawn_by_its_lines() -> None:
    rng = random.Random(21)
    shares = []
    for _ in range(30):
        drawn = Map("canny", compose.free_scene(rng, gradient_share=0.15))
        codes = VOCABULARY.codes_of(drawn)
        cells = np.zeros((8, 8, 256), bool)
        of_line = codes >= VOCABULARY.first_line
        cells[of_line] = VOCABULARY.lines.lines[codes[of_line] - VOCABULARY.first_line]
        assert (codes[~of_line] == world.COLOUR_NAMES.index("black")).all()
        redrawn = cells.reshape(8, 8, 16, 16).transpose(0, 2, 1, 3).reshape(128, 128)
        near = cv2.dilate(redrawn.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        shares.append(near[draw_map(drawn, 128)[..., 0] > 0].mean())
    assert np.mean(shares) > 0.9


@pytest.mark.parametrize("kind", ["depth", "segmentation"])
def test_a_map_is_redrawn_in_outlines_of_its_colours(kind: str) -> None:
    rng = random.Random(22)
    agreements = []
    for _ in range(30):
        drawn = Map(kind, compose.free_scene(rng, counts=(1,)))
        codes, colour = VOCABULARY.codes_of(drawn), map_colour(kind, drawn.scene.groups[0])
        cells = np.zeros((8, 8, 256))
        for at, code in np.ndenumerate(codes):
            if code in (VOCABULARY.flat_code(colour), world.COLOUR_NAMES.index("black")):
                cells[at] = code == VOCABULARY.flat_code(colour)
                continue
            outline = [at for at in range(len(VOCABULARY.outlines)) if VOCABULARY.edge_code(np.array(at), colour) == code]
            assert len(outline) == 1, "an outline in another colour"
            cells[at] = VOCABULARY.outlines[outline[0]]
        redrawn = cells.reshape(8, 8, 16, 16).transpose(0, 2, 1, 3).reshape(128, 128) > 0.5
        truth = draw_map(drawn, 128).max(-1) > 0.5 * max(level(colour))
        agreements.append((redrawn & truth).sum() / (redrawn | truth).sum())
    assert np.mean(agreements) > 0.85


def test_hidden_states_of_wanted_places_alone_are_the_same() -> None:
    model = Denoiser(Shape(vocabulary=50, width=24, layers=2, heads=2, mlp_width=32, rope_theta=500.0, norm_eps=1e-5))
    ids, lengths = torch.randint(0, 50, (3, 9)), torch.tensor([9, 7, 8])
    wanted = (torch.tensor([0, 2, 2]), torch.tensor([4, 0, 7]))
    embedded = model.model.transformer["wte"](ids)
    assert torch.allclose(model.through_blocks(embedded, lengths, wanted), model.hidden(ids, lengths)[wanted], atol=1e-6)


def test_something_always_says_what_lies_behind() -> None:
    rng = random.Random(3)
    for _ in range(400):
        scene = compose.canonical_scene(rng, form="count")
        ground = world.COLOUR_NAMES.index(scene.background.start)
        assert (VOCABULARY.codes_of(scene) == ground).any(), scene
