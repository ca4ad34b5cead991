import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeRun } from '../../../../native-models/evaluation/judge-run.ts';
import { reportPage } from '../../../../native-models/evaluation/page.ts';
import { scores, table, wilson } from '../../../../native-models/evaluation/score.ts';
import { readSuites } from '../../../../native-models/evaluation/suite.ts';
import { knowledge, knownScenes, world } from '../../../helpers/scenes.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-evaluation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function suite(...lines: readonly unknown[]): string {
  const file = join(folder, 'shapes.jsonl');
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const circle = { name: 'circle', colour: 'red' };
const job = (id: string, expect: object, rest = {}) => ({
  id,
  task: 'generate',
  prompt: 'a red circle',
  expect,
  ...rest,
});

describe('suites', () => {
  it('are read with their defaults and paths', async () => {
    const file = suite(
      job('a', { objects: [circle] }),
      '',
      job('b', { answer: 'two' }, { suite: 'counts', image: 'x.png' }),
    );
    const [first, second] = await readSuites([file], world);
    expect(first).toMatchObject({
      id: 'a',
      suite: 'shapes',
      image: null,
      expected: { objects: [{ count: 1, masked: false }] },
    });
    expect(second).toMatchObject({ suite: 'counts', image: join(folder, 'x.png'), expected: { answer: 'two' } });
  });

  it.each([
    ['{"id":', 'Line 1 of shapes.jsonl is not JSON.'],
    [
      job('a', { objects: [{ name: 'blob' }] }),
      'Line 1 of shapes.jsonl is no valid job: "expect.objects.0.name": the world knows no such thing.',
    ],
    [
      job('a', { background: 'a teal background' }),
      'Line 1 of shapes.jsonl is no valid job: "expect.background": the world knows no such background.',
    ],
    [
      job('a', { objects: [circle], relation: 'above' }),
      'Line 1 of shapes.jsonl is no valid job: "expect.relation": a relation needs two objects.',
    ],
    [{ id: 'a', task: 'generate', prompt: 'x' }, /^Line 1 of shapes.jsonl is no valid job: "expect": /],
    [job('a', { objects: [circle], facts: ['charm'] }), /"expect.facts.0": /],
  ])('%j is told in one sentence', async (line, message) => {
    await expect(readSuites([suite(line)], world)).rejects.toThrow(message);
  });

  it('refuse an id that comes twice, and an empty file', async () => {
    await expect(readSuites([suite(job('a', {}), job('a', {}))], world)).rejects.toThrow(
      'Line 2 of shapes.jsonl repeats the id "a"',
    );
    await expect(readSuites([suite('')], world)).rejects.toThrow('There is no job');
    await expect(readSuites([join(folder, 'none.jsonl')], world)).rejects.toThrow('no readable suite');
  });
});

describe('scores', () => {
  it("have Wilson's interval", () => {
    // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    expect(wilson(81, 263).map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(wilson(15, 148).map((end) => end.toFixed(4))).toEqual(['0.0624', '0.1605']);
    expect(wilson(0, 20).map((end) => end.toFixed(4))).toEqual(['0.0000', '0.1611']);
    expect(wilson(1, 29).map((end) => end.toFixed(4))).toEqual(['0.0061', '0.1718']);
  });
});

describe('a run', () => {
  it('counts every job: right, wrong, failed and unanswered', async () => {
    const [known] = await knownScenes();
    const drawn = join(folder, 'a.png');
    writeFileSync(drawn, known.png);
    const { background } = known.facts;
    const other = background === 'a red background' ? 'a blue background' : 'a red background';
    const file = suite(
      job('right', known.facts),
      job('other ground', { ...known.facts, background: other }),
      job('not asked', { ...known.facts, background: other, facts: ['things', 'count'] }),
      job('failed', known.facts),
      job('missing', known.facts),
      job('lost', known.facts),
      job('given', { answer: 'two' }, { task: 'ask', image: 'a.png', question: '<b>how many?</b>' }),
    );
    const jobs = await readSuites([file], world);
    const answers = new Map(
      [
        { id: 'right', output: drawn, seconds: 2 },
        { id: 'other ground', output: drawn, seconds: 4 },
        { id: 'not asked', output: drawn },
        { id: 'failed', error: 'It broke.' },
        { id: 'lost', output: join(folder, 'nowhere.png') },
        { id: 'given', text: 'Two.' },
      ].map((answer) => [answer.id, answer]),
    );
    const reports = await judgeRun(jobs, answers, knowledge, folder);
    expect(reports.map(({ right, whole }) => [right, whole])).toEqual([
      [true, true],
      [false, false],
      [true, false],
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(reports[3].error).toBe('It broke.');
    expect(reports[4].error).toMatch('no answer');
    expect(reports[5].error).toMatch('cannot be read');
    expect(reports[0].pictures.drawn).toBe('a.png');
    expect(existsSync(join(folder, reports[6].pictures.given ?? ''))).toBe(true);

    const rows = scores(reports);
    expect(rows[0].agreement).toBeNull();
    expect(rows).toMatchObject([{ suite: 'shapes', right: 3, whole: 2, total: 7, secondsEach: 3 }]);
    expect(rows[0].wrong[0]).toEqual(['failed', 3]);
    expect(table(rows)).toMatch(/shapes +3\/7 +0\.43 +0\.16-0\.75 +2\/7/);

    const run = {
      model: 'A <model>',
      modelHash: '0123456789abcdef',
      provider: 'cpu',
      started: '2026-01-01',
      seconds: 3,
    };
    const page = reportPage(reports, rows, run);
    expect(page).toContain('&lt;b&gt;how many?&lt;/b&gt;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|https?:|\sstyle=|\son\w+=/);
    expect(page.match(/<figure /g)).toHaveLength(7);
    expect(page).toContain('src="a.png"');
  });

  it('holds maps against the true ones, and says how near they are on average', async () => {
    const truth = await sharp(Buffer.alloc(3 * 64 * 64).fill(255, 0, 3 * 64), {
      raw: { width: 64, height: 64, channels: 3 },
    })
      .png()
      .toBuffer();
    const empty = await sharp(Buffer.alloc(3 * 64 * 64), { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    writeFileSync(join(folder, 'truth.png'), truth);
    writeFileSync(join(folder, 'empty.png'), empty);
    const map = { measure: 'edges', truth: 'truth.png', least: 0.75 };
    const line = (id: string) => ({ id, task: 'predict', kind: 'canny', image: 'a.png', expect: { map } });
    const jobs = await readSuites([suite(line('same'), line('none'), line('failed'), line('other size'))], world);
    const answers = new Map(
      [
        { id: 'same', output: join(folder, 'truth.png') },
        { id: 'none', output: join(folder, 'empty.png') },
        { id: 'failed', error: 'Pocket was not trained for this.' },
        { id: 'other size', output: join(folder, 'a.png') },
      ].map((answer) => [answer.id, answer]),
    );
    const reports = await judgeRun(jobs, answers, knowledge, folder);
    expect(reports.map(({ right, measured }) => [right, measured])).toEqual([
      [true, 1],
      [false, 0],
      [false, undefined],
      [false, undefined],
    ]);
    expect(reports[3].error).toMatch('The map has');
    expect(existsSync(join(folder, reports[0].pictures.wanted ?? ''))).toBe(true);
    const rows = scores(reports);
    expect(rows).toMatchObject([{ right: 1, total: 4, agreement: 0.25 }]);
    expect(table(rows)).toMatch(/0\.25$/m);
  });
});
