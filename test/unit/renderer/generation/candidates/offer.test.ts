import { beforeEach, expect, it, vi } from 'vitest';
import { createWaitingResults } from '../../../../../renderer/state/project/waiting.ts';
import { idOf, layerWith, strokeWith } from '../../../../helpers/documents.ts';
import { telling } from '../../../../helpers/english.ts';
import { projectId, TestStudio } from '../../../../helpers/test-studio.ts';

const FRAME = { x: 10, y: 12, width: 40, height: 30 };

let before: TestStudio;
let studio: TestStudio;
let told: string[];

/** The studio after a restart: the same document and rows, nothing in memory. */
function restarted(): TestStudio {
  const next = new TestStudio();
  next.document.getState().replaceDocument(before.page);
  for (const [hash, blob] of before.store.blobs) next.store.blobs.set(hash, blob);
  for (const row of before.rows) next.store.generations.set(row.id, row);
  return next;
}

const offer = () =>
  createWaitingResults({
    ...studio,
    store: studio.projectStore,
    hold: () => () => {},
    notify: telling(told),
    records: () => studio.rows.toSorted((a, b) => b.sequence - a.sequence),
  }).addRecorded();

beforeEach(async () => {
  told = [];
  before = new TestStudio();
  const below = { projectId, bytes: new Uint8Array([1]), mediaType: 'image/png' } as const;
  const { hash } = await before.store.putBlob(below);
  before.document.getState().addLayer(layerWith({ id: idOf(0xa1), blob: hash }));
  before.document.getState().addRegionStep(strokeWith());
  await before.runToEnd({ frame: FRAME });
  studio = restarted();
});

it('offers a candidate that was never decided on again, in place', async () => {
  await offer();
  expect(studio.state).toMatchObject({ phase: 'candidate', task: 'retouch', unsaved: false });
  expect(studio.candidate).toEqual(FRAME);
  // All but the trace, which stays in the picture itself.
  const kept = studio.state.candidate?.result;
  expect(kept?.png).toBeInstanceOf(Uint8Array);
  expect(before.state.candidate?.result).toMatchObject({ ...kept });
  await studio.state.accept();
  expect(studio.page.layers[1]).toMatchObject({ ...FRAME, generationId: before.rows[0].id });
  expect(studio.page.region).toEqual([]);
  expect(studio.rows[0].outcome).toBe('accepted');
});

it('lets it be dropped, as on the first day', async () => {
  await offer();
  await studio.state.drop();
  expect(studio.rows[0].outcome).toBe('dropped');
  expect(studio.page).toEqual(before.page);
  await offer();
  expect(studio.state.phase).toBe('idle');
});

it('does not put it on a page of another size', async () => {
  studio.document.getState().resizePage(100, 100);
  await offer();
  expect(studio.state.phase).toBe('idle');
  expect(studio.candidate).toBeNull();
});

it('leaves a run that has begun meanwhile alone', async () => {
  await studio.start();
  await offer();
  expect(studio.state).toMatchObject({ phase: 'running', candidate: null });
});

it('says so where its picture is gone, and waits for nothing', async () => {
  studio.store.blobs.delete(studio.rows[0].picture);
  await offer();
  expect(told).toEqual(['The project does not hold this picture.']);
  expect(studio.state.phase).toBe('idle');
});

it('offers all that wait of one run, and then those of the next, though they look the same', async () => {
  const [row] = studio.rows;
  const like = (number: number, change: Partial<typeof row>) =>
    studio.store.generations.set(idOf(0xc0 + number), { ...row, id: idOf(0xc0 + number), sequence: number, ...change });
  like(2, { prompt: 'other words, as a branch has them' });
  like(3, { runId: idOf(0xb0) });
  like(4, { outcome: 'dropped' });
  like(5, { settings: { ...row.settings, steps: 3 } });
  await offer();
  expect(told).toEqual([]);
  expect(studio.state.candidates.map(({ generationId }) => generationId)).toEqual([row.id, idOf(0xc2), idOf(0xc5)]);
  await studio.state.drop();
  await vi.waitFor(() => expect(studio.state.phase).toBe('candidate'));
  expect(studio.state.candidates.map(({ generationId }) => generationId)).toEqual([idOf(0xc3)]);
});
