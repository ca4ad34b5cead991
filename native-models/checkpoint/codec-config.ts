import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import type { CodecShape } from '../architectures/codec.ts';
import { type ConfigRules, readConfig, unknownKeys } from './config-rules.ts';

const extent = z.int().positive().max(1_000_000);
const read = z.object({
  block_out_channels: z.array(extent).min(1).max(12),
  down_block_types: z.array(z.string()),
  up_block_types: z.array(z.string()),
  layers_per_block: extent.max(100),
  latent_channels: extent,
  num_vq_embeddings: extent,
  norm_num_groups: extent,
  vq_embed_dim: extent.nullable(),
  mid_block_add_attention: z.boolean(),
});

const rules: ConfigRules<typeof read.shape> = {
  file: 'vqvae/config.json',
  // diffusers' defaults of VQModel.
  defaults: {
    in_channels: 3,
    out_channels: 3,
    down_block_types: ['DownEncoderBlock2D'],
    up_block_types: ['UpDecoderBlock2D'],
    block_out_channels: [64],
    layers_per_block: 1,
    act_fn: 'silu',
    latent_channels: 3,
    num_vq_embeddings: 256,
    norm_num_groups: 32,
    vq_embed_dim: null,
    norm_type: 'group',
    mid_block_add_attention: true,
    lookup_from_codebook: false,
  },
  read,
  only: {
    in_channels: [3],
    out_channels: [3],
    act_fn: ['silu', 'swish'],
    norm_type: ['group'],
    lookup_from_codebook: [true],
  },
  // force_upcast is how a half-precision pipeline runs; everything here is float32. The scaling
  // factor belongs to diffusion on latents, and sample_size to training.
  harmless: ['_class_name', '_diffusers_version', '_name_or_path', 'force_upcast', 'sample_size', 'scaling_factor'],
};

/** Keys of vqvae/config.json that diffusers' VQModel does not define. They change nothing. */
export const unknownCodecKeys = (config: Readonly<Record<string, unknown>>) => unknownKeys(config, rules);

/** Shape of the codec from vqvae/config.json. Throws a `StudioError` that names what cannot be built. */
export function readCodecConfig(config: Readonly<Record<string, unknown>>): CodecShape {
  const value = readConfig(config, rules);
  const channels = value.block_out_channels;
  checkBlocks('down_block_types', value.down_block_types, 'DownEncoderBlock2D', channels.length);
  checkBlocks('up_block_types', value.up_block_types, 'UpDecoderBlock2D', channels.length);
  for (const count of channels) {
    if (count % value.norm_num_groups !== 0) {
      throw StudioError.of('checkpoint.norm-groups', { groups: value.norm_num_groups, channels: count });
    }
  }
  return {
    channels,
    layersPerBlock: value.layers_per_block,
    normGroups: value.norm_num_groups,
    latentChannels: value.latent_channels,
    entryWidth: value.vq_embed_dim ?? value.latent_channels,
    codebookSize: value.num_vq_embeddings,
    middleAttention: value.mid_block_add_attention,
  };
}

function checkBlocks(key: string, types: readonly string[], known: string, count: number): void {
  const other = types.find((type) => type !== known);
  if (other !== undefined) {
    throw StudioError.of('checkpoint.block-unknown', { block: other, key, known });
  }
  if (types.length !== count) {
    throw StudioError.of('checkpoint.block-count', { count: types.length, key, levels: count });
  }
}
