import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDamage } from '../../torture/bytes.ts';
import { Chance } from '../../torture/chance.ts';
import { databaseDamage, logDamage, withSums } from '../../torture/projects/database-bytes.ts';

test('a mutation follows from seed and round alone, and leaves what it was given as it was', () => {
  const anyBytes = fc.uint8Array({ maxLength: 20_000 });
  fc.assert(
    fc.property(anyBytes, fc.nat(), fc.nat(), (bytes, seed, round) => {
      const before = bytes.slice();
      for (const mutation of [anyDamage, databaseDamage, logDamage]) {
        const first = mutation(bytes, new Chance(seed, round));
        const second = mutation(bytes, new Chance(seed, round));
        expect(second).toEqual(first);
        expect(bytes).toEqual(before);
      }
    }),
    { numRuns: 200 },
  );
});

test('chance stays in its bounds and picks every value sooner or later', () => {
  const chance = new Chance(1, 2);
  const seen = new Set(Array.from({ length: 400 }, () => chance.int(3, 7)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6, 7]);
  expect(
    new Set(
      Array.from({ length: 200 }, () =>
        chance.weighted([
          [1, 'a'],
          [0, 'never'],
          [3, 'b'],
        ]),
      ),
    ),
  ).toEqual(new Set(['a', 'b']));
  expect(chance.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a log whose sums were made anew is SQLite's own, byte for byte", () => {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-log-'));
  const file = join(folder, 'a.sqlite');
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1); INSERT INTO t VALUES (randomblob(9000));');
  const log = new Uint8Array(readFileSync(`${file}-wal`));
  db.close();
  rmSync(folder, { recursive: true });
  expect(log.length).toBeGreaterThan(10_000);
  expect(Buffer.compare(withSums(log), log)).toBe(0);
  const damaged = log.slice();
  damaged[30] = (damaged[30] ?? 0) ^ 0xff;
  expect(Buffer.compare(withSums(damaged), log)).toBe(0);
});
