import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PictureDocument } from '../../../../preload/contract/document.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { emptyDocument } from '../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { type Autosave, createAutosave, type Saving } from '../../../../renderer/services/autosave.ts';

/** A store whose answers come when the test says so. */
class SlowStore {
  readonly asked: { document: PictureDocument }[] = [];
  #answers: { resolve: (value: { savedAt: number; recovery: null }) => void; reject: (error: unknown) => void }[] = [];

  saveDocument = (params: { document: PictureDocument }): Promise<{ savedAt: number; recovery: null }> => {
    this.asked.push(params);
    return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
  };

  async answer(error?: StudioError): Promise<void> {
    const waiting = this.#answers.shift();
    if (waiting === undefined) throw new Error('Nobody asked.');
    if (error === undefined) waiting.resolve({ savedAt: 1, recovery: null });
    else waiting.reject(error);
    await vi.advanceTimersByTimeAsync(0);
  }
}

let store: SlowStore;
let autosave: Autosave;
let statuses: Saving['status'][];
let document: ReturnType<typeof createDocumentStore>;

beforeEach(() => {
  vi.useFakeTimers();
  store = new SlowStore();
  statuses = [];
  document = createDocumentStore(emptyDocument(100, 100));
  autosave = createAutosave({
    document,
    store,
    delayMs: 100,
    retryMs: 50,
  });
  autosave.state.subscribe(({ status }) => statuses.push(status));
});
afterEach(() => {
  autosave.stop();
  vi.useRealTimers();
});

const resize = (width: number) => document.getState().resizePage(width, 100);
const widths = () => store.asked.map((one) => one.document.width);

test('a burst of changes is one save, called saved only when the store has answered', async () => {
  for (const width of [101, 102, 103]) resize(width);
  await vi.advanceTimersByTimeAsync(100);
  expect(widths()).toEqual([103]);
  expect(statuses).not.toContain('saved');
  await store.answer();
  expect(statuses.at(-1)).toBe('saved');
});

test('changes while a save is under way follow it, the newest only and never two at once', async () => {
  resize(101);
  await vi.advanceTimersByTimeAsync(100);
  resize(102);
  await vi.advanceTimersByTimeAsync(200);
  resize(103);
  await vi.advanceTimersByTimeAsync(200);
  expect(widths()).toEqual([101]);
  await store.answer();
  expect(statuses.at(-1)).toBe('saving');
  expect(widths()).toEqual([101, 103]);
  await store.answer();
  expect(statuses.at(-1)).toBe('saved');
});

test('a refused save is said and tried again, less and less often', async () => {
  const full = new StudioError('disk-full', 'There is no room.');
  resize(101);
  await vi.advanceTimersByTimeAsync(100);
  await store.answer(full);
  expect(statuses.at(-1)).toBe('not-saved');
  await vi.advanceTimersByTimeAsync(50);
  expect(widths()).toHaveLength(2);
  await store.answer(full);
  await vi.advanceTimersByTimeAsync(50);
  expect(widths()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(50);
  expect(widths()).toHaveLength(3);
  await store.answer();
  expect(statuses.at(-1)).toBe('saved');
});

test('flush saves at once, also what came while saving, and says whether it is safe', async () => {
  resize(101);
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  resize(102);
  await store.answer();
  await store.answer();
  expect(await flushed).toBe(true);
  expect(widths()).toEqual([101, 102]);
  resize(103);
  const refused = autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  await store.answer(new StudioError('service-lost', 'Gone.'));
  expect(await refused).toBe(false);
});

test('a refusal stands, with its reason, until the store has taken something', async () => {
  resize(101);
  await vi.advanceTimersByTimeAsync(100);
  await store.answer(new StudioError('disk-full', 'There is no room.'));
  resize(102);
  expect(autosave.state.getState()).toMatchObject({ status: 'not-saved', failure: { message: 'There is no room.' } });
  await vi.advanceTimersByTimeAsync(100);
  await store.answer();
  expect(autosave.state.getState()).toEqual({ status: 'saved', failure: null });
});
