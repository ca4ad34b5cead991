import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { findCheckpointFiles, modelHashOf } from '../../../native-models/checkpoint/checkpoint-files.ts';
import { type ConvertOptions, convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { conversionKey } from '../../../native-models/converter/journal.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { CONVERTER_VERSION, manifestSchema } from '../../../preload/contract/manifest.ts';
import { TINY_CODES, TINY_TEXT, type TinyOptions, writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { TransformerSession } from './transformer-session.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'dimoo-convert-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const script = fileURLToPath(new URL('../../../native-models/converter/convert.ts', import.meta.url));

/** A folder with a tiny checkpoint and the options that convert it into `model` beside it. */
function prepare(options: TinyOptions = {}) {
  const folder = mkdtempSync(join(root, 'case-'));
  writeTinyCheckpoint(join(folder, 'checkpoint'), options);
  const out = join(folder, 'model');
  return { folder, out, job: { checkpoint: join(folder, 'checkpoint'), out, precision: 'fp32' as const } };
}

describe('convertCheckpoint', () => {
  it('writes a model folder whose manifest tells the truth about it', async () => {
    const { out, job } = prepare();
    const { manifest, converted } = await convertCheckpoint(job);
    expect(converted).toBe(true);
    expect(manifestSchema.parse(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')))).toEqual(manifest);
    expect(readdirSync(out).sort()).toEqual(['manifest.json', ...manifest.files.map(({ name }) => name)].sort());
    for (const { name, bytes } of manifest.files) expect(statSync(join(out, name)).size).toBe(bytes);
    expect(manifest).toMatchObject({
      name: 'checkpoint',
      converterVersion: CONVERTER_VERSION,
      modelHash: await modelHashOf(job.checkpoint),
      family: 'lumina-dimoo',
      elementTypes: { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' },
      codebookSize: TINY_CODES,
      codeOffset: TINY_TEXT,
      codec: { patchSize: 2, latentChannels: 4 },
      transformer: { width: 32, layers: 2, heads: 2, maxSequenceLength: 512 },
      specialTokens: { endOfText: 256, mask: 257, endOfLine: 258, system: 260, answerEnd: 268 },
      defaults: { textToImage: { steps: 64, textGuidance: 4, samplingTemperature: 1 } },
    });
  });

  it('takes over the words that a file beside the checkpoint names, also into a model that is there already', async () => {
    const { out, job } = prepare();
    const before = await convertCheckpoint(job);
    expect(before.manifest).not.toHaveProperty('vocabulary');
    const vocabulary = { words: ['cat', 'cats'], stopWords: ['my'] };
    writeFileSync(join(job.checkpoint, 'vocabulary.json'), JSON.stringify(vocabulary));
    const { manifest } = await convertCheckpoint(job);
    expect(manifest.vocabulary).toEqual(vocabulary);
    expect(manifest.modelHash).toBe(before.manifest.modelHash);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).vocabulary).toEqual(vocabulary);
    expect((await convertCheckpoint(job)).converted).toBe(false);
    writeFileSync(join(job.checkpoint, 'vocabulary.json'), '{"words": "all"}');
    await expect(convertCheckpoint(job)).rejects.toThrow('vocabulary.json is no list of words');
  });

  it('keeps what README and licence file say, also in a model that is there already, without converting it again', async () => {
    const { out, job } = prepare();
    const kept = () => JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect((await convertCheckpoint(job)).manifest).not.toHaveProperty('licence');
    const { ino } = statSync(join(out, 'transformer.weights'));
    writeFileSync(join(job.checkpoint, 'LICENSE'), 'MIT License\n\nCopyright');
    expect(await convertCheckpoint(job)).toMatchObject({ converted: false, manifest: { licence: 'mit' } });
    expect(kept()).toMatchObject({ licence: 'mit' });
    // What the README says is about the weights, and the file may be about the code.
    writeFileSync(join(job.checkpoint, 'README.md'), '---\nlicense: apache-2.0\ndescription: Draws cats.\n---\n');
    await convertCheckpoint(job);
    expect(kept()).toMatchObject({ licence: 'apache-2.0', description: { en: 'Draws cats.' } });
    rmSync(join(job.checkpoint, 'README.md'));
    rmSync(join(job.checkpoint, 'LICENSE'));
    await convertCheckpoint(job);
    expect(kept()).not.toHaveProperty('licence');
    expect(statSync(join(out, 'transformer.weights')).ino).toBe(ino);
    expect(readdirSync(out)).not.toContain('manifest.json.next');
  });

  it.skipIf(process.platform === 'win32')('is not held up by a pipe where a text file should be', async () => {
    const { job } = prepare();
    for (const name of ['README.md', 'LICENSE', 'vocabulary.json']) {
      execFileSync('mkfifo', [join(job.checkpoint, name)]);
    }
    expect((await convertCheckpoint(job)).converted).toBe(true);
  });

  it('replaces a model whose manifest has another form, but nothing that only looks like one', async () => {
    const { out, job } = prepare();
    await convertCheckpoint(job);
    const file = join(out, 'manifest.json');
    const { family: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...manifest, format: 0, converterVersion: '1' }));
    expect((await convertCheckpoint(job)).converted).toBe(true);
    writeFileSync(file, JSON.stringify({ name: 'an extension of a browser', files: [] }));
    await expect(convertCheckpoint(job)).rejects.toThrow('which is no part of a model');
  });

  it('takes name, size, tasks, kinds, examples and settings from generation_config.json', async () => {
    const { job } = prepare({
      generationConfig: {
        name: 'Tiny',
        nativeSize: [64, 32],
        tasks: ['generate', 'caption'],
        kinds: { control: ['depth'] },
        examples: ['a dot'],
        textToImage: { steps: 7, guidance: 1.5, temperature: 0.5 },
        imageToImage: { steps: 5, imageGuidance: 3, size: [64, 32] },
        understanding: { genLength: 9 },
        transformers_version: '4.0',
      },
    });
    const { manifest } = await convertCheckpoint(job);
    expect(manifest).toMatchObject({
      name: 'Tiny',
      nativeSizes: [{ width: 64, height: 32 }],
      tasks: ['generate', 'caption'],
      kinds: { control: ['depth'] },
      examples: ['a dot'],
      defaults: {
        textToImage: { steps: 7, textGuidance: 1.5, samplingTemperature: 0.5 },
        inpainting: { steps: 64 },
        imageToImage: {
          steps: 5,
          textGuidance: 2.5,
          imageGuidance: 3,
          samplingTemperature: 1,
          size: { width: 64, height: 32 },
        },
        understanding: { steps: 128, genLength: 9, blockLength: 32, samplingTemperature: 0 },
      },
    });
  });

  it('passes over keys that the reference does not define, and names them', async () => {
    const released = {
      llm_vocab_size: 269,
      new_vocab_size: 285,
      codebook_size: 16,
      unk_token_id: null,
      hidden_size: 32,
    };
    const { job } = prepare({ config: released, codecConfig: { use_quant_conv: false } });
    const { manifest, passedOver } = await convertCheckpoint(job);
    expect(passedOver).toEqual([
      ...Object.keys(released).map((key) => ({ file: 'config.json', key })),
      { file: 'vqvae/config.json', key: 'use_quant_conv' },
    ]);
    expect(manifest.codeOffset).toBe(TINY_TEXT);
  });

  it.each([
    ['that is missing', undefined],
    ['that is null', null],
    ['that is the end of the text', 256],
  ])('needs no padding, and takes one %s', async (_, padding) => {
    const { job } = prepare({ config: { pad_token_id: padding } });
    const tokenizer = join(job.checkpoint, 'tokenizer.json');
    writeFileSync(tokenizer, readFileSync(tokenizer, 'utf8').replace('<|pad|>', '<|other|>'));
    const { manifest } = await convertCheckpoint(job);
    expect(Object.keys(manifest.specialTokens)).toHaveLength(12);
  });

  it('finds the codes where rows are rounded up, and where the tokenizer lists the codes as well', async () => {
    // More than rows are ever rounded up by.
    const codes = 600;
    const listing = (checkpoint: string) => {
      const path = join(checkpoint, 'tokenizer.json');
      const tokenizer = JSON.parse(readFileSync(path, 'utf8'));
      for (let code = 0; code < codes; code++) tokenizer.model.vocab[`<code ${code}>`] = TINY_TEXT + code;
      writeFileSync(path, JSON.stringify(tokenizer));
    };
    const converted = async (rows: number, lists: boolean, more: Partial<ConvertOptions> = {}) => {
      const sizes = { embedding_size: rows, vocab_size: TINY_TEXT + codes };
      const { job } = prepare({ config: sizes, codecConfig: { num_vq_embeddings: codes } });
      if (lists) listing(job.checkpoint);
      return (await convertCheckpoint({ ...job, ...more })).manifest;
    };
    const exact = TINY_TEXT + codes;
    for (const rows of [exact, 896, 1024]) {
      for (const lists of [false, true]) {
        const { codeOffset, transformer } = await converted(rows, lists);
        const size = transformer.vocabularySize;
        expect({ rows, codeOffset, size }).toEqual({ rows, codeOffset: TINY_TEXT, size: rows });
      }
    }
    expect((await converted(880, false, { codeOffset: TINY_TEXT })).codeOffset).toBe(TINY_TEXT);
    const told = await converted(exact, false, { codeOffset: TINY_TEXT });
    // To a picture's record a model whose codes were told is another one than that whose files tell them.
    expect(told.modelHash).not.toBe((await converted(exact, false)).modelHash);
  });

  it.each([
    { dtype: 'F32', precision: 'fp32' },
    { dtype: 'F16', precision: 'fp32' },
    { dtype: 'BF16', precision: 'fp32' },
    { dtype: 'BF16', precision: 'fp16' },
    { dtype: 'BF16', precision: 'int4', tied: true },
  ] as const)('gives the same model from one file and from three: $precision of $dtype', async (of) => {
    const ids = Array.from({ length: 20 }, (_, i) => (i * 37 + 5) % 270);
    const logits = async (options: TinyOptions) => {
      const { out, job } = prepare({ ...options, ...('tied' in of && { config: { weight_tying: true } }) });
      const { manifest } = await convertCheckpoint({ ...job, precision: of.precision });
      const weights = manifest.files.filter(({ name }) => /^transformer.*weights$/.test(name));
      const session = await TransformerSession.open(out, manifest);
      const { text_logits: found } = await session.run({ ids: [ids], textRows: [0, 7], fetch: ['text_logits'] });
      await session.release();
      return { found, names: weights.map(({ name }) => name), sizes: weights.map(({ bytes }) => bytes) };
    };
    const [one, three] = [await logits({ dtype: of.dtype }), await logits({ dtype: of.dtype, shards: 3 })];
    expect(three.found).toEqual(one.found);
    // The two forms of a tied head lie in two files.
    expect(one.names).toHaveLength('tied' in of ? 2 : 1);
    expect(three.names.length).toBeGreaterThanOrEqual(3);
    if (of.dtype === 'BF16' && of.precision === 'fp32') {
      expect((await logits({ dtype: 'F32' })).found).not.toEqual(one.found);
    }
  });

  it.each([1, 3])('leaves nothing where it is cancelled, with %d files of weights', async (shards) => {
    const { folder, job } = prepare({ shards });
    const cancelled = convertCheckpoint({
      ...job,
      onProgress: ({ stage }) => {
        if (stage === 'transformer') throw StudioError.of('cancelled', {});
      },
    });
    await expect(cancelled).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(readdirSync(folder)).toEqual(['checkpoint']);
  });

  it('goes on where a conversion of the same files was killed, and takes nothing over that is damaged', async () => {
    const { folder, out, job } = prepare({ shards: 3 });
    const { manifest } = await convertCheckpoint(job);
    const files = await findCheckpointFiles(job.checkpoint);
    const key = await conversionKey(job.checkpoint, files.all, { precision: 'fp32', version: CONVERTER_VERSION });
    const [first = '', second = ''] = files.transformer.names;
    const left = join(folder, 'model.partial-999999999-0123abcd');
    /** What a process leaves that was killed while it wrote its third file. */
    const leave = (damage: (bytes: Buffer) => void) => {
      mkdirSync(left);
      const written = ['transformer-1.weights', 'transformer-2.weights', 'transformer-3.weights'];
      for (const name of written) writeFileSync(join(left, name), readFileSync(join(out, name)));
      const bytes = readFileSync(join(out, 'transformer-2.weights'));
      damage(bytes);
      writeFileSync(join(left, 'transformer-2.weights'), bytes);
      const converted = [first, second].map((name, index) => ({
        name,
        sha256: createHash('sha256')
          .update(readFileSync(join(job.checkpoint, name)))
          .digest('hex'),
        records: manifest.files.filter((file) => file.name === written[index]),
      }));
      writeFileSync(join(left, 'conversion.json'), JSON.stringify({ key, files: converted }));
      rmSync(out, { recursive: true });
      return statSync(join(left, 'transformer-1.weights')).ino;
    };
    const again = async () => {
      const taken: number[] = [];
      await convertCheckpoint({ ...job, onProgress: ({ stage, done }) => stage === 'transformer' && taken.push(done) });
      expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'model']);
      expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toEqual(manifest);
      expect(readdirSync(out)).not.toContain('conversion.json');
      return {
        taken: taken[1],
        inodes: [1, 2, 3].map((index) => statSync(join(out, `transformer-${index}.weights`)).ino),
      };
    };
    const size = (name: string) => statSync(join(job.checkpoint, name)).size;

    const inode = leave(() => undefined);
    const whole = await again();
    expect(whole.inodes[0]).toBe(inode);
    expect(whole.taken).toBe(size(first) + size(second));

    const kept = leave((bytes) => bytes.writeUInt8(bytes.readUInt8(9) ^ 1, 9));
    expect((await again()).inodes[0]).toBe(kept);

    leave(() => undefined);
    // Another checkpoint in the same place: nothing is taken over.
    writeTinyCheckpoint(job.checkpoint, { shards: 3, seed: 9 });
    const other = await convertCheckpoint(job);
    expect(other.manifest.modelHash).not.toBe(manifest.modelHash);
    expect(other.manifest.modelHash).toBe(await modelHashOf(job.checkpoint));
    expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'model']);
  });

  it('stores a tied head once', async () => {
    const bytes = async (options: TinyOptions) => {
      const { manifest } = await convertCheckpoint(prepare(options).job);
      return manifest.files.find(({ name }) => name === 'transformer.weights')?.bytes ?? 0;
    };
    const head = (TINY_TEXT + TINY_CODES) * 32 * 4;
    expect((await bytes({})) - (await bytes({ config: { weight_tying: true } }))).toBeGreaterThanOrEqual(head);
  });

  it('leaves the same model alone, and replaces one that is older or damaged', async () => {
    const { out, job } = prepare();
    await convertCheckpoint(job);
    const written = statSync(join(out, 'manifest.json')).mtimeMs;
    expect((await convertCheckpoint(job)).converted).toBe(false);
    expect(statSync(join(out, 'manifest.json')).mtimeMs).toBe(written);

    const weights = readFileSync(join(out, 'transformer.weights'));
    weights[100] ^= 1;
    writeFileSync(join(out, 'transformer.weights'), weights);
    expect((await convertCheckpoint(job)).converted).toBe(true);
    weights[100] ^= 1;
    expect(readFileSync(join(out, 'transformer.weights')).equals(weights)).toBe(true);

    writeTinyCheckpoint(job.checkpoint, { seed: 2 });
    const { converted, manifest } = await convertCheckpoint(job);
    expect(converted).toBe(true);
    expect(manifest.modelHash).toBe(await modelHashOf(job.checkpoint));
    expect((await convertCheckpoint({ ...job, exposeHidden: true })).converted).toBe(true);
  });

  it('never replaces a folder with files that are not a model', async () => {
    const { out, job } = prepare();
    mkdirSync(out);
    writeFileSync(join(out, 'novel.txt'), 'chapter one');
    await expect(convertCheckpoint(job)).rejects.toThrow(/holds novel.txt, which is no part of a model/);
    expect(readFileSync(join(out, 'novel.txt'), 'utf8')).toBe('chapter one');
    rmSync(join(out, 'novel.txt'));
    await convertCheckpoint(job);
    writeFileSync(join(out, 'novel.txt'), 'chapter two');
    await expect(convertCheckpoint({ ...job, exposeHidden: true })).rejects.toThrow(/novel.txt/);
    expect(readFileSync(join(out, 'novel.txt'), 'utf8')).toBe('chapter two');
  });

  it('clears away what a dead process left, and nothing else', async () => {
    const { folder, out, job } = prepare();
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    mkdirSync(`${out}.partial-${dead.pid}-00ff00ff`);
    mkdirSync(`${out}.partial-${process.pid}-00ff00ff`);
    mkdirSync(`${out}.partial-notes`);
    await convertCheckpoint(job);
    expect(readdirSync(folder).sort()).toEqual(
      ['checkpoint', 'model', `model.partial-${process.pid}-00ff00ff`, 'model.partial-notes'].sort(),
    );
  });

  it('removes its own leavings where a number is not finite half way through', async () => {
    const { folder, job } = prepare();
    const path = join(job.checkpoint, 'vqvae', 'diffusion_pytorch_model.safetensors');
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(0x7fc0_0000, bytes.length - 4);
    writeFileSync(path, bytes);
    await expect(convertCheckpoint(job)).rejects.toThrow(/not finite/);
    expect(readdirSync(folder)).toEqual(['checkpoint']);
  });
});

describe('the command line', () => {
  const start = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [script, ...args], { stdio: 'pipe' });
  const outcome = async (args: readonly string[]) => {
    const child = start(args);
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream]?.on('data', (data) => (text[stream] += data));
    const [code] = await once(child, 'close');
    return { code, ...text };
  };

  it('converts, reports on stderr, and leaves stdout empty', async () => {
    const { out, job } = prepare();
    const { code, stdout, stderr } = await outcome([
      '--checkpoint',
      job.checkpoint,
      '--out',
      out,
      '--precision',
      'fp32',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('is ready in');
    expect(readdirSync(out)).toContain('manifest.json');
  });

  it('prints lines of JSON for a parent process', async () => {
    const { out, job } = prepare();
    const { stdout } = await outcome(['--json-progress', '--checkpoint', job.checkpoint, '--out', out]);
    const lines: Record<string, unknown>[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-2)).toMatchObject({ stage: 'codec' });
    expect(lines.at(-2)?.done).toBe(lines.at(-2)?.of);
    expect(lines.at(-1)).toEqual({ done: true, out, modelHash: await modelHashOf(job.checkpoint), converted: true });
  });

  it.each([
    [['--out', 'x'], /Please give --checkpoint/],
    [['--checkpoint', '/nowhere', '--out', 'x'], /no checkpoint folder at \/nowhere/],
    [['--checkpoint', 'x', '--out', 'x', '--precision', 'fp8'], /"fp8" is not known/],
    [['--checkpoints', 'x'], /Unknown option '--checkpoints'/],
  ])('answers %j with exit code 2 and one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await outcome(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });

  it('leaves nothing that looks like a model when it is killed on the way', async () => {
    const { folder, out, job } = prepare({ config: { d_model: 512, n_heads: 8, mlp_hidden_size: 1024, n_layers: 3 } });
    const child = start(['--json-progress', '--checkpoint', job.checkpoint, '--out', out]);
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (data: Buffer) => {
        if (data.includes('"stage":"transformer"')) resolve();
      });
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(readdirSync(folder)).not.toContain('model');
    await convertCheckpoint(job);
    expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'model']);
  });
});
