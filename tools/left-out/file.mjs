/** Where the reporters of a run leave what was left out, for the closing lines of `npm test`. */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

/** Names the file in the environment of a run. */
export const LEFT_OUT = 'DIMOO_LEFT_OUT';

/** @param {{ file: string, name: string, why: string }[]} tests as one line each */
export function noteLeftOut(tests) {
  const path = process.env[LEFT_OUT];
  if (path === undefined) return;
  for (const test of tests) appendFileSync(path, `${JSON.stringify(test)}\n`);
}

/**
 * A line for every file and reason, with the number of its tests; takes the file away.
 * @param {string} path @returns {string[]}
 */
export function readLeftOut(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  rmSync(path);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { file, name, why } of lines.map((line) => JSON.parse(line))) {
    const what = `${file}: ${why || name}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} ${count === 1 ? 'test' : 'tests'} of ${what}`);
}
