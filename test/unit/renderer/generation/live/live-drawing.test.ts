import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../../../preload/contract/errors.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { Frame } from '../../../../../preload/contract/pictures.ts';
import { createLive, type Live } from '../../../../../renderer/generation/live/live-drawing.ts';
import type { RunInput } from '../../../../../renderer/generation/run/run-types.ts';
import { idOf, layerWith } from '../../../../helpers/documents.ts';
import { english } from '../../../../helpers/english.ts';
import { input, projectId, TestStudio } from '../../../../helpers/test-studio.ts';

let studio: TestStudio;
let live: Live;
let asked: RunInput | null;
let free: boolean;
let shown: Frame | null;
let failures: Failure[];

beforeEach(async () => {
  vi.useFakeTimers();
  studio = new TestStudio();
  const { hash } = await studio.store.putBlob({ projectId, bytes: new Uint8Array([1]), mediaType: 'image/png' });
  studio.document.getState().addLayer(layerWith({ id: idOf(0xa1), blob: hash }));
  [asked, free, shown, failures] = [{ ...input, task: 'sketch', prompt: 'a red circle' }, true, null, []];
  live = createLive({
    engine: studio.engine,
    store: studio.projectStore,
    page: studio.pageRaster,
    document: studio.document,
    newId: () => crypto.randomUUID(),
    words: () => english,
    decoder: studio.packer,
    canvas: {
      showLive: async (_png, frame) => {
        shown = frame;
      },
      clearLive: () => {
        shown = null;
      },
    },
    input: () => asked,
    isFree: () => free,
    onFailure: (failure) => failures.push(failure),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const state = () => live.state.getState();
const requests = () => studio.engine.requests;

/** Lets the pause after a change pass. */
const pause = () => vi.advanceTimersByTimeAsync(200);

async function finish(): Promise<void> {
  studio.engine.finish();
  await vi.advanceTimersByTimeAsync(0);
}

async function turnOn(): Promise<void> {
  state().turn(true);
  await pause();
}

it('draws from the visible picture, always with the same seed, and shows it over the page', async () => {
  await turnOn();
  expect(requests()).toMatchObject([{ task: 'sketch', prompt: 'a red circle', picture: { width: 256 } }]);
  await finish();
  expect(state()).toMatchObject({ phase: 'shown', canKeep: true });
  expect(shown).toEqual({ x: 0, y: 0, width: 256, height: 256 });
  live.changed();
  await pause();
  expect(requests().map(({ seed }) => seed)).toEqual([input.seed, input.seed]);
});

it('draws once for many changes that follow one another', async () => {
  await turnOn();
  await finish();
  for (let key = 0; key < 10; key++) {
    live.changed();
    await vi.advanceTimersByTimeAsync(50);
  }
  await pause();
  expect(requests()).toHaveLength(2);
});

it('the newest request replaces the one under way, whose result is never shown', async () => {
  await turnOn();
  await finish();
  const first = shown;
  asked = { ...input, task: 'sketch', prompt: 'a blue star' };
  live.changed();
  await pause();
  asked = { ...input, task: 'sketch', prompt: 'a green ring' };
  live.changed();
  await pause();
  expect(requests().map((request) => 'prompt' in request && request.prompt)).toEqual([
    'a red circle',
    'a blue star',
    'a green ring',
  ]);
  expect([state().phase, shown]).toEqual(['drawing', first]);
  await finish();
  expect(state().phase).toBe('shown');
  expect(failures).toEqual([]);
});

it('records nothing and makes no undo step until the artist keeps a picture', async () => {
  const before = studio.page;
  const undo = studio.document.getState().canUndo;
  for (let turn = 0; turn < 5; turn++) {
    if (turn === 0) await turnOn();
    else live.changed();
    await pause();
    await finish();
  }
  expect([studio.page, studio.document.getState().canUndo, studio.rows]).toEqual([before, undo, []]);
  await state().keep();
  expect(state().phase).toBe('off');
  expect(shown).toBeNull();
  expect(studio.rows).toMatchObject([{ task: 'sketch', prompt: 'a red circle', outcome: 'accepted' }]);
  expect(studio.page.layers).toHaveLength(2);
  expect(studio.page.layers[1]).toMatchObject({ generationId: studio.rows[0]?.id, width: 256, height: 256 });
  studio.document.getState().undo();
  expect(studio.page).toEqual(before);
});

it('turned off, it stops what is under way and leaves nothing', async () => {
  await turnOn();
  state().turn(false);
  await pause();
  expect(state()).toMatchObject({ phase: 'off', canKeep: false });
  expect([shown, studio.rows]).toEqual([null, []]);
  live.changed();
  await pause();
  expect(requests()).toHaveLength(1);
});

describe('where another drawing has the model', () => {
  it('gives way at once, keeps the picture that is shown, and goes on afterwards', async () => {
    await turnOn();
    await finish();
    live.changed();
    await pause();
    free = false;
    live.changed();
    expect(state()).toMatchObject({ phase: 'waits', canKeep: true });
    await pause();
    expect(requests()).toHaveLength(2);
    expect(shown).not.toBeNull();
    free = true;
    live.changed();
    await pause();
    expect(requests()).toHaveLength(3);
  });

  it('waits before it draws at all', async () => {
    free = false;
    await turnOn();
    expect([state().phase, requests()]).toEqual(['waits', []]);
  });
});

it('says that something is missing, and draws when it is there', async () => {
  const whole = asked;
  asked = null;
  await turnOn();
  expect([state().phase, requests()]).toEqual(['missing', []]);
  asked = whole;
  live.changed();
  await pause();
  expect(requests()).toHaveLength(1);
});

it('ends with one sentence where the model fails', async () => {
  await turnOn();
  studio.engine.fail(new StudioError('out-of-memory', 'There is not enough memory.'));
  await vi.advanceTimersByTimeAsync(0);
  expect(state().phase).toBe('off');
  expect(failures.map(({ message }) => message)).toEqual(['There is not enough memory.']);
});

it('where the store refuses the picture it stays, and can be kept once more', async () => {
  await turnOn();
  await finish();
  studio.store.refuse.push(new StudioError('disk-full', 'The disk is full.'));
  await state().keep();
  expect(state()).toMatchObject({ phase: 'shown', canKeep: true });
  expect(failures.map(({ message }) => message)).toEqual(['The disk is full.']);
  expect(studio.page.layers).toHaveLength(1);
  await state().keep();
  expect(studio.page.layers).toHaveLength(2);
});
