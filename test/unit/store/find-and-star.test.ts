import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { matchOf } from '../../../main/store/queries/generations.ts';
import type { Generation, Note, Sought } from '../../../preload/contract/records.ts';
import { failureFrom, makeCommit, newProject, startStore, type TestStore } from './test-store.ts';

const any: Sought = { words: '', starred: false };

async function projectOf(store: TestStore, prompts: readonly string[]) {
  const projectId = await newProject(store);
  const drawn: Generation[] = [];
  for (const prompt of prompts) {
    const commit = makeCommit(projectId);
    drawn.push(await store.client.commitGeneration({ ...commit, generation: { ...commit.generation, prompt } }));
  }
  const find = async (sought: Partial<Sought>, page: { before?: number | null; limit?: number } = {}) => {
    const { before = null, limit = 100 } = page;
    return store.client.listGenerations({ projectId, before, limit, sought: { ...any, ...sought } });
  };
  const found = async (sought: Partial<Sought>) => (await find(sought)).generations.map(({ prompt }) => prompt);
  return { projectId, drawn, find, found };
}

describe('drawings are found', () => {
  const prompts = ['A red circle', 'a Größe 12 kite', 'two blue circles, crossed', 'it’s “odd” -- NEAR(x)', '月と猫'];

  test('by the beginnings of all of their words, in any order and case, with accents or without', async () => {
    const { found } = await projectOf(startStore(), prompts);
    expect(await found({ words: 'circ' })).toEqual(['two blue circles, crossed', 'A red circle']);
    expect(await found({ words: ' CIRCLE  re ' })).toEqual(['A red circle']);
    expect(await found({ words: 'grosse' })).toEqual([]);
    expect(await found({ words: 'GROßE' })).toEqual(['a Größe 12 kite']);
    expect(await found({ words: 'grö' })).toEqual(['a Größe 12 kite']);
    expect(await found({ words: 'GRO' })).toEqual(['a Größe 12 kite']);
    expect(await found({ words: '12' })).toEqual(['a Größe 12 kite']);
    expect(await found({ words: '月' })).toEqual(['月と猫']);
    expect(await found({ words: 'ircle' })).toEqual([]);
    expect(await found({})).toHaveLength(prompts.length);
  });

  test('oldest first where that is asked, page by page', async () => {
    const { find, found } = await projectOf(startStore(), prompts);
    expect(await found({ oldestFirst: true })).toEqual(prompts);
    expect(await found({ words: 'circ', oldestFirst: true })).toEqual(['A red circle', 'two blue circles, crossed']);
    const first = await find({ oldestFirst: true }, { limit: 2 });
    const second = await find({ oldestFirst: true }, { before: first.next, limit: 2 });
    const third = await find({ oldestFirst: true }, { before: second.next, limit: 2 });
    const pages = [first, second, third].map(({ generations }) => generations.map(({ prompt }) => prompt));
    expect(pages).toEqual([prompts.slice(0, 2), prompts.slice(2, 4), prompts.slice(4)]);
    expect(third.next).toBeNull();
  });

  test('by words that mean something else to the index', async () => {
    const { found } = await projectOf(startStore(), prompts);
    expect(await found({ words: 'NEAR(x' })).toEqual(['it’s “odd” -- NEAR(x)']);
    expect(await found({ words: '"odd"' })).toEqual(['it’s “odd” -- NEAR(x)']);
    for (const words of ['"', '*', '-', '()', 'prompt:red', 'red OR blue', "'; DROP", '\u0000', '🙂']) {
      expect(await found({ words })).toEqual([]);
    }
    expect(await found({ words: 'red AND' })).toEqual([]);
  });

  test('by what was said about their pictures, as long as it is kept', async () => {
    const store = startStore();
    const { projectId, drawn, found } = await projectOf(store, prompts);
    const [first] = drawn;
    const note: Note = {
      id: randomUUID(),
      task: 'caption',
      question: '',
      text: 'A scarlet disk.',
      picture: first?.picture ?? null,
      settings: null,
      modelHash: 'a'.repeat(64),
      createdAt: 1,
      editedAt: null,
    };
    await store.client.putNote({ projectId, note });
    expect(await found({ words: 'scarlet' })).toEqual(['A red circle']);
    await store.client.putNote({ projectId, note: { ...note, text: 'A crimson disk.' } });
    expect(await found({ words: 'scarlet' })).toEqual([]);
    expect(await found({ words: 'crimson' })).toEqual(['A red circle']);
    await store.client.deleteNote({ projectId, id: note.id });
    expect(await found({ words: 'crimson' })).toEqual([]);
  });

  test('by their stars, which stay', async () => {
    const root = startStore();
    const { projectId, drawn, found } = await projectOf(root, prompts);
    const [, second, third] = drawn;
    const ids = [second, third].flatMap((one) => one?.id ?? []);
    const { generations } = await root.client.starGenerations({ projectId, ids, starred: true });
    expect(generations.map(({ id, starred }) => [id, starred])).toEqual(ids.map((id) => [id, true]));
    expect(await found({ starred: true })).toEqual([third?.prompt, second?.prompt]);
    expect(await found({ starred: true, words: 'kite' })).toEqual([second?.prompt]);
    await root.client.starGenerations({ projectId, ids: [third?.id ?? ''], starred: false });
    expect(await found({ starred: true })).toEqual([second?.prompt]);
    // All of them get it, or none.
    const unknown = root.client.starGenerations({ projectId, ids: [third?.id ?? '', randomUUID()], starred: true });
    expect((await failureFrom(unknown)).kind).toBe('not-found');
    expect(await found({ starred: true })).toEqual([second?.prompt]);
  });

  test('page by page', async () => {
    const { find } = await projectOf(
      startStore(),
      Array.from({ length: 25 }, (_, i) => (i % 2 ? `odd ${i}` : `even ${i}`)),
    );
    const seen: string[] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof find>> = await find({ words: 'odd' }, { before, limit: 5 });
      seen.push(...page.generations.map(({ prompt }) => prompt));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => `odd ${23 - 2 * i}`));
  });
});

test('a question to the index holds words alone', () => {
  expect(matchOf(' red  "big" - a"b ')).toBe('"red"* """big"""* "a""b"*');
  expect(matchOf('?! "')).toBe('');
});
