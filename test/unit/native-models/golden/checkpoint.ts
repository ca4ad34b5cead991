import type { TinyOptions } from '../../../helpers/tiny-checkpoint.ts';

const levels = 3;

/** What the oracle's checkpoint does not have: attention in the codec, a tied head, other depths and widths. */
export const goldenCheckpoint: TinyOptions = {
  seed: 5,
  config: { weight_tying: true, mlp_hidden_size: 40 },
  codecConfig: {
    block_out_channels: [8, 8, 16],
    down_block_types: new Array<string>(levels).fill('DownEncoderBlock2D'),
    up_block_types: new Array<string>(levels).fill('UpDecoderBlock2D'),
    layers_per_block: 2,
    mid_block_add_attention: true,
    norm_num_groups: 4,
    vq_embed_dim: 6,
    latent_channels: 5,
  },
};

/** Two pictures [2, 3, 12, 20] in [0, 1]; the same formula stands in make_reference.py. */
export const goldenPixels = Float32Array.from({ length: 2 * 3 * 12 * 20 }, (_, i) => ((i * 7919) % 1021) / 1020);

/** Token ids; the same formula stands in make_reference.py. */
export const goldenIds = Array.from({ length: 40 }, (_, i) => (i * 31 + 7) % 285);
