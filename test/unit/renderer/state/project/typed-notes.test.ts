import { beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { Note } from '../../../../../preload/contract/records.ts';
import { TypedNotes } from '../../../../../renderer/state/project/typed-notes.ts';

const note: Note = {
  id: 'e0000000-0000-4000-8000-000000000001',
  task: 'caption',
  question: '',
  text: 'a red circle',
  picture: 'a'.repeat(64),
  settings: null,
  modelHash: 'f'.repeat(64),
  createdAt: 1000,
  editedAt: null,
};

let stored: Map<string, Note>;
/** Each call to the store: the text, and whether it goes on a typing. */
let calls: string[];
let isFull: boolean;
let failures: number;
let typed: TypedNotes;

beforeEach(() => {
  vi.useFakeTimers();
  stored = new Map([[note.id, note]]);
  calls = [];
  isFull = false;
  failures = 0;
  typed = new TypedNotes({
    store: {
      putNote: async ({ note: given, typing = false }) => {
        if (isFull) throw new StudioError('disk-full', 'The disk is full.');
        calls.push(`${given.text}${typing ? ', typing' : ''}`);
        stored.set(given.id, given);
        return given;
      },
      deleteNote: async ({ id }) => {
        calls.push('deleted');
        stored.delete(id);
        return {};
      },
    },
    noteOf: (id) => stored.get(id),
    onKept: () => undefined,
    guarded: (action) =>
      action().catch(() => {
        failures += 1;
      }),
  });
  return () => vi.useRealTimers();
});

test('what is typed is saved while it is typed, after a moment without a letter', async () => {
  for (const text of ['a', 'a r', 'a red']) typed.type(note, text);
  expect([calls, typed.isUnsaved]).toEqual([[], true]);
  await vi.advanceTimersByTimeAsync(400);
  expect([calls, typed.isUnsaved]).toEqual([['a red'], false]);
  typed.type(note, 'a red square');
  await vi.advanceTimersByTimeAsync(400);
  // All of one typing is one version.
  expect(calls).toEqual(['a red', 'a red square, typing']);
  expect(await typed.keep(note.id)).toBe(true);
  typed.type(note, 'a blue square');
  expect(await typed.keep(note.id)).toBe(true);
  expect(calls.at(-1)).toBe('a blue square');
});

test('taken back, the note is exactly what it was', async () => {
  typed.type(note, 'nonsense');
  await vi.advanceTimersByTimeAsync(400);
  await typed.takeBack(note.id);
  expect(calls).toEqual(['nonsense', 'a red circle, typing']);
  expect(stored.get(note.id)).toEqual(note);
  expect(typed.isUnsaved).toBe(false);
  // Nothing was typed, so nothing is written.
  await typed.takeBack(note.id);
  expect(calls).toHaveLength(2);
});

test('an emptied text is none: the note keeps the one from before the typing', async () => {
  typed.type(note, 'a r');
  await vi.advanceTimersByTimeAsync(400);
  typed.type(note, '  ');
  expect(await typed.keep(note.id)).toBe(true);
  expect(stored.get(note.id)).toEqual(note);
});

test('a text that the store refuses is not lost, and is saved later', async () => {
  isFull = true;
  typed.type(note, 'a red square');
  await vi.advanceTimersByTimeAsync(400);
  expect([await typed.keep(note.id), typed.isUnsaved, failures]).toEqual([false, true, 2]);
  isFull = false;
  expect(await typed.keep(note.id)).toBe(true);
  expect(stored.get(note.id)?.text).toBe('a red square');
});

test('a caption by hand is there from its first word, and goes where its words are taken back', async () => {
  const fresh = { ...note, id: 'e0000000-0000-4000-8000-000000000002', text: '', editedAt: 5 };
  typed.type(fresh, '');
  await typed.flush();
  expect(calls).toEqual([]);
  typed.type(fresh, 'a star');
  await typed.flush();
  expect(stored.get(fresh.id)?.text).toBe('a star');
  // The words may go and come while they are typed.
  typed.type(fresh, '');
  await typed.flush();
  typed.type(fresh, 'a star');
  await typed.flush();
  expect(stored.get(fresh.id)?.text).toBe('a star');
  await typed.takeBack(fresh.id);
  expect(calls.at(-1)).toBe('deleted');
  expect(stored.has(fresh.id)).toBe(false);
});
