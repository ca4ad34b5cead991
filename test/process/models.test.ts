import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-models-'));
const data = join(scratch, 'data');
const checkpoint = join(scratch, 'check point');
let elsewhere = '';
let remove = () => {};
beforeAll(async () => {
  ({ folder: elsewhere, remove } = await tinyModelFolder());
  writeTinyCheckpoint(checkpoint, { generationConfig: { name: 'Größe/1', nativeSize: [32, 32], tasks: ['generate'] } });
  writeFileSync(join(checkpoint, 'README.md'), '---\nlicense: mit\n---\n');
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const models = (...args: string[]) => {
  const env = { DIMOO_DATA: data, XDG_DATA_HOME: join(scratch, 'xdg') };
  return runCommand({ model: '', cwd: scratch, env }, ['models', ...args]);
};
const list = async () =>
  (await models('list', '--json')).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const added = join(data, 'models', 'Größe-1-int8');

describe('dimoo models', () => {
  test('adds a checkpoint in a precision, once', async () => {
    const first = await models('add', checkpoint, '--precision', 'int8');
    expect(first).toMatchObject({ code: 0, stdout: `${added}\n` });
    expect(first.stderr).toContain('is ready.');
    const again = await models('add', checkpoint, '--precision', 'int8');
    expect(again).toMatchObject({ code: 0, stdout: `${added}\n` });
    expect(again.stderr).toContain('was already there.');
    expect(readdirSync(join(data, 'models'))).toEqual(['Größe-1-int8']);
  });

  test('uses a converted model where it lies', async () => {
    expect(await models('add', elsewhere)).toMatchObject({ code: 0, stdout: `${elsewhere}\n` });
    expect((await list()).map(({ path, isOwn }) => ({ path, isOwn }))).toEqual([
      { path: added, isOwn: true },
      { path: elsewhere, isOwn: false },
    ]);
  });

  test('lists what each model is, in words', async () => {
    const { stdout } = await models();
    expect(stdout).toContain('Größe/1\n');
    expect(stdout).toMatch(/weights +int8, \d+ MB, 2 layers of 32\n/);
    expect(stdout).toMatch(/tasks +draw from words\n/);
    expect(stdout).toMatch(/licence +mit\n/);
    expect(stdout).toMatch(/licence +not stated\n/);
    expect(stdout).toMatch(/hashes +not checked\n/);
  });

  test('says that an older studio made a model, and how it is converted again', async () => {
    expect((await list())[0].facts.maker).toBe('current');
    const file = join(added, 'manifest.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(whole), converterVersion: '10' }));
    expect((await models()).stdout).toContain(
      `an older studio; \`dimoo models add ${checkpoint} --precision int8\` converts it again\n`,
    );
    const again = await models('add', checkpoint, '--precision', 'int8');
    expect(again).toMatchObject({ code: 0, stdout: `${added}\n`, stderr: expect.stringContaining('is ready.') });
    expect((await list())[0].facts.maker).toBe('current');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(whole), converterVersion: '99' }));
    expect((await models()).stdout).toMatch(/made by +a newer studio\n/);
    writeFileSync(file, whole);
  });

  test('says which file of a model is not the one that was written, until it is again', async () => {
    expect(await models('verify', 'Größe/1')).toMatchObject({
      code: 0,
      stdout: `Größe/1: all hashes hold (${added})\n`,
    });
    expect((await list())[0].hash).toMatchObject({ state: 'whole' });
    const file = join(added, 'tokenizer.json');
    const whole = readFileSync(file);
    writeFileSync(file, `${whole}`.replace('{', ' '));
    expect((await list())[0].hash).toEqual({ state: 'unchecked' });
    const verified = await models('verify');
    expect(verified).toMatchObject({ code: 2, stdout: expect.stringContaining('all hashes hold') });
    expect(verified.stderr).toContain('tokenizer.json');
    expect((await list())[0].hash).toEqual({ state: 'damaged', file: 'tokenizer.json' });
    writeFileSync(file, whole);
    expect((await models('verify', added)).code).toBe(0);
  });

  test('keeps the chosen model, and does not remove it', async () => {
    expect((await models('use', 'Größe/1')).code).toBe(0);
    expect((await list()).map(({ isUsed }) => isUsed)).toEqual([true, false]);
    const refused = await models('remove', 'Größe/1');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Choose another one first') });
    expect((await models('use', 'bundled')).code).toBe(0);
  });

  test('moves the models that it made into another folder, with what is known of them', async () => {
    const disk = join(scratch, 'other disk');
    await models('use', 'Größe/1');
    const moved = join(disk, 'Größe-1-int8');
    expect(await models('move', disk)).toMatchObject({ code: 0, stdout: `${moved}\n` });
    expect(await list()).toMatchObject([
      { path: moved, isOwn: true, isUsed: true, checkpoint, hash: { state: 'whole' }, facts: { licence: 'mit' } },
      { path: elsewhere },
    ]);
    renameSync(disk, `${disk} (away)`);
    expect((await models()).stderr).toContain(`The folder of models ${disk} is not there.`);
    renameSync(`${disk} (away)`, disk);
    expect((await models()).stderr).toBe('');
    expect((await models('move', join(checkpoint, 'config.json'))).stderr).toContain('Nothing can be written');
    expect((await models('add', checkpoint, '--precision', 'int8')).stderr).toContain('was already there.');
    expect((await models('move', join(data, 'models'))).stdout).toBe(`${added}\n`);
    await models('use', 'bundled');
  });

  test('moves a model to the trash, and takes one that lies elsewhere off the list alone', async () => {
    expect((await models('remove', elsewhere)).code).toBe(0);
    expect(existsSync(join(elsewhere, 'manifest.json'))).toBe(true);
    expect((await models('remove', 'Größe-1-int8')).code).toBe(0);
    expect(existsSync(added)).toBe(false);
    expect(readdirSync(join(scratch, 'xdg', 'Trash', 'files'))).toEqual(['Größe-1-int8']);
    expect(await list()).toEqual([]);
  });

  test('names what it cannot do in one sentence', async () => {
    expect((await models('use', 'nothing')).stderr).toBe(
      'No model is called “nothing”. The command `dimoo models` lists them.\n',
    );
    expect((await models('add', scratch)).stderr).toContain(`but there is one in ${checkpoint}.`);
    mkdirSync(join(scratch, 'nothing'));
    expect((await models('add', join(scratch, 'nothing'))).stderr).toContain(
      'neither a checkpoint nor a converted model',
    );
    expect((await models('add', checkpoint, '--precision', 'fp99')).stderr).toContain('"fp99" is not known');
    expect(existsSync(join(data, 'models', 'Größe-1-fp32'))).toBe(false);
  });
});
