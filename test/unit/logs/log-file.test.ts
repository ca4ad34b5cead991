import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogEntry } from '../../../main/logs/entries.ts';
import { lastLines } from '../../../main/logs/last-lines.ts';
import { openLogFile } from '../../../main/logs/log-file.ts';
import { outputLog } from '../../../main/logs/output.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dimoo-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const msOf = (line: string) => Number(/ms=(\d+)/.exec(line)?.[1]);

test('files are of a limited size and number, and their lines go on from one to the next', async () => {
  const log = openLogFile(folder, { maxBytes: 2000 });
  for (let ms = 0; ms < 1000; ms += 1) log({ code: 'call-slow', method: 'draw', ms });
  expect(readdirSync(folder).sort()).toEqual(['studio.1.log', 'studio.2.log', 'studio.3.log', 'studio.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(2100);
  const kept = await lastLines(folder, 1000);
  expect(kept.length).toBeGreaterThan(60);
  expect(kept.map(msOf)).toEqual(kept.map((_, index) => 1000 - kept.length + index));
  expect((await lastLines(folder, 5)).map(msOf)).toEqual([995, 996, 997, 998, 999]);
});

test('a log that was there goes on, and its size counts', async () => {
  const earlier = '2026-11-29T12:00:00.000Z info studio-quit\n';
  writeFileSync(join(folder, 'studio.log'), earlier.repeat(60));
  openLogFile(folder, { maxBytes: 2000 })({ code: 'service-started', service: 'store' });
  expect(readFileSync(join(folder, 'studio.1.log'), 'utf8')).toContain('studio-quit');
  expect(readFileSync(join(folder, 'studio.log'), 'utf8')).toContain('service-started');
});

test('a line is on disk when the call returns, readable for its owner alone', () => {
  const log = openLogFile(folder);
  log({ code: 'uncaught', process: 'main', origin: 'exception', error: 'TypeError' });
  expect(readFileSync(join(folder, 'studio.log'), 'utf8')).toMatch(
    /Z error uncaught process=main origin=exception error=TypeError\r?\n$/,
  );
  if (process.platform !== 'win32') expect(statSync(join(folder, 'studio.log')).mode & 0o077).toBe(0);
});

test('a folder that cannot be written is no error of the studio', () => {
  writeFileSync(join(folder, 'file'), '');
  const lines: string[] = [];
  const log = openLogFile(join(folder, 'file', 'logs'), { echo: (line) => lines.push(line) });
  log({ code: 'studio-quit' });
  // A file that is no file, where the log should be.
  mkdirSync(join(folder, 'odd', 'studio.log'), { recursive: true });
  openLogFile(join(folder, 'odd'), { echo: (line) => lines.push(line) })({ code: 'studio-quit' });
  expect(lines).toHaveLength(2);
});

test('a library that never stops talking fills no file, and what it says is told by kind', () => {
  const entries: LogEntry[] = [];
  const others: string[] = [];
  const onLine = outputLog(
    'engine',
    (entry) => entries.push(entry),
    (line) => others.push(line),
  );
  for (let time = 0; time < 150; time += 1)
    onLine('(process:12): GLib-GObject-CRITICAL **: cannot register /home/marie');
  onLine('FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory');
  onLine('{"code":"service-started","service":"store"}');
  expect(entries).toEqual([
    { code: 'service-output', process: 'engine', what: 'glib', count: 1 },
    { code: 'service-output', process: 'engine', what: 'glib', count: 10 },
    { code: 'service-output', process: 'engine', what: 'glib', count: 100 },
    { code: 'service-output', process: 'engine', what: 'heap-full', count: 1 },
    { code: 'service-started', service: 'store' },
  ]);
  expect(others).toHaveLength(151);
});
