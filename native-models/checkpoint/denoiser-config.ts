import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import type { DenoiserShape } from '../architectures/denoiser.ts';
import { type ConfigRules, readConfig, unknownKeys } from './config-rules.ts';

const extent = z.int().positive().max(1_000_000);
const read = z.object({
  d_model: extent,
  n_heads: extent,
  n_kv_heads: extent.nullable(),
  n_layers: extent.max(1000),
  mlp_ratio: extent,
  mlp_hidden_size: extent.nullable(),
  vocab_size: extent,
  embedding_size: extent.nullable(),
  max_sequence_length: extent,
  rope_theta: z.number().positive().max(1e12),
  rms_norm_eps: z.number().positive().max(1),
  weight_tying: z.boolean(),
});

const rules: ConfigRules<typeof read.shape> = {
  file: 'config.json',
  // LLaDA's own defaults, where they are not among the values that are built.
  defaults: {
    n_kv_heads: null,
    multi_query_attention: null,
    mlp_ratio: 4,
    mlp_hidden_size: null,
    activation_type: 'swiglu',
    block_type: 'sequential',
    block_group_size: 1,
    alibi: false,
    rope: false,
    rope_full_precision: true,
    rope_theta: 10000,
    rms_norm_eps: 1e-5,
    attention_layer_norm: false,
    input_emb_norm: false,
    layer_norm_type: 'default',
    layer_norm_with_affine: true,
    bias_for_layer_norm: null,
    include_bias: false,
    include_qkv_bias: false,
    scale_logits: false,
    weight_tying: true,
    max_sequence_length: 1024,
    embedding_size: 50304,
  },
  read,
  only: {
    activation_type: ['silu'],
    block_type: ['llama'],
    block_group_size: [1],
    alibi: [false],
    rope: [true],
    rope_full_precision: [true],
    attention_layer_norm: [false],
    multi_query_attention: [null, false],
    input_emb_norm: [false],
    layer_norm_type: ['rms'],
    layer_norm_with_affine: [true],
    bias_for_layer_norm: [null, false],
    include_bias: [false],
    include_qkv_bias: [false, null],
    scale_logits: [false],
  },
  harmless: [
    '_name_or_path',
    'alibi_bias_max',
    'architectures',
    'attention_dropout',
    'attention_layer_norm_with_affine',
    'auto_map',
    'bos_token_id',
    'dtype',
    'embedding_dropout',
    'eos_token_id',
    'flash_attention',
    'init_cutoff_factor',
    'init_device',
    'init_fn',
    'init_std',
    'mask_token_id',
    'model_type',
    'pad_token_id',
    'precision',
    'residual_dropout',
    'tie_word_embeddings',
    'torch_dtype',
    'transformers_version',
    'use_cache',
  ],
};

/** What config.json says of the transformer. */
export interface DenoiserConfig extends DenoiserShape {
  readonly maxSequenceLength: number;
}

/** Keys of config.json that the reference's configuration class does not define. They change nothing. */
export const unknownDenoiserKeys = (config: Readonly<Record<string, unknown>>) => unknownKeys(config, rules);

/** Shape of the transformer from config.json. Throws a `StudioError` that names what cannot be built. */
export function readDenoiserConfig(config: Readonly<Record<string, unknown>>): DenoiserConfig {
  const value = readConfig(config, rules);
  const { d_model: width, n_heads: heads } = value;
  if (value.n_kv_heads !== null && value.n_kv_heads !== heads) {
    throw StudioError.of('checkpoint.heads-grouped', { keys: value.n_kv_heads, heads });
  }
  if (width % heads !== 0 || (width / heads) % 2 !== 0) {
    throw StudioError.of('checkpoint.heads-odd', { width, heads });
  }
  const rows = value.embedding_size ?? value.vocab_size;
  if (rows < value.vocab_size) {
    throw StudioError.of('checkpoint.embedding-small', {});
  }
  return {
    width,
    heads,
    layers: value.n_layers,
    mlpWidth: value.mlp_hidden_size ?? value.mlp_ratio * width,
    rows,
    tiedHead: value.weight_tying,
    normEpsilon: value.rms_norm_eps,
    ropeTheta: value.rope_theta,
    maxSequenceLength: value.max_sequence_length,
  };
}
