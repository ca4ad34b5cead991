"""The codec's network: diffusers' VQModel, so that the export is the public layout."""

from functools import cache
from pathlib import Path

import torch
from diffusers import VQModel
from torch import Tensor, nn

from ..presets import CodecPreset, Preset
from .codebooks import kept
from .vocabulary import Vocabulary, build_vocabulary

# How many vectors are compared with the codebook at once.
NEAREST_AT_ONCE = 32


def build_codec(preset: CodecPreset, picture: int) -> VQModel:
    """The network of a preset for pictures of side `picture`, with random weights."""
    levels = len(preset.channels)
    return VQModel(
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=preset.channels,
        layers_per_block=1,
        latent_channels=preset.latent_channels,
        vq_embed_dim=preset.latent_channels,
        num_vq_embeddings=preset.codebook_size,
        sample_size=picture,
        # One group: eight groups on sixteen channels erase absolute colour.
        norm_num_groups=1,
        mid_block_add_attention=False,
        lookup_from_codebook=True,
        act_fn="silu",
    )


@cache
def vocabulary_of(preset: Preset) -> Vocabulary:
    """The codebook of a preset, cached in memory and on disk."""
    codec = preset.codec
    settings = (
        codec.codebook_size, codec.thing_patches, codec.styles, codec.line_codes, codec.latent_channels, preset.laid_out_on,
        preset.laid_out_on // preset.grid,
    )
    return kept(settings, lambda: build_vocabulary(*settings))


def load_codec(state: Path, preset: Preset) -> VQModel:
    """The trained encoder and decoder of a state folder, around the preset's codebook, in evaluation mode."""
    model = build_codec(preset.codec, preset.picture)
    model.quantize.embedding.weight.data.copy_(torch.from_numpy(vocabulary_of(preset).vectors))
    halves = {"encoder": [model.encoder, model.quant_conv], "decoder": [model.decoder, model.post_quant_conv]}
    for name, modules in halves.items():
        nn.ModuleList(modules).load_state_dict(torch.load(state / f"{name}.pt", map_location="cpu")["part"])
    return model.eval()


def encode_latents(model: VQModel, pictures: Tensor) -> Tensor:
    """[n, 3, h, w] in 0..1 to latents [n, c, h/patch, w/patch]."""
    return model.quant_conv(model.encoder(pictures))


def decode_latents(model: VQModel, latents: Tensor) -> Tensor:
    """Latents [n, c, rows, columns] to pictures [n, 3, h, w], about 0..1."""
    return model.decoder(model.post_quant_conv(latents))


def nearest_codes(codebook: Tensor, vectors: Tensor) -> Tensor:
    """Vectors [n, c] to the nearest entries of the codebook [codes, c] in Euclidean distance: int64 [n]."""
    squares = codebook.square().sum(1)
    # Some at a time: the distances to a whole batch do not fit into a processor's caches, and cost twice as much.
    parts = [torch.addmm(squares, some, codebook.T, alpha=-2).argmin(1) for some in vectors.split(NEAREST_AT_ONCE)]
    return torch.cat(parts)


@torch.no_grad()
def encode_codes(model: VQModel, pictures: Tensor) -> Tensor:
    """[n, 3, h, w] in 0..1 to codes [n, h/patch, w/patch]."""
    # Nearest among thousands: never in half precision.
    latents = encode_latents(model, pictures).float()
    flat = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])
    codes = nearest_codes(model.quantize.embedding.weight, flat)
    return codes.view(latents.shape[0], *latents.shape[2:])


@torch.no_grad()
def decode_codes(model: VQModel, codes: Tensor) -> Tensor:
    """[n, rows, columns] to pictures [n, 3, h, w], clipped to 0..1."""
    latents = model.quantize.embedding.weight[codes].permute(0, 3, 1, 2)
    return decode_latents(model, latents).clamp(0, 1)
