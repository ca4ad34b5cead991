import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestDtype, type TestTensor, writeSafetensors } from './safetensors.ts';

export interface TinyOptions {
  /** Merged over the usual config; a key set to undefined is left out of the file. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly codecConfig?: Readonly<Record<string, unknown>>;
  readonly generationConfig?: Readonly<Record<string, unknown>>;
  readonly dtype?: TestDtype;
  /** Splits the transformer over this many files with an index. */
  readonly shards?: number;
  readonly seed?: number;
}

const specials = [
  '<|endoftext|>',
  '<|mdm_mask|>',
  '<|reserved_token_0|>',
  '<|pad|>',
  '<system>',
  '</system>',
  '<user>',
  '</user>',
  '<IMAGE>',
  '</IMAGE>',
  '<uncondition>',
  '<answer>',
  '</answer>',
];
const BYTES = 256;
export const TINY_CODES = 16;
/** Text tokens of the tiny checkpoint: one per byte, then the special ones. */
export const TINY_TEXT = BYTES + specials.length;

const config = {
  model_type: 'llada',
  activation_type: 'silu',
  block_type: 'llama',
  d_model: 32,
  n_heads: 2,
  n_layers: 2,
  mlp_hidden_size: 48,
  layer_norm_type: 'rms',
  rope: true,
  rope_theta: 10000,
  rms_norm_eps: 1e-5,
  vocab_size: TINY_TEXT + TINY_CODES,
  embedding_size: TINY_TEXT + TINY_CODES,
  max_sequence_length: 512,
  weight_tying: false,
};

const codecConfig = {
  _class_name: 'VQModel',
  act_fn: 'silu',
  block_out_channels: [4, 8],
  down_block_types: ['DownEncoderBlock2D', 'DownEncoderBlock2D'],
  up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D'],
  in_channels: 3,
  out_channels: 3,
  latent_channels: 4,
  layers_per_block: 1,
  lookup_from_codebook: true,
  mid_block_add_attention: false,
  norm_num_groups: 2,
  num_vq_embeddings: TINY_CODES,
  vq_embed_dim: 4,
};

/**
 * Writes a small random checkpoint in the public layout into `folder`, so that tests of the
 * converter need no other files. The same options give the same bytes.
 */
export function writeTinyCheckpoint(folder: string, options: TinyOptions = {}): void {
  const random = generator(options.seed ?? 1);
  const model: Record<string, unknown> = { ...config, ...options.config };
  const codec: Record<string, unknown> = { ...codecConfig, ...options.codecConfig };
  mkdirSync(join(folder, 'vqvae'), { recursive: true });
  const json = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  json('config.json', model);
  json('vqvae/config.json', codec);
  json('tokenizer.json', tokenizer());
  json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizerFast' });
  if (options.generationConfig) json('generation_config.json', options.generationConfig);
  const dtype = options.dtype ?? 'F32';
  writeShards(folder, denoiserTensors(model, random), dtype, options.shards ?? 1);
  const codecFile = writeSafetensors(codecTensors(codec, random), dtype);
  writeFileSync(join(folder, 'vqvae', 'diffusion_pytorch_model.safetensors'), codecFile);
}

function writeShards(folder: string, tensors: readonly TestTensor[], dtype: TestDtype, shards: number): void {
  if (shards === 1) {
    writeFileSync(join(folder, 'model.safetensors'), writeSafetensors(tensors, dtype));
    return;
  }
  const map: Record<string, string> = {};
  for (let shard = 0; shard < shards; shard += 1) {
    const name = `model-${shard + 1}-of-${shards}.safetensors`;
    const mine = tensors.filter((_, index) => index % shards === shard);
    for (const tensor of mine) map[tensor.name] = name;
    writeFileSync(join(folder, name), writeSafetensors(mine, dtype));
  }
  writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
}

type Random = () => number;

function denoiserTensors(config: Record<string, unknown>, random: Random): TestTensor[] {
  const width = Number(config.d_model);
  const mlp = Number(config.mlp_hidden_size);
  const rows = Number(config.embedding_size ?? config.vocab_size);
  const path = 'model.transformer';
  const tensors = [matrix(`${path}.wte.weight`, [rows, width], random), gain(`${path}.ln_f.weight`, width, random)];
  for (let i = 0; i < Number(config.n_layers); i += 1) {
    const block = `${path}.blocks.${i}`;
    tensors.push(gain(`${block}.attn_norm.weight`, width, random), gain(`${block}.ff_norm.weight`, width, random));
    for (const name of ['q_proj', 'k_proj', 'v_proj', 'attn_out']) {
      tensors.push(matrix(`${block}.${name}.weight`, [width, width], random));
    }
    tensors.push(matrix(`${block}.ff_proj.weight`, [mlp, width], random));
    tensors.push(matrix(`${block}.up_proj.weight`, [mlp, width], random));
    tensors.push(matrix(`${block}.ff_out.weight`, [width, mlp], random));
  }
  if (config.weight_tying === false) tensors.push(matrix(`${path}.ff_out.weight`, [rows, width], random));
  return tensors;
}

function codecTensors(config: Record<string, unknown>, random: Random): TestTensor[] {
  const channels = config.block_out_channels as number[];
  const latent = Number(config.latent_channels);
  const entry = Number(config.vq_embed_dim ?? latent);
  const perBlock = Number(config.layers_per_block);
  const tensors: TestTensor[] = [];
  const conv = (name: string, from: number, to: number, side: number) =>
    tensors.push(matrix(`${name}.weight`, [to, from, side, side], random), matrix(`${name}.bias`, [to], random));
  const norm = (name: string, count: number) =>
    tensors.push(gain(`${name}.weight`, count, random), matrix(`${name}.bias`, [count], random));
  const residual = (name: string, from: number, to: number) => {
    norm(`${name}.norm1`, from);
    conv(`${name}.conv1`, from, to, 3);
    norm(`${name}.norm2`, to);
    conv(`${name}.conv2`, to, to, 3);
    if (from !== to) conv(`${name}.conv_shortcut`, from, to, 1);
  };
  const half = (name: 'encoder' | 'decoder') => {
    const levels = name === 'encoder' ? channels : [...channels].reverse();
    const top = channels[channels.length - 1];
    conv(`${name}.conv_in`, name === 'encoder' ? 3 : latent, levels[0], 3);
    for (const i of [0, 1]) residual(`${name}.mid_block.resnets.${i}`, top, top);
    if (config.mid_block_add_attention !== false) {
      norm(`${name}.mid_block.attentions.0.group_norm`, top);
      for (const part of ['to_q', 'to_k', 'to_v', 'to_out.0']) {
        const at = `${name}.mid_block.attentions.0.${part}`;
        tensors.push(matrix(`${at}.weight`, [top, top], random), matrix(`${at}.bias`, [top], random));
      }
    }
    levels.forEach((to, level) => {
      const block = `${name}.${name === 'encoder' ? 'down' : 'up'}_blocks.${level}`;
      const from = levels[Math.max(level - 1, 0)];
      for (let i = 0; i < perBlock + (name === 'encoder' ? 0 : 1); i += 1) {
        residual(`${block}.resnets.${i}`, i === 0 ? from : to, to);
      }
      const sampler = name === 'encoder' ? 'downsamplers' : 'upsamplers';
      if (level < levels.length - 1) conv(`${block}.${sampler}.0.conv`, to, to, 3);
    });
    norm(`${name}.conv_norm_out`, levels[levels.length - 1]);
    conv(`${name}.conv_out`, levels[levels.length - 1], name === 'encoder' ? latent : 3, 3);
  };
  half('encoder');
  half('decoder');
  conv('quant_conv', latent, entry, 1);
  conv('post_quant_conv', entry, latent, 1);
  tensors.push(matrix('quantize.embedding.weight', [Number(config.num_vq_embeddings), entry], random));
  return tensors;
}

/** Byte-level BPE without merges: one token per byte. */
function tokenizer(): unknown {
  const vocab = Object.fromEntries(byteCharacters().map((character, byte) => [character, byte]));
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, index) => ({ id: BYTES + index, content, ...flags })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
    model: { type: 'BPE', dropout: null, unk_token: null, vocab, merges: [] },
  };
}

/** The printable stand-in of every byte, as GPT-2's tokenizer has them. */
function byteCharacters(): string[] {
  let next = 256;
  const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  return Array.from({ length: BYTES }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}

function matrix(name: string, shape: readonly number[], random: Random): TestTensor {
  const size = shape.reduce((all, extent) => all * extent, 1);
  const scale = 1.7 / Math.sqrt(shape.length > 1 ? size / shape[0] : 16);
  return { name, shape, values: Float32Array.from({ length: size }, () => (random() * 2 - 1) * scale) };
}

function gain(name: string, size: number, random: Random): TestTensor {
  return { name, shape: [size], values: Float32Array.from({ length: size }, () => 0.8 + 0.4 * random()) };
}

/** Numbers in [0, 1), the same for the same seed. */
function generator(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
