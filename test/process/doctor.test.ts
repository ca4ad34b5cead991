import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseElectron } from '../../main/electron-line.ts';
import { openLogFile } from '../../main/logs/log-file.ts';
import { changeShelf } from '../../main/model-shelf.ts';
import { type Manifest, manifestSchema } from '../../preload/contract/manifest.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

const root = join(import.meta.dirname, '../..');
type Role = Manifest['files'][number]['role'];

let whole = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-doctor-'));
beforeAll(async () => {
  ({ folder: whole, remove } = await tinyModelFolder());
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const doctor = (model: string, env: NodeJS.ProcessEnv = {}) => runCommand({ model, cwd: scratch, env }, ['doctor']);

/** A copy of the model in which one file is another, and the manifest has its hash and size. */
function damaged(name: string, role: Role, change: (bytes: Buffer, of: (role: Role) => Buffer) => Buffer): string {
  const folder = join(scratch, name);
  cpSync(whole, folder, { recursive: true });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const fileOf = (wanted: Role) => {
    const file = manifest.files.find((one) => one.role === wanted);
    if (file === undefined) throw new Error(`The tiny model has no ${wanted}.`);
    return file;
  };
  const of = (wanted: Role) => readFileSync(join(folder, fileOf(wanted).name));
  const bytes = change(of(role), of);
  writeFileSync(join(folder, fileOf(role).name), bytes);
  Object.assign(fileOf(role), { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

describe('doctor --report', () => {
  const secret = 'Zwetschgenkuchen';

  test('writes versions, providers, models and the last lines of the log, and no path', async () => {
    const data = join(scratch, secret);
    const log = openLogFile(join(data, 'logs'));
    log({ code: 'service-died', service: 'engine', signal: 'SIGKILL' });
    appendFileSync(join(data, 'logs', 'studio.log'), `a line about ${secret}\n`);
    cpSync(whole, join(data, 'models', 'tiny'), { recursive: true });
    const env = { DIMOO_DATA: data, DIMOO_MODEL: '', DIMOO_ELECTRON_PLANNED: releaseElectron };
    const { code, stdout, stderr } = await runCommand({ model: '', cwd: scratch, env }, [
      'doctor',
      '--report',
      'report.txt',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(join(scratch, 'report.txt'));
    const text = readFileSync(join(scratch, 'report.txt'), 'utf8');
    const { name, modelHash } = manifestSchema.parse(JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8')));
    expect(text).toMatch(/^studio +\d+\.\d+\.\d+$/m);
    expect(text).toContain(`Electron ${releaseElectron}`);
    expect(text).toMatch(/^ONNX Runtime +\d+\.\d+\.\d+$/m);
    expect(text).toMatch(/^providers +cpu/m);
    expect(text).toMatch(new RegExp(`^model +${name}, ${modelHash}, .*, whole$`, 'm'));
    expect(text).toMatch(/^\S+Z error service-died service=engine signal=SIGKILL$/m);
    for (const never of [secret, scratch, tmpdir(), homedir()]) expect(text).not.toContain(never);
  });

  test('says of a model that cannot be used why not, and is written where nothing is there', async () => {
    const data = join(scratch, 'odd');
    cpSync(whole, join(data, 'models', 'cut'), { recursive: true });
    truncateSync(join(data, 'models', 'cut', 'transformer.onnx'), 10);
    mkdirSync(join(data, 'models', 'none'), { recursive: true });
    writeFileSync(join(data, 'models', 'none', 'manifest.json'), '{');
    const report = async (folder: string) => {
      const env = { DIMOO_DATA: folder, DIMOO_MODEL: '' };
      const { code } = await runCommand({ model: '', cwd: scratch, env }, ['doctor', '--report', 'odd.txt']);
      expect(code).toBe(0);
      return readFileSync(join(scratch, 'odd.txt'), 'utf8');
    };
    const text = await report(data);
    expect(text).toMatch(/^model +cannot be read \(model-invalid\)$/m);
    expect(text).toMatch(/^model +tiny, .*, damaged \(model-invalid\)$/m);
    expect(await report(join(scratch, 'nowhere'))).toMatch(/^model +none is prepared$/m);
  });

  test('names the models that lie outside of the data folder', async () => {
    const data = join(scratch, 'elsewhere');
    changeShelf(data, (shelf) => ({ ...shelf, elsewhere: [whole] }));
    const env = { DIMOO_DATA: data, DIMOO_MODEL: '' };
    const place = { model: '', cwd: scratch, env };
    expect((await runCommand(place, ['doctor', '--report', 'elsewhere.txt'])).code).toBe(0);
    expect(readFileSync(join(scratch, 'elsewhere.txt'), 'utf8')).toMatch(/^model +tiny, .*, whole$/m);
    expect((await runCommand(place, ['doctor'])).stdout).toContain(whole);
  });

  test('a place that cannot be written is a sentence', async () => {
    const env = { DIMOO_DATA: scratch, DIMOO_MODEL: '' };
    const { code, stderr } = await runCommand({ model: '', cwd: scratch, env }, [
      'doctor',
      '--report',
      'no/such/folder.txt',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'The report cannot be written there (ENOENT); choose another place.\n',
    });
  });
});

describe('doctor', () => {
  test('loads a whole model and draws one step with it', async () => {
    const { code, stdout } = await doctor(whole);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^model .*: tiny, .*all hashes hold; loaded in [\d.]+ s, one step drawn in [\d.]+ s$/m);
  });

  test.each<[string, Role, Parameters<typeof damaged>[2], RegExp]>([
    ['is cut off', 'transformer', (bytes) => bytes.subarray(0, 100), /transformer cannot be loaded/],
    ['is no graph', 'codec-encoder', () => Buffer.from('no graph'), /codec-encoder cannot be loaded/],
    ['is another graph', 'codec-decoder', (_bytes, of) => of('codec-encoder'), /codec-decoder/],
    ['is no tokenizer', 'tokenizer', () => Buffer.from('{}'), /tokenizer/],
    ['is no JSON', 'tokenizer-config', () => Buffer.from('x'), /tokenizer-config cannot be read/],
  ])('refuses a model whose hashes hold, but a file %s (%s), and says so', async (name, role, change, cause) => {
    const folder = damaged(`${role} ${name}`, role, change);
    const { code, stdout, stderr } = await doctor(folder);
    expect(code).toBe(2);
    expect(stdout).toContain(`${folder}: cannot be used`);
    expect(stdout).not.toContain('all hashes hold');
    const sentence = stderr.trim().split('\n').at(-1) ?? '';
    expect(sentence).toContain(`The model in ${folder} cannot be used: `);
    expect(sentence).toMatch(cause);
  });

  test('names the Electron that a start would run, and warns of an old one', async () => {
    const old = await doctor(whole, { DIMOO_ELECTRON_PLANNED: '33.2.1' });
    expect(old.stdout).toMatch(/^window +Electron 33\.2\.1 \(older than \d+.*for development only\)$/m);
    const fresh = await doctor(whole, { DIMOO_ELECTRON_PLANNED: '45.4.1' });
    expect(fresh.stdout).toMatch(/^window +Electron 45\.4\.1$/m);
    const none = await doctor(whole, { DIMOO_ELECTRON_PLANNED: '' });
    expect(none.stdout).toContain(`not downloaded yet; the first start of the window fetches ${releaseElectron}`);
  });

  test.each([
    ['fallback', ['33.2.1']],
    ['official', [releaseElectron, '']],
  ])(
    'is told by the tools what a start would run, without the network, where DIMOO_ELECTRON is %s',
    async (wish, any) => {
      const script = "import('./tools/install/electron.mjs').then((m) => process.stdout.write(m.plannedElectron()))";
      const env = { ...process.env, DIMOO_ELECTRON: wish, DIMOO_CACHE: join(scratch, 'no-cache') };
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: root, env });
      expect(any).toContain(stdout);
    },
  );
});
