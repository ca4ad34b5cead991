import { describe, expect, test } from 'vitest';
import type { DrawResult } from '../../../../../preload/contract/drawing.ts';
import { type Replayed, replayRow } from '../../../../../renderer/generation/replay/replay-row.ts';
import { requestOf } from '../../../../../renderer/generation/replay/request-of.ts';
import { countingIds, idOf } from '../../../../helpers/documents.ts';
import { TestStudio } from '../../../../helpers/test-studio.ts';

const frame = { x: 4, y: 4, width: 8, height: 8 };
const replayed: Replayed = {
  task: 'retouch',
  prompt: 'a star',
  details: { feather: 2, checks: [] },
  frame,
  pageWidth: 32,
  pageHeight: 32,
  givenPicture: null,
  givenStyle: null,
  freezeMask: null,
  parentId: idOf(7),
  picture: 'a'.repeat(64),
  mask: null,
};
const result = {
  png: new Uint8Array([1]),
  frame,
  grid: null,
  settings: { steps: 1 },
  seed: 3,
} as unknown as DrawResult;

describe('the record of a replay', () => {
  test('tells whether the bytes are the same, and one that is stays out of the gallery', () => {
    const same = replayRow(replayed, result, 'a'.repeat(64), countingIds()).generation;
    expect(same).toMatchObject({
      parentId: idOf(7),
      outcome: 'dropped',
      details: { feather: 2, replay: { same: true } },
    });
    expect(same.details).not.toHaveProperty('checks');
    const other = replayRow(replayed, result, 'b'.repeat(64), countingIds()).generation;
    expect(other).toMatchObject({ outcome: 'accepted', details: { replay: { same: false } } });
  });

  test('is not made where the model looked at another part of the page', () => {
    const elsewhere = { ...result, frame: { ...frame, width: 9 } };
    expect(() => replayRow(replayed, elsewhere, 'a'.repeat(64), countingIds())).toThrow(/another part of the page/);
  });
});

test('a drawing whose inputs are not kept is refused with a sentence, and one of a newer studio, too', async () => {
  const studio = new TestStudio();
  await studio.runToEnd();
  const [row] = studio.rows;
  if (row === undefined) throw new Error('A drawing has a record.');
  const parts = { store: studio.projectStore, page: studio.pageRaster };
  expect(await requestOf(parts, row)).toMatchObject({ task: 'generate', prompt: 'a red circle', seed: 7 });
  await expect(requestOf(parts, { ...row, task: 'edit' })).rejects.toThrow(/is not kept/);
  await expect(requestOf(parts, { ...row, task: 'conjure' })).rejects.toThrow(/“conjure”/);
  const gone = { ...row, details: { branch: { from: idOf(99), stepsDone: 1 } } };
  await expect(requestOf(parts, gone)).rejects.toThrow(/went on from cannot be read/);
});
