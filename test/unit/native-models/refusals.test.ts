import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type ConvertOptions, convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { writeSafetensors } from '../../helpers/safetensors.ts';
import { TINY_CODES, TINY_TEXT, type TinyOptions, writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'dimoo-refusals-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Converts a tiny checkpoint, changed by `spoil`; the failure, having checked that nothing was left behind. */
async function failure(
  options: TinyOptions,
  spoil: (checkpoint: string) => void = () => {},
  more: Partial<ConvertOptions> = {},
) {
  const folder = mkdtempSync(join(root, 'case-'));
  const checkpoint = join(folder, 'checkpoint');
  writeTinyCheckpoint(checkpoint, options);
  spoil(checkpoint);
  const out = join(folder, 'model');
  const error: unknown = await convertCheckpoint({ checkpoint, out, precision: 'fp32', ...more }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw error ?? new Error('the checkpoint was converted');
  expect(readdirSync(folder)).toEqual(['checkpoint']);
  expect(error.message).toMatch(/^[^\n]+\.$/);
  return error.failure;
}

describe('a transformer config', () => {
  it.each<[string, unknown]>([
    ['activation_type', 'gelu'],
    ['activation_type', undefined],
    ['block_type', 'sequential'],
    ['block_group_size', 2],
    ['alibi', true],
    ['rope', false],
    ['rope_full_precision', false],
    ['attention_layer_norm', true],
    ['multi_query_attention', true],
    ['n_kv_heads', 1],
    ['input_emb_norm', true],
    ['layer_norm_type', 'gemma_rms'],
    ['layer_norm_with_affine', false],
    ['bias_for_layer_norm', true],
    ['include_bias', true],
    ['include_qkv_bias', true],
    ['scale_logits', true],
  ])('with %s = %j is refused by name', async (key, value) => {
    const { kind, message } = await failure({ config: { [key]: value } });
    expect(kind).toBe('unsupported');
    expect(message).toContain(key);
  });

  it.each<[string, unknown]>([
    ['d_model', 'wide'],
    ['n_heads', 0],
    ['n_layers', -1],
    ['rms_norm_eps', 0],
    ['vocab_size', undefined],
    ['rope_theta', null],
  ])('with the impossible %s = %j is refused by name', async (key, value) => {
    const { kind, message } = await failure({ config: { [key]: value } }, (checkpoint) => {
      const path = join(checkpoint, 'config.json');
      const config: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...config, [key]: value }));
    });
    expect(message).not.toMatch(/undefined|null/);
    expect(kind).toBe('model-invalid');
    expect(message).toContain(key);
  });

  it('whose width does not split into heads, or whose head is smaller than the codebook, is refused', async () => {
    expect((await failure({ config: { n_heads: 3 } })).message).toMatch(/d_model = 32 into 3 heads/);
    expect((await failure({ codecConfig: { num_vq_embeddings: 5000 } })).message).toMatch(/5000 codes, more than the/);
  });
});

describe('rows of the head that do not fit to codebook and tokenizer', () => {
  it('are refused with the way out', async () => {
    const rows = TINY_TEXT + TINY_CODES + 7;
    const { kind, message } = await failure({ config: { embedding_size: rows } });
    expect(kind).toBe('model-invalid');
    expect(message).toMatch(/292 rows, the codebook 16 codes and the tokenizer 269 tokens.*--code-offset/);
    const offset = { codeOffset: rows - TINY_CODES + 1 };
    expect((await failure({ config: { embedding_size: rows } }, undefined, offset)).message).toMatch(
      /between 1 and 276/,
    );
  });
});

describe('a codec config', () => {
  it.each<[string, unknown]>([
    ['act_fn', 'gelu'],
    ['norm_type', 'spatial'],
    ['lookup_from_codebook', false],
    ['lookup_from_codebook', undefined],
    ['in_channels', 4],
    ['out_channels', 1],
    ['down_block_types', ['DownEncoderBlock2D', 'AttnDownEncoderBlock2D']],
    ['up_block_types', ['UpDecoderBlock2D', 'AttnUpDecoderBlock2D']],
  ])('with %s = %j is refused by name', async (key, value) => {
    const { kind, message } = await failure({}, (checkpoint) => {
      const path = join(checkpoint, 'vqvae', 'config.json');
      const config: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...config, [key]: value }));
    });
    expect(kind).toBe('unsupported');
    expect(message).toContain(key);
  });

  it('that does not fit itself is refused', async () => {
    expect((await failure({ codecConfig: { norm_num_groups: 3 } })).message).toMatch(/does not divide 4 channels/);
    const types = { down_block_types: ['DownEncoderBlock2D'] };
    expect((await failure({ codecConfig: types })).message).toMatch(/1 down_block_types for 2/);
  });
});

describe('the weights', () => {
  it('that the config does not account for are refused by name', async () => {
    const stray = writeSafetensors(
      [{ name: 'model.transformer.wpe.weight', shape: [1], values: Float32Array.of(1) }],
      'F32',
    );
    const { kind, message } = await failure({ shards: 2 }, (checkpoint) => {
      writeFileSync(join(checkpoint, 'stray.safetensors'), stray);
      const path = join(checkpoint, 'model.safetensors.index.json');
      const index: { weight_map: Record<string, string> } = JSON.parse(readFileSync(path, 'utf8'));
      index.weight_map['model.transformer.wpe.weight'] = 'stray.safetensors';
      writeFileSync(path, JSON.stringify(index));
    });
    expect(kind).toBe('unsupported');
    expect(message).toContain('model.transformer.wpe.weight');
  });

  it('of another shape than the config says are refused by name', async () => {
    const spoil = (checkpoint: string) => {
      const path = join(checkpoint, 'config.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"mlp_hidden_size":48', '"mlp_hidden_size":64'));
    };
    expect((await failure({}, spoil)).message).toMatch(/ff_proj.weight" has the shape \[48, 32\].*\[64, 32\]/);
  });
});

describe('16-bit weights under the wrong name', () => {
  /** Names the numbers of every tensor by the other type, which has the same size. */
  const renamed = (from: string, to: string) => (checkpoint: string) => {
    const path = join(checkpoint, 'model.safetensors');
    const bytes = readFileSync(path);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = bytes
      .subarray(8, 8 + length)
      .toString()
      .replaceAll(`"${from}"`, `"${to}"`);
    const padded = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(padded.length));
    writeFileSync(path, Buffer.concat([size, padded, bytes.subarray(8 + length)]));
  };

  it.each([
    ['BF16', 'F16'],
    ['F16', 'BF16'],
  ] as const)('are noticed by their numbers: %s called %s', async (dtype, name) => {
    const { kind, message } = await failure({ dtype }, renamed(dtype, name));
    expect(kind).toBe('model-invalid');
    expect(message).toMatch(new RegExp(`is named ${name}, but its numbers are those of ${dtype}`));
  });
});

describe('the other files', () => {
  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'vqvae/config.json', 'model.safetensors'])(
    'refuses a checkpoint without %s',
    async (name) => {
      const { kind, message } = await failure({}, (checkpoint) => rmSync(join(checkpoint, name)));
      expect(kind).toBe('model-missing');
      expect(message).toContain(name);
    },
  );

  it('refuses a tokenizer without a special token, or with two ids for one', async () => {
    const edit = (from: string, to: string) => (checkpoint: string) => {
      const path = join(checkpoint, 'tokenizer.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    };
    expect((await failure({}, edit('<uncondition>', '<other>'))).message).toMatch(/no token "<uncondition>"/);
    expect((await failure({}, edit('"content":"</user>"', '"content":"<user>"'))).message).toMatch(
      /gives? "<user>" the ids/,
    );
    expect((await failure({}, edit('"id":256', '"id":257'))).message).toMatch(/have the same id 257/);
  });

  it('refuses generation settings that it does not know or cannot use', async () => {
    const message = async (generationConfig: Record<string, unknown>) => (await failure({ generationConfig })).message;
    expect(await message({ textToImage: { guidence: 2 } })).toMatch(/no usable "textToImage"/);
    expect(await message({ tasks: ['paint'] })).toMatch(/no usable "tasks.0"/);
    expect(await message({ nativeSize: [33, 32] })).toMatch(/33 x 32, which is not in steps of 2/);
  });

  it('refuses a folder that is not there', async () => {
    const out = join(root, 'never');
    const gone = convertCheckpoint({ checkpoint: join(root, 'nothing'), out, precision: 'fp32' });
    await expect(gone).rejects.toThrow(/no checkpoint folder/);
    expect(existsSync(out)).toBe(false);
  });
});
