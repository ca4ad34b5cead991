import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListedGeneration } from '../../../../preload/contract/records.ts';
import { type LineageRow, lineageOf, MOST_LEVELS, rowsInSight } from '../../../../renderer/panels/history/lineage.ts';

const record = (sequence: number, parent: number | null, change: Partial<ListedGeneration> = {}) =>
  ({
    id: String(sequence),
    sequence,
    runId: `run ${sequence}`,
    parentId: parent === null ? null : String(parent),
    outcome: 'accepted',
    ...change,
  }) as ListedGeneration;

type Told = readonly [string, readonly Told[]];
const told = (rows: readonly LineageRow[]): readonly Told[] =>
  rows.map(({ members, children }) => [members.map(({ id }) => id).join('+'), told(children)]);
const none: ReadonlySet<string> = new Set();

describe('the tree of drawings', () => {
  test('families stand newest first, and what began from a drawing below it, oldest first', () => {
    const records = [record(1, null), record(2, null), record(3, 1), record(4, 3), record(5, 1)];
    expect(told(lineageOf(records, none))).toEqual([
      ['2', []],
      [
        '1',
        [
          ['3', [['4', []]]],
          ['5', []],
        ],
      ],
    ]);
  });

  test('candidates of one run are one stack under the drawing that they began from, and its cover is the accepted one', () => {
    const run = { runId: 'r' };
    const records = [
      record(1, null, { ...run, outcome: 'dropped' }),
      record(2, null, { ...run, outcome: 'accepted' }),
      // It was drawn on from a step of the first, in the same run.
      record(3, 1, { ...run, outcome: 'waiting' }),
      record(4, 2),
    ];
    const [stack] = lineageOf(records, none);
    expect([stack?.cover.id, stack?.ofRun]).toEqual(['2', 2]);
    expect(told(lineageOf(records, none))).toEqual([
      [
        '1+2',
        [
          ['3', []],
          ['4', []],
        ],
      ],
    ]);
    expect(told(lineageOf(records, new Set(['r'])))).toEqual([
      ['2', [['4', []]]],
      ['1', [['3', []]]],
    ]);
  });

  test('a drawing whose parent is not there, or comes after it, begins a family', () => {
    expect(told(lineageOf([record(1, 2), record(2, 9), record(3, 3)], none))).toEqual([
      ['3', []],
      ['2', []],
      ['1', []],
    ]);
  });

  test('what lies too deep stands at the deepest level, right after what it began from', () => {
    const chain = Array.from({ length: 5000 }, (_, at) => record(at + 1, at === 0 ? null : at));
    let rows = lineageOf(chain, none);
    for (let level = 1; level < MOST_LEVELS; level++) rows = rows[0]?.children ?? [];
    expect(rows.map(({ id }) => Number(id))).toEqual(chain.slice(MOST_LEVELS - 1).map(({ sequence }) => sequence));
    expect(rows.at(-1)?.parent?.id).toBe('4999');
  });

  test('every drawing stands in exactly one row, after its parent', () => {
    const histories = fc.array(fc.record({ parent: fc.nat(60), run: fc.nat(6), isRoot: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(histories, fc.boolean(), (history, isOpen) => {
        const records = history.map(({ parent, run, isRoot }, at) =>
          record(at + 1, isRoot ? null : parent, { runId: String(run) }),
        );
        const openRuns = isOpen ? new Set(['1', '2']) : none;
        const rows = rowsInSight(lineageOf(records, openRuns), none);
        const ids = rows.flatMap(({ members }) => members.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(records.map(({ id }) => id).toSorted());
        const placeOf = (id: string) => rows.findIndex(({ members }) => members.some((one) => one.id === id));
        for (const row of rows) if (row.parent !== null) expect(placeOf(row.parent.id)).toBeLessThan(placeOf(row.id));
      }),
    );
  });
});
