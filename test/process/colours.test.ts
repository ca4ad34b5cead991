/** Pictures of every space, depth and bad intent, through the command line. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packTrace } from '../../main/engine/families/lumina-dimoo/trace-text.ts';
import { writePng } from '../../main/engine/pictures/png.ts';
import { manifestSchema } from '../../preload/contract/manifest.ts';
import { deltaE, patches } from '../helpers/colours.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

let folder = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-colours-'));
const at = (name: string) => join(scratch, name);

beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  cpSync(new URL('../fixtures/pictures', import.meta.url), scratch, { recursive: true });
  cpSync(at('srgb.png'), at('red.png'));
  for (const [name, bytes] of Object.entries(await patches(128))) writeFileSync(at(name), bytes);
  for (const side of [128, 256]) await writeMask(`mask-${side}.png`, side);
  writeTraces();
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const MASKED = { left: 40, top: 40, width: 30, height: 30 };
const isMasked = (i: number, width: number) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return x >= MASKED.left && x < MASKED.left + MASKED.width && y >= MASKED.top && y < MASKED.top + MASKED.height;
};

async function writeMask(name: string, side: number): Promise<void> {
  const white = { create: { width: MASKED.width, height: MASKED.height, channels: 3, background: '#fff' } } as const;
  const input = await sharp(white).png().toBuffer();
  const black = sharp({ create: { width: side, height: side, channels: 3, background: '#000' } });
  await black
    .composite([{ input, left: MASKED.left, top: MASKED.top }])
    .png()
    .toFile(at(name));
}

/** Sound pictures of this model's, with traces that cannot be. */
function writeTraces(): void {
  const { modelHash } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const picture = { width: 32, height: 32, rgba: new Uint8Array(32 * 32 * 4).fill(255) };
  const frame = JSON.stringify({ x: 0, y: 0, width: 32, height: 32 });
  const write = (name: string, columns: number, rows: number, code: number) => {
    const cells = columns * rows;
    const trace = { fixedAt: new Int16Array(cells), confidence: new Float32Array(cells) };
    const grid = JSON.stringify({ columns, rows });
    const text = packTrace(new Int32Array(cells).fill(code), trace);
    writeFileSync(at(name), writePng(picture, { modelHash, frame, grid, trace: text, prompt: 'x' }));
  };
  write('trace-code.png', 16, 16, -1);
  write('trace-grid.png', 1024, 1024, 0);
}

interface Answer {
  readonly id: string;
  readonly output?: string;
  readonly error?: string;
}

async function batch(lines: readonly object[]): Promise<{ answers: Map<string, Answer>; stderr: string }> {
  writeFileSync(at('jobs.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
  const { code, stdout, stderr } = await runCommand({ model: folder, cwd: scratch }, [
    'batch',
    '--jobs',
    'jobs.jsonl',
    '--out',
    'out',
  ]);
  expect(code, stderr).toBe(0);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line): Answer => JSON.parse(line));
  return { answers: new Map(answers.map((answer) => [answer.id, answer])), stderr };
}

const retouch = (image: string, id = image.replaceAll('.', '-'), mask = 'mask-128.png') => ({
  id,
  task: 'retouch',
  prompt: 'x',
  image,
  mask,
  steps: 1,
});

const raw = async (file: string, depth: 'uchar' | 'ushort') => {
  const space = depth === 'ushort' ? 'rgb16' : 'srgb';
  const { data } = await sharp(file, { ignoreIcc: true })
    .toColourspace(space)
    .ensureAlpha()
    .raw({ depth })
    .toBuffer({ resolveWithObject: true });
  const bytes = new Uint8Array(data);
  return depth === 'ushort' ? new Uint16Array(bytes.buffer) : bytes;
};

/** How many samples differ outside of the mask, and inside. */
async function changed(before: string, after: string, depth: 'uchar' | 'ushort', width = 128) {
  const [one, other] = [await raw(before, depth), await raw(after, depth)];
  expect(other.length).toBe(one.length);
  const count = { outside: 0, inside: 0 };
  for (let i = 0; i < one.length; i++) {
    if (one[i] !== other[i]) count[isMasked(Math.floor(i / 4), width) ? 'inside' : 'outside'] += 1;
  }
  return count;
}

describe('a retouch from the command line', { timeout: 300_000 }, () => {
  test('writes back in the space and depth of the picture, and bit for bit outside of the mask', async () => {
    const own = ['srgb.png', 'wide-rgb.png', 'p3.png', 'adobe.png', 'bmp.bmp', 'grey-alpha.png'];
    const deep = ['rgb16.png', 'linear16.png', 'deep.png', 'p3.tif'];
    const lines = [...own, ...deep].map((name) => retouch(name));
    const { answers } = await batch([...lines, retouch('hidden-colour.png', 'hidden', 'mask-256.png')]);
    const output = (id: string) => answers.get(id)?.output ?? `${id}: ${answers.get(id)?.error}`;
    for (const name of [...own, ...deep]) {
      const after = output(name.replaceAll('.', '-'));
      const depth = deep.includes(name) ? 'ushort' : 'uchar';
      const known = name.endsWith('.bmp') ? at('red.png') : at(name);
      const { outside, inside } = await changed(known, after, depth);
      expect([name, outside, inside > 0]).toEqual([name, 0, true]);
      const [was, is] = [await sharp(known).metadata(), await sharp(after).metadata()];
      expect([name, is.depth, is.icc?.toString('hex')]).toEqual([name, depth, was.icc?.toString('hex')]);
    }
    expect((await changed(at('hidden-colour.png'), output('hidden'), 'uchar', 256)).outside).toBe(0);
    expect(decode(readFileSync(output('hidden'))).channels).toBe(4);
  });

  test('of a CMYK picture is sRGB without a profile', async () => {
    const { answers } = await batch([retouch('cmyk.jpg'), retouch('cmyk.tif')]);
    for (const id of ['cmyk-jpg', 'cmyk-tif']) {
      const file = answers.get(id)?.output ?? '';
      // libvips passes a profile of ink over in an RGB file: only its bytes say whether there is one.
      expect([(await sharp(file).metadata()).space, readFileSync(file).includes('iCCP')]).toEqual(['srgb', false]);
      const wanted = await sharp(at(id.replace('-', '.')))
        .toColourspace('srgb')
        .raw()
        .toBuffer();
      expect(deltaE(await raw(file, 'uchar'), wanted)).toBeLessThan(2);
    }
  });

  test('shows the model one colour, whatever space it came in', async () => {
    const { openJob } = await import('../../main/engine/cli/requests.ts');
    const { openEngine } = await import('../../main/engine/cli/engine.ts');
    const engine = await openEngine(folder);
    const [first = ''] = Object.keys(await patches());
    for (const name of Object.keys(await patches())) {
      const job = { ...retouch(at(name)), mask: at('mask-128.png'), task: 'retouch' } as const;
      const { request } = await openJob(job, engine);
      const picture = 'picture' in request ? request.picture.rgba : new Uint8Array();
      const inks = name.startsWith('cmyk');
      const wanted = inks
        ? await sharp(at(name)).toColourspace('srgb').raw().toBuffer()
        : await raw(at(first), 'uchar');
      expect(deltaE(picture, wanted), name).toBeLessThan(2);
    }
    await engine.close();
  });

  test('writes the format that the name asks for, and PNG where it asks for none', async () => {
    for (const name of ['a.jpg', 'a.tif', 'a.bmp', 'plain']) {
      const args = [
        'retouch',
        '--image',
        'p3.png',
        '--mask',
        'mask-128.png',
        '--prompt',
        'x',
        '--steps',
        '1',
        '--out',
        name,
      ];
      const { code, stdout, stderr } = await runCommand({ model: folder, cwd: scratch }, args);
      expect([code, stderr.includes('Error')]).toEqual([0, false]);
      const written = /\.(bmp|plain)$|^plain$/.test(name) ? `${name}.png` : name;
      expect(stdout.trim()).toBe(at(written));
      const { format, icc } = await sharp(at(written)).metadata();
      const wanted: Readonly<Record<string, string>> = { jpg: 'jpeg', tif: 'tiff' };
      expect(format).toBe(wanted[name.split('.')[1] ?? ''] ?? 'png');
      expect(icc?.length).toBe((await sharp(at('p3.png')).metadata()).icc?.length);
    }
  });

  test('leaves the paper out, or lays it under', async () => {
    const { answers } = await batch([
      retouch('grey-alpha.png', 'clear'),
      { ...retouch('grey-alpha.png', 'laid'), paper: true },
    ]);
    expect([...(await raw(answers.get('clear')?.output ?? '', 'uchar')).subarray(0, 4)]).toEqual([180, 180, 180, 128]);
    expect([...(await raw(answers.get('laid')?.output ?? '', 'uchar')).subarray(0, 4)]).toEqual([217, 217, 217, 255]);
  });
});

describe('hostile pictures in a batch', { timeout: 300_000 }, () => {
  test('are refused in a sentence, and what comes after them is drawn', async () => {
    if (process.platform !== 'win32') execFileSync('mkfifo', [at('pipe.png')]);
    const hostile = ['slow.svg', 'svg-blur.svg', 'iccp-bomb.png', 'pipe.png', '.'];
    const { answers } = await batch([
      ...hostile.map((name, i) => retouch(name, `bad-${i}`)),
      retouch('srgb.png', 'good'),
    ]);
    hostile.forEach((name, i) => {
      expect(answers.get(`bad-${i}`)?.error, name).toMatch(/refused|not opened/);
    });
    expect(answers.get('good')?.error).toBeUndefined();
  });

  test('with traces that cannot be are used without them, and a note says so', async () => {
    const vary = (image: string, id: string) => ({ id, task: 'vary', prompt: 'x', image, strength: 0.5, steps: 1 });
    const { answers, stderr } = await batch([vary('trace-code.png', 'code'), vary('trace-grid.png', 'grid')]);
    for (const id of ['code', 'grid']) expect(answers.get(id)?.error).toBeUndefined();
    expect(stderr.match(/it is set aside/g)).toHaveLength(2);
    for (const name of ['trace-code.png', 'trace-grid.png']) {
      const args = ['replay', '--image', name, '--out', 'r.png'];
      const { code, stderr: told } = await runCommand({ model: folder, cwd: scratch }, args);
      expect([code, told]).toEqual([2, expect.stringMatching(/^The trace in .* is damaged or of another picture/)]);
    }
  });
});
