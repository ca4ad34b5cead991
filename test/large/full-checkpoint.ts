/**
 * Writes a checkpoint of the released layout and width with weights that mean nothing: bell-shaped numbers of one block,
 * again and again from other places. As many layers as asked for; 32 are 16.2 GB.
 *   node test/large/full-checkpoint.ts FOLDER LAYERS [--full-codec]
 */
import { once } from 'node:events';
import { createWriteStream, readFileSync, rmSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';

const WIDTH = 4096;
const MLP = 12288;
const TEXT = 126_356;
const CODES = 8192;
const ROWS = TEXT + CODES;
/** Tensors of as many bytes go into one file, as in the released checkpoint. */
const SHARD_BYTES = 4.5e9;
/** Numbers of the block that all weights are taken from: a prime, so that no two rows are equal. */
const BLOCK = 4_194_301;

const config = { d_model: WIDTH, n_heads: 32, mlp_hidden_size: MLP, rope_theta: 500_000, max_sequence_length: 4096 };
const codes = { num_vq_embeddings: CODES };
/** The codec of the released checkpoint. */
const fullCodec = {
  block_out_channels: [128, 256, 256, 512, 768],
  down_block_types: new Array<string>(5).fill('DownEncoderBlock2D'),
  up_block_types: new Array<string>(5).fill('UpDecoderBlock2D'),
  latent_channels: 64,
  layers_per_block: 2,
  norm_num_groups: 32,
  vq_embed_dim: 64,
};

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Writes the checkpoint. */
export async function writeFullCheckpoint(folder: string, layers: number, withFullCodec = false): Promise<void> {
  writeTinyCheckpoint(folder, {
    config: { ...config, n_layers: 1, d_model: 32, mlp_hidden_size: 48, n_heads: 2 },
    codecConfig: withFullCodec ? { ...codes, ...fullCodec } : codes,
  });
  rmSync(join(folder, 'model.safetensors'));
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  const sizes = { vocab_size: ROWS, embedding_size: ROWS, n_layers: layers };
  write('config.json', { ...json('config.json'), ...config, ...sizes });
  write('tokenizer.json', longTokenizer(json('tokenizer.json')));
  await writeShards(folder, tensorsOf(layers), block());
}

function tensorsOf(layers: number): readonly Entry[] {
  const path = 'model.transformer';
  const of = (layer: number): readonly Entry[] => {
    const name = (part: string) => `${path}.blocks.${layer}.${part}.weight`;
    return [
      ...['attn_norm', 'ff_norm'].map((part) => ({ name: name(part), shape: [WIDTH] })),
      ...['q_proj', 'k_proj', 'v_proj', 'attn_out'].map((part) => ({ name: name(part), shape: [WIDTH, WIDTH] })),
      ...['ff_proj', 'up_proj'].map((part) => ({ name: name(part), shape: [MLP, WIDTH] })),
      { name: name('ff_out'), shape: [WIDTH, MLP] },
    ];
  };
  return [
    { name: `${path}.wte.weight`, shape: [ROWS, WIDTH] },
    ...Array.from({ length: layers }, (_, layer) => of(layer)).flat(),
    { name: `${path}.ln_f.weight`, shape: [WIDTH] },
    { name: `${path}.ff_out.weight`, shape: [ROWS, WIDTH] },
  ];
}

/** The tiny tokenizer with so many more words that the codes begin where those of the released checkpoint do. */
function longTokenizer(tokenizer: Record<string, unknown>): unknown {
  const { added_tokens: added, model } = tokenizer as {
    added_tokens: { id: number }[];
    model: { vocab: Record<string, number> };
  };
  const bytes = Object.keys(model.vocab).length;
  const first = TEXT - added.length;
  const words = Array.from({ length: first - bytes }, (_, i) => [`word${i}`, bytes + i] as const);
  return {
    ...tokenizer,
    added_tokens: added.map((token, index) => ({ ...token, id: first + index })),
    model: { ...model, vocab: { ...model.vocab, ...Object.fromEntries(words) } },
  };
}

/** bfloat16 numbers of a bell, such that a product of the width neither grows nor vanishes. */
function block(): Uint16Array {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  const numbers = Float32Array.from({ length: BLOCK }, () => {
    return (Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())) / Math.sqrt(WIDTH);
  });
  return Uint16Array.from(new Uint32Array(numbers.buffer), (bits) => bits >>> 16);
}

async function writeShards(folder: string, tensors: readonly Entry[], numbers: Uint16Array): Promise<void> {
  const shards: Entry[][] = [[]];
  let filled = 0;
  for (const tensor of tensors) {
    if (filled + bytesOf(tensor) > SHARD_BYTES && filled > 0) {
      shards.push([]);
      filled = 0;
    }
    shards.at(-1)?.push(tensor);
    filled += bytesOf(tensor);
  }
  const map: Record<string, string> = {};
  let from = 0;
  for (const [index, shard] of shards.entries()) {
    const name = `model-${String(index + 1).padStart(5, '0')}-of-${String(shards.length).padStart(5, '0')}.safetensors`;
    for (const tensor of shard) map[tensor.name] = name;
    const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
    let at = 0;
    for (const tensor of shard) {
      header[tensor.name] = { dtype: 'BF16', shape: tensor.shape, data_offsets: [at, at + bytesOf(tensor)] };
      at += bytesOf(tensor);
    }
    const text = Buffer.from(JSON.stringify(header));
    const stream = createWriteStream(join(folder, name));
    await put(stream, Buffer.from(new BigUint64Array([BigInt(text.length)]).buffer));
    await put(stream, text);
    for (const tensor of shard) from = await putTensor(stream, tensor, numbers, from);
    stream.end();
    await once(stream, 'finish');
  }
  writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
}

async function putTensor(stream: WriteStream, tensor: Entry, numbers: Uint16Array, from: number): Promise<number> {
  let left = bytesOf(tensor) / 2;
  if (tensor.shape.length === 1) {
    await put(stream, Buffer.from(new Uint16Array(left).fill(0x3f80).buffer));
    return from;
  }
  let at = from;
  while (left > 0) {
    const count = Math.min(left, numbers.length - at);
    await put(stream, Buffer.from(numbers.buffer, at * 2, count * 2));
    left -= count;
    at = (at + count) % numbers.length;
  }
  return at;
}

function bytesOf({ shape }: Entry): number {
  return shape.reduce((all, extent) => all * extent, 2);
}

async function put(stream: WriteStream, bytes: Buffer): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, layers, codec] = process.argv.slice(2);
  if (folder === undefined || layers === undefined) throw new Error('full-checkpoint.ts FOLDER LAYERS [--full-codec]');
  await writeFullCheckpoint(folder, Number(layers), codec === '--full-codec');
}
