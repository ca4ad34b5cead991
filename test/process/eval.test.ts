import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';

let folder = '';
let remove = () => {};
const scratch = mkdtempSync(join(tmpdir(), 'dimoo-eval-'));
beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
});
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

const CLI = fileURLToPath(new URL('../../main/engine/cli.ts', import.meta.url));

function dimoo(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DIMOO_MODEL: folder };
    execFile(process.execPath, [CLI, ...args], { env, cwd: scratch }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe('the evaluation', () => {
  test('eval runs a suite, judges it and writes a report', async () => {
    const expected = { background: 'a red background', objects: [{ name: 'circle', colour: 'blue' }] };
    const grey = new Uint8Array(64 * 64).map((_, i) => (i * 7) % 256);
    const mask = grey.map((_, i) => (i % 64 > 20 && i % 64 < 44 && i > 20 * 64 && i < 44 * 64 ? 255 : 0));
    writeFileSync(join(scratch, 'g.png'), encode({ width: 64, height: 64, data: grey, channels: 1 }));
    writeFileSync(join(scratch, 'n.png'), encode({ width: 64, height: 64, data: mask, channels: 1 }));
    const lines = [
      { id: 'd', task: 'generate', prompt: 'x', steps: 1, suite: 'drawn', expect: expected },
      {
        id: 'r',
        task: 'retouch',
        prompt: 'x',
        steps: 1,
        image: 'g.png',
        mask: 'n.png',
        expect: { facts: ['unchanged'] },
      },
      { id: 7, task: 'ask', image: 'g.png', question: 'how many?', expect: { answer: 'two' } },
      { id: 'b', task: 'caption', image: 'nowhere.png', expect: expected },
    ];
    writeFileSync(join(scratch, 'suite.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const { code, stdout } = await dimoo('eval', '--suite', 'suite.jsonl', '--out', 'judged');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^suite +right +share.*\ndrawn +[01]\/1 .*\nsuite +1\/3 /);
    const report = JSON.parse(readFileSync(join(scratch, 'judged/report.json'), 'utf8'));
    expect(report.run).toMatchObject({ model: 'tiny', provider: 'cpu' });
    expect(report.jobs.map((job: { id: string }) => job.id)).toEqual(['d', 'r', '7', 'b']);
    expect(report.jobs[1]).toMatchObject({
      right: true,
      pictures: { given: 'given/1-given.png', mask: 'given/1-mask.png' },
    });
    expect(report.jobs[3]).toMatchObject({ right: false, error: expect.stringContaining('no picture') });
    const page = readFileSync(join(scratch, 'judged/index.html'), 'utf8');
    for (const path of page.matchAll(/src="([^"]+)"/g))
      expect(existsSync(join(scratch, 'judged', path[1] ?? ''))).toBe(true);
  });

  test.each([
    [
      '{"id":"a","task":"generate","prompt":"x","expect":{"objects":[{"name":"blob"}]}}',
      /^Line 1 of bad.jsonl .*no such thing\.\n$/,
    ],
    ['{"id":"a","task":"generate","prompt":"x","steps":0,"expect":{}}', /^Line 1 is no valid job: "steps".*\n$/],
  ])('eval refuses %s before it draws', async (line, sentence) => {
    writeFileSync(join(scratch, 'bad.jsonl'), line);
    const { code, stdout, stderr } = await dimoo('eval', '--suite', 'bad.jsonl', '--out', 'unjudged');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(existsSync(join(scratch, 'unjudged'))).toBe(false);
  });
});
