import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traceOfText } from '../../main/engine/families/lumina-dimoo/trace-text.ts';
import { taskNames } from '../../preload/contract/tasks.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

const WIDTH = 40;
const HEIGHT = 28;
let folder = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-tasks-'));
const grey = new Uint8Array(WIDTH * HEIGHT).map((_, i) => (i * 7) % 256);
const mask = grey.map((_, i) => (i % WIDTH > 10 && i % WIDTH < 20 && i > 200 && i < 700 ? 255 : 0));
const freeze = grey.map((_, i) => (i % WIDTH > 15 ? 255 : 0));

beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  for (const [name, data] of Object.entries({ p: grey, m: mask, f: freeze })) {
    writeFileSync(join(scratch, `${name}.png`), encode({ width: WIDTH, height: HEIGHT, data, channels: 1 }));
  }
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const dimoo = (...args: string[]) => runCommand({ model: folder, cwd: scratch }, args);

describe('every task from the command line', { timeout: 60_000 }, () => {
  test('in a batch, under its own name', async () => {
    const common = { image: 'p.png', steps: 2 };
    const lines = [
      { task: 'generate', prompt: 'x', negative: 'y', steps: 2, width: 33, height: 20 },
      { task: 'retouch', prompt: 'x', mask: 'm.png', freeze: 'f.png', grow: 1, margin: 0.5, ...common },
      { task: 'extend', prompt: 'x', left: 7, bottom: 5, ...common },
      { task: 'vary', prompt: 'x', strength: 0.25, ...common },
      { task: 'edit', prompt: 'x', next: ['y', 'z'], mask: 'm.png', ...common },
      { task: 'subject', prompt: 'x', width: 24, height: 24, ...common },
      { task: 'control', prompt: 'x', kind: 'pose', imageGuidance: 1, ...common },
      { task: 'style', style: 'm.png', ...common },
      { task: 'predict', kind: 'segmentation', ...common },
      { task: 'views', view: 'left', ...common },
      { task: 'sketch', prompt: 'x', strength: 0, ...common },
      { task: 'caption', image: 'p.png' },
      { task: 'ask', image: 'p.png', question: 'what?' },
      { task: 'predict', kind: 'weather', ...common },
      { task: 'extend', prompt: 'x', ...common },
    ].map((line, i) => ({ id: `${i}-${line.task}`, ...line }));
    // Mixing takes two drawings, which a batch has not made yet: it has a test of its own.
    expect(new Set(lines.map(({ task }) => task))).toEqual(new Set(taskNames.filter((task) => task !== 'mix')));
    writeFileSync(join(scratch, 'jobs.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const { code, stdout, stderr } = await dimoo('batch', '--jobs', 'jobs.jsonl', '--out', 'out');
    expect([code, stderr]).toEqual([0, '']);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    answers.forEach(({ error }, i) => {
      expect(error).toEqual(i < 13 ? undefined : expect.stringMatching(i === 13 ? /"kind"/ : /at least one side/));
    });
    const pictures = answers.slice(0, 11).map(({ output }) => decode(readFileSync(output)));
    const sizes = pictures.map(({ width, height }) => `${width}x${height}`);
    const same = '40x28';
    // The style's picture has the same size here: m.png.
    expect(sizes).toEqual(['33x20', same, '47x33', same, same, '24x24', same, same, same, same, same]);
    expect(pictures.map(({ text }) => text?.task)).toEqual(lines.slice(0, 11).map(({ task }) => task));

    const [, retouched, extended, , edited] = pictures.map(({ data, width, channels }) => {
      return (x: number, y: number) => data[channels * (y * width + x)];
    });
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const i = y * WIDTH + x;
        expect(extended?.(x + 7, y)).toBe(grey[i]);
        if (freeze[i] !== 0) expect(retouched?.(x, y)).toBe(grey[i]);
        if (mask[i] === 0) expect(edited?.(x, y)).toBe(grey[i]);
      }
    }
    expect(pictures[4]?.text).toMatchObject({ prompt: 'z', turns: '["x","y","z"]' });
    expect(JSON.parse(pictures[0]?.text?.settings ?? '')).toMatchObject({ negativePrompt: 'y' });
  });

  test('as a command: a further instruction may be repeated, and the same job gives the same bytes', async () => {
    const edit = ['edit', '--image', 'p.png', '--prompt', 'x', '--next', 'y', '--next', 'z', '--steps', '2'];
    const forecast = /^(This will take about [\d.e+-]+ (s|min) and \d+\.\d GB of memory\.\n){3}$/;
    expect(await dimoo(...edit, '--out', 'a.png')).toMatchObject({ code: 0, stderr: expect.stringMatching(forecast) });
    await dimoo(...edit, '--out', 'b.png');
    expect(readFileSync(join(scratch, 'b.png'))).toEqual(readFileSync(join(scratch, 'a.png')));
  });

  test('a drawing is replayed from its file, and gone on with from the middle', async () => {
    const size = ['--width', '32', '--height', '32', '--steps', '4'];
    const rgba = (name: string) => decode(readFileSync(join(scratch, name)));
    await dimoo('generate', '--prompt', 'x', ...size, '--out', 'whole.png');
    expect(await dimoo('replay', '--image', 'whole.png', '--out', 'r.png')).toMatchObject({ code: 0, stderr: '' });
    expect(rgba('r.png').data).toEqual(rgba('whole.png').data);
    await dimoo('replay', '--image', 'whole.png', '--after', '1', '--out', 'r1.png');
    expect(rgba('r1.png').channels).toBe(4);
    const from = ['--from', 'whole.png', '--after', '2', '--steps', '4'];
    expect(await dimoo('generate', '--prompt', 'x', ...from, '--out', 'same.png')).toMatchObject({ code: 0 });
    expect(rgba('same.png').data).toEqual(rgba('whole.png').data);
    await dimoo('generate', '--prompt', 'zebra', ...from, '--out', 'other.png');
    expect(rgba('other.png').data).not.toEqual(rgba('whole.png').data);
    // What was drawn here is varied by its own codes and confidence: one weak cell, and all others to the bit.
    const vary = ['vary', '--prompt', 'zebra', '--strength', '0.001', '--steps', '1', '--image'];
    await dimoo(...vary, 'whole.png', '--out', 'varied.png');
    const traces = ['whole.png', 'varied.png'].map((name) => traceOfText(rgba(name).text ?? {}));
    const weakest = Math.min(...(traces[0]?.confidence ?? []));
    traces[1]?.fixedAt.forEach((step, cell) => {
      if (step >= 0) expect(traces[0]?.confidence[cell]).toBe(weakest);
      else expect(traces[1]?.codes[cell]).toBe(traces[0]?.codes[cell]);
    });
    expect(traces[1]?.fixedAt.filter((step) => step >= 0)).toHaveLength(1);
    expect((await dimoo('replay', '--image', 'p.png', '--out', 'x.png')).stderr).toMatch(/carries no trace/);
  });

  test('several are drawn as each would be alone, and two of them mixed', async () => {
    const job = ['generate', '--prompt', 'a red circle', '--width', '32', '--height', '32', '--steps', '3'];
    const many = await dimoo(...job, '--seed', '5', '--count', '3', '--out', 'c.png');
    const names = ['c-1.png', 'c-2.png', 'c-3.png'];
    expect(many).toMatchObject({ code: 0, stdout: `${names.map((name) => join(scratch, name)).join('\n')}\n` });
    await dimoo(...job, '--seed', '7', '--out', 'alone.png');
    expect(readFileSync(join(scratch, 'c-3.png'))).toEqual(readFileSync(join(scratch, 'alone.png')));
    const data = new Uint8Array(32 * 32);
    for (let y = 0; y < 32; y++) data.fill(255, y * 32, y * 32 + 16);
    writeFileSync(join(scratch, 'half.png'), encode({ width: 32, height: 32, data, channels: 1 }));
    const mix = ['mix', '--first', 'c-1.png', '--second', 'c-2.png', '--mask', 'half.png', '--steps', '2'];
    expect(await dimoo(...mix, '--out', 'mixed.png')).toMatchObject({ code: 0 });
    expect(decode(readFileSync(join(scratch, 'mixed.png'))).text).toMatchObject({
      task: 'mix',
      prompt: 'a red circle',
    });
  });

  test('the best of several is kept, with what the model said of it', async () => {
    const job = ['generate', '--prompt', 'a red circle', '--width', '32', '--height', '32', '--steps', '2'];
    const { code, stdout, stderr } = await dimoo(...job, '--best-of', '2', '--out', 'best.png');
    expect([code, stdout]).toEqual([0, `${join(scratch, 'best.png')}\n`]);
    expect(stderr).toMatch(/^(right|WRONG) {2}is there a circle\? /m);
    expect(stderr).toMatch(/^(right|WRONG) {2}what colour is the circle\? /m);
    expect((await dimoo(...job, '--best-of', '2', '--count', '2', '--out', 'x.png')).stderr).toMatch(/either count/);
  });

  test.each([
    [['predict', '--image', 'p.png', '--kind', 'weather', '--out', 'x.png'], /Allowed choices are canny/],
    [['vary', '--image', 'p.png', '--prompt', 'x', '--strength', '0', '--out', 'x.png'], /"strength"/],
    [['views', '--image', 'p.png', '--view', 'l3ft!', '--out', 'x.png'], /a plain word or two/],
    [['edit', '--prompt', 'x', '--out', 'x.png'], /--image/],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await dimoo(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('has its line in the help', async () => {
    const { stdout } = await dimoo('--help');
    for (const task of taskNames) expect(stdout).toMatch(new RegExp(`^ +${task} .*[a-z]`, 'm'));
  });
});
