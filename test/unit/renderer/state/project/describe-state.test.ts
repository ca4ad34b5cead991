import { beforeEach, expect, test } from 'vitest';
import type { DescribeRequest, DescribeResult } from '../../../../../preload/contract/describing.ts';
import type { EngineService } from '../../../../../preload/contract/engine.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { type Note, noteSchema } from '../../../../../preload/contract/records.ts';
import type { CallOptions } from '../../../../../preload/contract/service.ts';
import type { Notify, ProjectParts } from '../../../../../renderer/state/parts.ts';
import { createDescribe, type Describe } from '../../../../../renderer/state/project/describe-state.ts';
import type { NoticeAction } from '../../../../../renderer/state/window-types.ts';
import { countingIds } from '../../../../helpers/documents.ts';
import { telling } from '../../../../helpers/english.ts';

type Options = CallOptions<EngineService['describe']>;

/** An engine whose words come when the test says so. */
class Speaker {
  request: DescribeRequest | null = null;
  #options: Options = {};
  #resolve: (result: DescribeResult) => void = () => {};

  describe = (request: DescribeRequest, options: Options = {}): Promise<DescribeResult> => {
    this.request = request;
    this.#options = options;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      options.signal?.addEventListener('abort', () => reject(new StudioError('cancelled', 'Cancelled.')));
    });
  };

  say(textSoFar: string): void {
    this.#options.onEvent?.({ step: 1, of: 4, secondsLeft: 2, textSoFar });
  }

  finish(text: string): void {
    const timings = { total: 1, encode: 0, denoise: 1, decode: 0, running: 1 };
    const settings = { steps: 4, genLength: 8, blockLength: 4, samplingTemperature: 0 };
    const model = { modelHash: 'f'.repeat(64), modelName: 'Fake', provider: 'cpu' };
    this.#resolve({ task: 'caption', text, seed: 0, settings, timings, ...model });
  }
}

let speaker: Speaker;
let describe: Describe;
let notes: Note[];
let deleted: Note[];
/** Whether the store takes no note. */
let isFull: boolean;
let told: string[];
let actions: readonly NoticeAction[];
const tick = () => new Promise((resolve) => setTimeout(resolve));
const state = () => describe.state.getState();

beforeEach(() => {
  speaker = new Speaker();
  notes = [];
  deleted = [];
  isFull = false;
  told = [];
  actions = [];
  const parts = {
    engine: { describe: speaker.describe },
    store: {
      putBlob: async () => ({ hash: 'a'.repeat(64) }),
      putNote: async ({ note }: { note: Note }) => {
        if (isFull) throw new StudioError('disk-full', 'The disk is full.');
        notes = [noteSchema.parse(note), ...notes.filter((one) => one.id !== note.id)];
        return note;
      },
      deleteNote: async ({ id }: { id: string }) => {
        deleted = notes.filter((one) => one.id === id);
        notes = notes.filter((one) => one.id !== id);
      },
      restoreNote: async () => {
        notes = [...deleted, ...notes];
      },
      listNotes: async () => ({ notes, unreadable: [] }),
    },
    page: {
      rasterise: async () => ({ width: 1, height: 1, rgba: new Uint8Array(4) }),
      exportPng: async () => new Uint8Array([1]),
    },
    hold: () => () => {},
    newId: countingIds(),
    notify: ((kind, said, offered = []) => {
      telling(told)(kind, said);
      actions = offered;
    }) satisfies Notify,
  };
  // Only what describing asks of the services is there; anything else would throw.
  describe = createDescribe(parts as unknown as ProjectParts);
});

test('words show as they come; the finished caption is a note at once', async () => {
  const done = state().caption();
  await tick();
  speaker.say('a red');
  expect(state()).toMatchObject({ phase: 'running', progress: { step: 1, of: 4 }, draft: { text: 'a red' } });
  speaker.finish('a red circle');
  await done;
  expect(state()).toMatchObject({ phase: 'idle', progress: null, draft: null });
  expect(notes).toMatchObject([{ text: 'a red circle', task: 'caption', picture: 'a'.repeat(64), editedAt: null }]);
  expect(state().notes).toEqual(notes);
});

test('every question and its answer stay, newest first', async () => {
  for (const [question, answer] of [
    ['What is it?', 'a circle'],
    ['What colour is it?', 'red'],
  ] as const) {
    const done = state().ask(question);
    await tick();
    speaker.finish(answer);
    await done;
  }
  expect(state().notes.map(({ question, text }) => [question, text])).toEqual([
    ['What colour is it?', 'red'],
    ['What is it?', 'a circle'],
  ]);
});

test('an answer that the store does not take stays, is corrected, and is kept before the next question', async () => {
  isFull = true;
  const caption = state().caption();
  await tick();
  speaker.finish('a red circle');
  await caption;
  expect(state()).toMatchObject({ phase: 'idle', draft: { text: 'a red circle' }, notes: [] });
  expect(told).toEqual(['The disk is full.']);
  state().editDraft('a round red thing');
  // It is not given up for another one.
  await state().ask('What colour is it?');
  expect(state()).toMatchObject({ phase: 'idle', draft: { task: 'caption', text: 'a round red thing' } });
  isFull = false;
  const asked = state().ask('What colour is it?');
  await tick();
  expect(notes).toMatchObject([{ text: 'a round red thing', task: 'caption' }]);
  expect(notes[0].editedAt).not.toBeNull();
  speaker.finish('red');
  await asked;
  expect(state().notes.map(({ text }) => text)).toEqual(['red', 'a round red thing']);
});

test('what is typed while an answer is saved stays', async () => {
  isFull = true;
  const caption = state().caption();
  await tick();
  speaker.finish('a red circle');
  await caption;
  isFull = false;
  const saving = state().keep();
  state().editDraft('a round red thing');
  await saving;
  expect(state()).toMatchObject({ draft: { text: 'a round red thing' }, notes: [{ text: 'a red circle' }] });
  await state().keep();
  expect(state().draft).toBeNull();
  expect(notes.map(({ text }) => text)).toContain('a round red thing');
});

test('half a sentence does not outlive cancelling, and cancelling is no failure', async () => {
  const done = state().ask('What colour is it?');
  await tick();
  expect(speaker.request).toMatchObject({ task: 'ask', question: 'What colour is it?' });
  speaker.say('It is');
  state().cancel();
  await done;
  expect(state()).toMatchObject({ phase: 'idle', draft: null, notes: [] });
  expect(told).toEqual([]);
});

test('a note is edited and marked as such; a deleted one comes back by the notice', async () => {
  const done = state().caption();
  await tick();
  speaker.finish('a red circle');
  await done;
  await state().editNote(notes[0].id, 'a scarlet circle');
  expect(state().notes).toMatchObject([{ text: 'a scarlet circle' }]);
  expect(notes[0].editedAt).not.toBeNull();
  await state().deleteNote(notes[0].id);
  expect([state().notes, told]).toEqual([[], ['The text is deleted.']]);
  actions.at(-1)?.run();
  await tick();
  expect(state().notes).toMatchObject([{ text: 'a scarlet circle' }]);
});

test('a corrected text that the store does not take is told of, so that its field keeps it', async () => {
  const done = state().caption();
  await tick();
  speaker.finish('a red circle');
  await done;
  isFull = true;
  expect(await state().editNote(notes[0].id, 'a scarlet circle')).toBe(false);
  expect([told, state().notes]).toMatchObject([['The disk is full.'], [{ text: 'a red circle' }]]);
  isFull = false;
  expect(await state().editNote(notes[0].id, 'a scarlet circle')).toBe(true);
});
