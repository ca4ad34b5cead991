import { beforeEach, expect, test } from 'vitest';
import type { DescribeRequest, DescribeResult } from '../../../../../preload/contract/describing.ts';
import type { EngineService } from '../../../../../preload/contract/engine.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { type Note, noteSchema } from '../../../../../preload/contract/records.ts';
import type { CallOptions } from '../../../../../preload/contract/service.ts';
import type { ProjectParts } from '../../../../../renderer/state/parts.ts';
import { createDescribe, type Describe } from '../../../../../renderer/state/project/describe-state.ts';
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
let told: string[];
const tick = () => new Promise((resolve) => setTimeout(resolve));
const state = () => describe.state.getState();

beforeEach(() => {
  speaker = new Speaker();
  notes = [];
  told = [];
  const parts = {
    engine: { describe: speaker.describe },
    store: {
      putBlob: async () => ({ hash: 'a'.repeat(64) }),
      putNote: async ({ note }: { note: Note }) => {
        notes = [noteSchema.parse(note), ...notes.filter((one) => one.id !== note.id)];
        return note;
      },
      listNotes: async () => notes,
    },
    page: {
      rasterise: async () => ({ width: 1, height: 1, rgba: new Uint8Array(4) }),
      exportPng: async () => new Uint8Array([1]),
    },
    hold: () => () => {},
    newId: countingIds(),
    notify: telling(told),
  };
  // Only what describing asks of the services is there; anything else would throw.
  describe = createDescribe(parts as unknown as ProjectParts);
});

test('words show as they come; the finished caption can be edited and kept', async () => {
  const done = state().caption();
  await tick();
  speaker.say('a red');
  expect(state()).toMatchObject({ phase: 'running', progress: { step: 1, of: 4 }, draft: { text: 'a red' } });
  speaker.finish('a red circle');
  await done;
  expect(state()).toMatchObject({ phase: 'idle', progress: null, draft: { text: 'a red circle' } });
  state().editDraft('a round red thing');
  await state().keep();
  expect(state().draft).toBeNull();
  expect(notes).toMatchObject([{ text: 'a round red thing', task: 'caption', picture: 'a'.repeat(64) }]);
  expect(notes[0].editedAt).not.toBeNull();
});

test('half a sentence does not outlive cancelling, and cancelling is no failure', async () => {
  const done = state().ask('What colour is it?');
  await tick();
  expect(speaker.request).toMatchObject({ task: 'ask', question: 'What colour is it?' });
  speaker.say('It is');
  state().cancel();
  await done;
  expect(state()).toMatchObject({ phase: 'idle', draft: null });
  expect(told).toEqual([]);
});

test('a question that is cancelled leaves the answer before it as it was, to be kept', async () => {
  const caption = state().caption();
  await tick();
  speaker.finish('a red circle');
  await caption;
  state().editDraft('a round red thing');
  const question = state().ask('What colour is it?');
  await tick();
  speaker.say('It is');
  state().cancel();
  await question;
  expect(state()).toMatchObject({ phase: 'idle', draft: { task: 'caption', text: 'a round red thing' } });
  await state().keep();
  expect(notes).toMatchObject([{ text: 'a round red thing', task: 'caption' }]);
});

test('a note that was kept is edited and marked as such', async () => {
  const done = state().caption();
  await tick();
  speaker.finish('a red circle');
  await done;
  await state().keep();
  expect(notes[0].editedAt).toBeNull();
  await state().editNote(notes[0].id, 'a scarlet circle');
  expect(state().notes).toMatchObject([{ text: 'a scarlet circle' }]);
  expect(notes[0].editedAt).not.toBeNull();
});
