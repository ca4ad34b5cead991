import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lookAt } from '../../../native-models/adding/look.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { precisionSchema } from '../../../preload/contract/manifest.ts';
import { TINY_CODES, TINY_TEXT, writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-look-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let made = 0;
const fresh = () => {
  made += 1;
  return join(scratch, String(made));
};

/** Wide enough that the weights are most of what is written. */
const wide = {
  d_model: 256,
  n_heads: 4,
  mlp_hidden_size: 512,
  n_layers: 3,
  vocab_size: 2048,
  embedding_size: 2048 + TINY_TEXT + TINY_CODES,
};

describe('a look at a folder', () => {
  test('says what a checkpoint is', async () => {
    const checkpoint = fresh();
    writeTinyCheckpoint(checkpoint, { generationConfig: { name: 'Tiny', nativeSize: [64, 32], tasks: ['generate'] } });
    writeFileSync(join(checkpoint, 'README.md'), '---\nlicense: mit\ndescription: A tiny one.\n---\n');
    expect(await lookAt(checkpoint)).toMatchObject({
      kind: 'checkpoint',
      name: 'Tiny',
      layers: 2,
      width: 32,
      tasks: ['generate'],
      nativeSize: { width: 64, height: 32 },
      licence: 'mit',
      description: { en: 'A tiny one.' },
      offers: precisionSchema.options.map((precision) => ({ precision })),
    });
  });

  test.each(precisionSchema.options)('tells the size of a model in %s as it will be', async (precision) => {
    const [checkpoint, out] = [fresh(), fresh()];
    const rows = TINY_TEXT + TINY_CODES;
    writeTinyCheckpoint(checkpoint, { config: { ...wide, vocab_size: rows, embedding_size: rows } });
    const look = await lookAt(checkpoint);
    if (look.kind !== 'checkpoint') throw new Error('It is a checkpoint.');
    await convertCheckpoint({ checkpoint, out, precision });
    const weights = readdirSync(out).filter((name) => /^(transformer|codec).*\.weights$/.test(name));
    const written = weights.reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
    const told = look.offers.find((offer) => offer.precision === precision)?.diskBytes ?? 0;
    expect(Math.abs(told / written - 1)).toBeLessThan(0.05);
  });

  test('says what a folder or file is that is neither, and where a checkpoint below it is', async () => {
    const folder = fresh();
    const inner = join(folder, 'models--a--b', 'snapshots', '0a1b');
    mkdirSync(join(folder, 'pictures'), { recursive: true });
    await expect(lookAt(folder)).rejects.toMatchObject({ failure: { code: 'adding.nothing-there' } });
    writeTinyCheckpoint(inner);
    await expect(lookAt(folder)).rejects.toMatchObject({ failure: { code: 'adding.lies-below', params: { inner } } });
    writeFileSync(join(folder, 'model.zip'), 'PK');
    await expect(lookAt(join(folder, 'model.zip'))).rejects.toThrow('has to be unpacked');
    await expect(lookAt(join(folder, 'gone'))).rejects.toMatchObject({ failure: { code: 'checkpoint.no-folder' } });
  });

  // Nothing is closed to the administrator.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('says that it may not be read', async () => {
    const folder = fresh();
    mkdirSync(folder);
    chmodSync(folder, 0o000);
    await expect(lookAt(folder)).rejects.toMatchObject({ failure: { code: 'adding.no-access' } });
  });

  test('counts the parameters of a tied head once', async () => {
    const parametersOf = async (weight_tying: boolean) => {
      const checkpoint = fresh();
      writeTinyCheckpoint(checkpoint, { config: { weight_tying } });
      const look = await lookAt(checkpoint);
      return look.kind === 'checkpoint' ? look.parameters : 0;
    };
    expect((await parametersOf(false)) - (await parametersOf(true))).toBe((TINY_TEXT + TINY_CODES) * 32);
  });

  test('takes a converted model for one', async () => {
    const [checkpoint, out] = [fresh(), fresh()];
    writeTinyCheckpoint(checkpoint, { generationConfig: { name: 'Tiny' } });
    await convertCheckpoint({ checkpoint, out, precision: 'fp32' });
    expect(await lookAt(out)).toMatchObject({ kind: 'model', name: 'Tiny', precision: 'fp32' });
  });

  test('refuses what is neither, in one sentence', async () => {
    const refusal = (folder: string) => lookAt(folder).catch((error: Error) => error.message);
    const empty = fresh();
    mkdirSync(empty);
    expect(await refusal(empty)).toContain('neither a checkpoint nor a converted model');
    expect(await refusal(join(empty, 'nowhere'))).toContain('There is no checkpoint folder');
    writeFileSync(join(empty, 'manifest.json'), '{}');
    expect(await refusal(empty)).toContain('is not valid');
    const cut = fresh();
    writeTinyCheckpoint(cut);
    truncateSync(join(cut, 'model.safetensors'), statSync(join(cut, 'model.safetensors')).size - 100);
    expect(await refusal(cut)).toContain('it may be cut short');
    expect(existsSync(cut)).toBe(true);
  });
});
