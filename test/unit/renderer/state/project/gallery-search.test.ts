import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ListedGeneration, Sought } from '../../../../../preload/contract/records.ts';
import { createGallerySearch, noSearch } from '../../../../../renderer/state/project/gallery-search.ts';
import type { GalleryState } from '../../../../../renderer/state/record-types.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Page = { generations: ListedGeneration[]; unreadable: []; next: number | null };
interface Question {
  readonly before: number | null;
  readonly sought: Sought | undefined;
  readonly answer: (page: Page) => void;
  readonly refuse: () => void;
}

const record = (sequence: number, prompt = `picture ${sequence}`) =>
  ({ id: String(sequence), sequence, prompt, starred: false, outcome: 'accepted' }) as unknown as ListedGeneration;
const page = (...generations: ListedGeneration[]): Page => ({ generations, unreadable: [], next: null });

/** A search whose questions to the store are answered by hand. */
function searching() {
  const questions: Question[] = [];
  const state = createStore<GalleryState>()(() => ({ search: noSearch }) as GalleryState);
  const told: unknown[] = [];
  const listGenerations = ({ before, sought }: { before: number | null; sought?: Sought }) =>
    new Promise<Page>((resolve, reject) => {
      questions.push({ before, sought, answer: resolve, refuse: () => reject(new Error('gone')) });
    });
  const parts = { store: { listGenerations }, notify: (...said: unknown[]) => told.push(said) } as never;
  const searcher = createGallerySearch(parts, () => state);
  const found = () => state.getState().search.hits?.map(({ sequence }) => sequence) ?? null;
  return { searcher, state, questions, found, told };
}

test('letters that follow each other are one question, and a late answer to an earlier one is passed over', async () => {
  const { searcher, questions, found, state } = searching();
  for (const words of ['r', 're', 'red ']) searcher.seek({ words });
  await vi.advanceTimersByTimeAsync(200);
  expect(questions.map(({ sought }) => sought)).toEqual([{ words: 'red', starred: false }]);
  searcher.seek({ words: 'blue' });
  await vi.advanceTimersByTimeAsync(200);
  questions[1]?.answer(page(record(2)));
  await vi.advanceTimersByTimeAsync(0);
  questions[0]?.answer(page(record(1)));
  await vi.advanceTimersByTimeAsync(0);
  expect(found()).toEqual([2]);
  searcher.seek({ words: ' ' });
  expect(found()).toBeNull();
  expect(state.getState().search).toMatchObject({ loading: false, complete: true });
});

test('the oldest first is a question of its own, and a new picture goes to the end that has been read', async () => {
  const { searcher, questions, found } = searching();
  searcher.seek({ oldestFirst: true });
  await vi.advanceTimersByTimeAsync(200);
  expect(questions[0]?.sought).toEqual({ words: '', starred: false, oldestFirst: true });
  questions[0]?.answer({ ...page(record(1), record(2)), next: 2 });
  await vi.advanceTimersByTimeAsync(0);
  searcher.put([record(9)]);
  expect(found()).toEqual([1, 2]);
  void searcher.loadMore();
  questions[1]?.answer(page(record(3)));
  await vi.advanceTimersByTimeAsync(0);
  searcher.put([record(10)]);
  expect(found()).toEqual([1, 2, 3, 10]);
  searcher.seek({ oldestFirst: false });
  expect(found()).toBeNull();
  expect(questions).toHaveLength(2);
});

test('filters are asked for with the words, and whoever looks for discarded pictures sees them', async () => {
  const { searcher, questions, found, state } = searching();
  searcher.seek({ filters: { task: 'retouch' } });
  await vi.advanceTimersByTimeAsync(200);
  expect(questions[0]?.sought).toEqual({ words: '', starred: false, task: 'retouch' });
  questions[0]?.answer(page());
  await vi.advanceTimersByTimeAsync(0);
  expect(found()).toEqual([]);
  searcher.seek({ filters: { outcome: 'dropped' } });
  expect(state.getState().search.dropped).toBe(true);
  await vi.advanceTimersByTimeAsync(200);
  expect(questions).toHaveLength(2);
  searcher.seek({ filters: {} });
  expect(found()).toBeNull();
});

test('blanks around words, and what is hidden here, ask nothing anew', async () => {
  const { searcher, questions } = searching();
  searcher.seek({ words: 'red' });
  await vi.advanceTimersByTimeAsync(200);
  questions[0]?.answer(page());
  searcher.seek({ words: ' red ' });
  searcher.seek({ dropped: true });
  await vi.advanceTimersByTimeAsync(200);
  expect(questions).toHaveLength(1);
});

test('pages follow each other, and a page that failed is asked for again by the artist alone', async () => {
  const { searcher, questions, found, state, told } = searching();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  searcher.seek({ starred: true });
  await vi.advanceTimersByTimeAsync(200);
  questions[0]?.answer({ ...page(record(9), record(7)), next: 7 });
  await vi.advanceTimersByTimeAsync(0);
  const more = searcher.loadMore();
  expect(questions[1]?.before).toBe(7);
  questions[1]?.refuse();
  await more;
  expect(state.getState().search).toMatchObject({ failed: true, loading: false });
  expect(told).toHaveLength(1);
  const again = searcher.loadMore();
  questions[2]?.answer(page(record(3)));
  await again;
  expect(found()).toEqual([9, 7, 3]);
  await searcher.loadMore();
  expect(questions).toHaveLength(3);
});

test('a hit that changes stays in its place, and a new picture is looked for', async () => {
  const { searcher, questions, found, state } = searching();
  searcher.put([record(4)]);
  expect(found()).toBeNull();
  searcher.seek({ words: 'red' });
  await vi.advanceTimersByTimeAsync(200);
  questions[0]?.answer(page(record(4), record(2)));
  await vi.advanceTimersByTimeAsync(0);
  searcher.put([{ ...record(2), starred: true }]);
  expect(found()).toEqual([4, 2]);
  expect(state.getState().search.hits?.[1]?.starred).toBe(true);
  expect(questions).toHaveLength(1);
  searcher.put([record(5)]);
  await vi.advanceTimersByTimeAsync(200);
  questions[1]?.answer(page(record(5), record(4), record(2)));
  await vi.advanceTimersByTimeAsync(0);
  expect(found()).toEqual([5, 4, 2]);
});
