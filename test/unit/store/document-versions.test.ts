import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { writeRow } from '../../../main/store/database.ts';
import { changeDatabase } from '../../../main/store/projects.ts';
import { projectOf } from '../../../main/store/studio.ts';
import { isDue, outlivedVersions } from '../../../main/store/version-ages.ts';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { MOST_VERSIONS } from '../../../preload/contract/document-versions.ts';
import { emptyDocument, makeLayer, makePicture, startStore } from './test-store.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function opened() {
  const store = startStore();
  const { project } = await store.client.openProject({ id: null, fallback: { name: 'Test', document: emptyDocument } });
  const projectId = project.id;
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const pageOf = (count: number, change: Partial<PictureDocument> = {}): PictureDocument => ({
    ...emptyDocument,
    layers: Array.from({ length: count }, (_, n) => makeLayer(hash, { id: `00000000-0000-4000-8000-00000000000${n}` })),
    ...change,
  });
  return {
    ...{ store, projectId, hash, pageOf },
    save: (document: PictureDocument) => store.client.saveDocument({ projectId, document }),
    versions: () => store.client.listVersions({ projectId }),
    read: (number: number) => store.client.readVersion({ projectId, number }),
  };
}

describe('earlier versions of the document', () => {
  test('one is kept every ten minutes of work, and the same state never twice', async () => {
    const { save, versions, pageOf, read } = await opened();
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
    await save(emptyDocument);
    expect(await versions()).toEqual([]);
    await save(pageOf(1));
    await save(pageOf(2));
    vi.advanceTimersByTime(9 * MINUTE);
    await save(pageOf(3));
    vi.advanceTimersByTime(MINUTE);
    await save(pageOf(4));
    vi.advanceTimersByTime(30 * MINUTE);
    await save(pageOf(4));
    const kept = await versions();
    vi.useRealTimers();
    expect(kept.map(({ layers, reason }) => [layers, reason])).toEqual([
      [4, 'time'],
      [1, 'time'],
    ]);
    expect(await read(kept[1]?.number ?? 0)).toEqual({ document: pageOf(1), leftOut: 0 });
  });

  test('the state of before is kept where much of it goes at once', async () => {
    const { save, versions, pageOf, read } = await opened();
    await save(pageOf(5));
    await save(pageOf(4));
    expect(await versions()).toHaveLength(1);
    await save(pageOf(1));
    await save(pageOf(1, { width: 50 }));
    await save(pageOf(0, { width: 50 }));
    const kept = await versions();
    expect(kept.map(({ layers, width, reason }) => [layers, width, reason])).toEqual([
      [1, 50, 'large'],
      [1, 64, 'large'],
      [4, 64, 'large'],
      [5, 64, 'time'],
    ]);
    expect((await read(kept[2]?.number ?? 0)).document).toEqual(pageOf(4));
  });

  test('a clock that once was years ahead makes no version of every save', async () => {
    const { save, versions, pageOf } = await opened();
    vi.useFakeTimers({ toFake: ['Date'], now: 3_000_000_000_000 });
    await save(pageOf(1));
    vi.setSystemTime(1_800_000_000_000);
    for (const count of [2, 3, 4, 5]) await save(pageOf(count));
    const kept = await versions();
    vi.useRealTimers();
    expect(kept.map(({ layers }) => layers)).toEqual([2, 1]);
  });

  test('one whose pictures are gone is read without them, and a damaged one is refused in a sentence', async () => {
    const { store, projectId, save, versions, pageOf, read } = await opened();
    await save(pageOf(2));
    const [version] = await versions();
    const number = version?.number ?? 0;
    const project = await projectOf(await store.studio(), projectId);
    const run = (sql: string) => changeDatabase(project, (db) => writeRow(db, sql));
    run('DELETE FROM layers');
    run('DELETE FROM blobs');
    expect(await read(number)).toEqual({ document: pageOf(0), leftOut: 2 });
    for (const bytes of [`x'00ff'`, `zeroblob(0)`]) {
      run(`UPDATE document_versions SET document = ${bytes}`);
      await expect(read(number)).rejects.toMatchObject({ failure: { code: 'documents.version-unreadable' } });
    }
    await expect(read(999)).rejects.toMatchObject({ failure: { code: 'documents.no-version' } });
    run('UPDATE document_versions SET layers = -4');
    expect(await versions()).toEqual([]);
  });
});

describe('the age of versions', () => {
  test('all of a day stay, one of an hour for a week, and one of a day after that', () => {
    const now = 2000 * DAY;
    const versions = Array.from({ length: 3000 }, (_, n) => ({
      number: n + 1,
      madeAt: now - (3000 - n) * 10 * MINUTE,
    }));
    const gone = new Set(outlivedVersions(versions, now));
    const kept = versions.filter(({ number }) => !gone.has(number));
    const between = (from: number, to: number) =>
      kept.filter(({ madeAt }) => now - madeAt >= from * DAY && now - madeAt < to * DAY).length;
    expect(between(0, 1)).toBe(143);
    expect(between(1, 2)).toBeGreaterThanOrEqual(24);
    expect(between(1, 2)).toBeLessThanOrEqual(25);
    expect(between(8, 9)).toBeLessThanOrEqual(2);
    expect(kept.length).toBeLessThanOrEqual(MOST_VERSIONS);
  });

  test('the newest one always stays, whatever the clock says, and never more than the most', () => {
    const anyVersions = fc
      .array(fc.integer({ min: -(10 ** 12), max: 10 ** 13 }), { minLength: 1, maxLength: 400 })
      .map((times) => times.map((madeAt, n) => ({ number: n + 1, madeAt })));
    fc.assert(
      fc.property(anyVersions, fc.integer({ min: 0, max: 10 ** 13 }), (versions, now) => {
        const gone = outlivedVersions(versions, now);
        expect(gone).not.toContain(versions.length);
        expect(versions.length - gone.length).toBeLessThanOrEqual(MOST_VERSIONS);
        const rest = versions.filter(({ number }) => !gone.includes(number));
        expect(outlivedVersions(rest, now)).toEqual([]);
      }),
    );
  });

  test('a clock that is set back holds nothing up', () => {
    expect(isDue(null, 5)).toBe(true);
    expect(isDue(1000 * MINUTE, 1005 * MINUTE)).toBe(false);
    expect(isDue(1000 * MINUTE, 1010 * MINUTE)).toBe(true);
    expect(isDue(1000 * MINUTE, 3 * MINUTE)).toBe(true);
  });
});
