"""A codec of one level more takes over everything that the smaller one has learned."""

import json
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from pocket.codec.grow import fit_front, grown_decoder, grown_encoder, levels_of
from pocket.codec.model import build_codec, vocabulary_of
from pocket.codec.pictures import PictureSource
from pocket.export import generation_config
from pocket.presets import PRESETS

PRESET = PRESETS["pocket"]
SMALL = replace(PRESET.codec, channels=PRESET.codec.channels[1:])


def halves(model: nn.Module) -> dict[str, nn.ModuleList]:
    return {
        "encoder": nn.ModuleList([model.encoder, model.quant_conv]),
        "decoder": nn.ModuleList([model.decoder, model.post_quant_conv]),
    }


@pytest.fixture
def small() -> nn.Module:
    torch.manual_seed(3)
    return build_codec(SMALL, PRESET.picture // 2).eval()


@pytest.fixture
def large() -> nn.Module:
    torch.manual_seed(4)
    return build_codec(PRESET.codec, PRESET.picture).eval()


def test_levels_are_counted_from_the_weights(small: nn.Module) -> None:
    assert levels_of(halves(small)["encoder"].state_dict(), "down_blocks") == len(SMALL.channels)
    assert levels_of(halves(small)["decoder"].state_dict(), "up_blocks") == len(SMALL.channels)


@torch.no_grad()
def test_the_grown_decoder_ends_on_what_the_old_one_made_doubled(small: nn.Module, large: nn.Module) -> None:
    decoder = halves(large)["decoder"]
    decoder.load_state_dict(grown_decoder(halves(small)["decoder"].state_dict(), decoder.state_dict()))
    latents = torch.randn(2, SMALL.latent_channels, PRESET.grid, PRESET.grid)
    seen: list[Tensor] = []
    hooks = [model.decoder.conv_norm_out.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0])) for model in (small, large)]
    for model in (small, large):
        model.decoder(latents)
    for hook in hooks:
        hook.remove()
    torch.testing.assert_close(seen[1], seen[0].repeat_interleave(2, 2).repeat_interleave(2, 3), rtol=1e-4, atol=1e-5)
    assert large.decoder(latents).shape == (2, 3, PRESET.picture, PRESET.picture)


@torch.no_grad()
def test_the_grown_encoder_keeps_every_level_behind_the_first_layer(small: nn.Module, large: nn.Module) -> None:
    encoder = halves(large)["encoder"]
    encoder.load_state_dict(grown_encoder(halves(small)["encoder"].state_dict(), encoder.state_dict()))
    features = torch.randn(1, SMALL.channels[0], PRESET.picture // 2, PRESET.picture // 2)
    old, new = features, features
    for block in small.encoder.down_blocks:
        old = block(old)
    for block in large.encoder.down_blocks[1:]:
        new = block(new)
    torch.testing.assert_close(new, old)
    torch.testing.assert_close(large.encoder.mid_block(new), small.encoder.mid_block(old))


def test_the_new_front_learns_the_old_first_layer(small: nn.Module, large: nn.Module, capsys: pytest.CaptureFixture[str]) -> None:
    encoder = halves(large)["encoder"]
    encoder.load_state_dict(grown_encoder(halves(small)["encoder"].state_dict(), encoder.state_dict()))
    source = PictureSource(vocabulary_of(PRESET), PRESET.picture, 1, disturbed=True)

    @torch.no_grad()
    def unexplained() -> float:
        pictures, _ = PictureSource(vocabulary_of(PRESET), PRESET.picture, 2, disturbed=True).batch(2)
        wanted = small.encoder.conv_in(torch.nn.functional.avg_pool2d(pictures, 2))
        made = large.encoder.down_blocks[0](large.encoder.conv_in(pictures))
        return float((made - wanted).square().mean() / wanted.var())

    before = unexplained()
    fit_front(large.encoder, small.encoder.conv_in, source, steps=40)
    assert unexplained() < before / 4


def test_an_export_says_the_size_that_its_codec_draws() -> None:
    for preset in PRESETS.values():
        assert json.loads(generation_config(preset))["nativeSize"] == [preset.picture, preset.picture]
