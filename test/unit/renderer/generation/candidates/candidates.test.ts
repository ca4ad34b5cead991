import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_LAYERS } from '../../../../../preload/contract/document.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { createWaitingResults } from '../../../../../renderer/state/project/waiting.ts';
import { telling } from '../../../../helpers/english.ts';
import { settle, TestStudio } from '../../../../helpers/test-studio.ts';

let studio: TestStudio;

beforeEach(() => {
  studio = new TestStudio();
});

const outcomes = () => studio.rows.map(({ seed, outcome }) => [seed, outcome]);

describe('several candidates', () => {
  it('are drawn one after the other, each of the next seed, and all are recorded as they come', async () => {
    const { done } = await studio.start({ count: 3, seed: 0xffff_fffe });
    expect(studio.state.turn).toEqual({ number: 1, of: 3 });
    studio.engine.finish();
    await settle();
    expect(studio.state).toMatchObject({ phase: 'running', turn: { number: 2, of: 3 }, progress: null });
    expect(studio.rows).toHaveLength(1);
    // The first one stands until the second has begun to show.
    expect(studio.candidate).not.toBeNull();
    studio.engine.finish();
    await settle();
    studio.engine.finish();
    await done;
    expect(studio.engine.requests.map(({ seed }) => seed)).toEqual([0xffff_fffe, 0xffff_ffff, 0]);
    expect(studio.state).toMatchObject({ phase: 'candidate', shown: 0, turn: null });
    expect(studio.state.candidates).toHaveLength(3);
    expect(studio.page.layers).toEqual([]);
  });

  it('are flipped through round and round; accepting takes the one shown, the others stay as discarded rows', async () => {
    await studio.runToEnd({}, { count: 3 });
    expect(studio.state.candidate?.result.seed).toBe(7);
    studio.state.flip(-1);
    expect(studio.state.candidate?.result.seed).toBe(9);
    studio.state.flip(-1);
    expect(studio.state).toMatchObject({ shown: 1, candidate: { result: { seed: 8 } } });
    await studio.state.accept();
    expect(outcomes()).toEqual([
      [7, 'dropped'],
      [8, 'accepted'],
      [9, 'dropped'],
    ]);
    expect(studio.page.layers).toMatchObject([{ generationId: studio.rows[1]?.id }]);
    expect(studio.store.document).toEqual(studio.page);
    expect(studio.state).toMatchObject({ phase: 'idle', candidates: [], unsaved: false });
    studio.document.getState().undo();
    expect(studio.document.getState().canUndo).toBe(false);
  });

  it('wait on where the page has no room for one more layer, and one is accepted once there is', async () => {
    await studio.runToEnd({}, { count: 2 });
    await studio.fillPage();
    await studio.state.accept();
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: { code: 'files.full-page' }, unsaved: false });
    expect(studio.page.layers).toHaveLength(MOST_LAYERS);
    expect(outcomes()).toEqual([
      [7, 'waiting'],
      [8, 'waiting'],
    ]);
    studio.document.getState().removeLayers([studio.page.layers[0]?.id ?? '']);
    await studio.state.accept();
    expect(studio.state).toMatchObject({ phase: 'idle', failure: null });
    expect(studio.page.layers).toHaveLength(MOST_LAYERS);
  });

  it('are discarded together', async () => {
    await studio.runToEnd({}, { count: 2 });
    await studio.state.drop();
    expect(outcomes()).toEqual([
      [7, 'dropped'],
      [8, 'dropped'],
    ]);
    expect(studio.candidate).toBeNull();
  });

  it('that were finished wait when the rest is stopped', async () => {
    const { done } = await studio.start({ count: 3 });
    studio.engine.finish();
    await settle();
    studio.state.cancel();
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: null, shown: 0 });
    expect(studio.candidate).not.toBeNull();
    await studio.state.accept();
    expect(outcomes()).toEqual([[7, 'accepted']]);
  });

  it('that were finished wait when the engine fails in the middle, which says why', async () => {
    const { done } = await studio.start({ count: 2 });
    studio.engine.finish();
    await settle();
    studio.engine.fail(new StudioError('service-lost', 'The engine stopped.'));
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: { kind: 'service-lost' } });
    expect(studio.state.candidates).toHaveLength(1);
  });

  it('that the store refused are saved before one is accepted', async () => {
    studio.store.refuse.push(new StudioError('disk-full', 'The disk is full.', { retryable: true }));
    await studio.runToEnd({}, { count: 2 });
    expect(studio.state).toMatchObject({ phase: 'candidate', unsaved: true, failure: { kind: 'disk-full' } });
    await studio.state.accept();
    expect(studio.rows.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'dropped']);
    expect(studio.page.layers).toHaveLength(1);
  });
});

describe('candidates that the model checks', () => {
  const checks = (...holds: readonly boolean[]) =>
    holds.map((each, i) => ({ question: `${i}?`, expected: 'yes', answer: each ? 'yes' : 'no', holds: each }));

  it('say how far that is; they stand best first, and the answers are in the record', async () => {
    const { done } = await studio.start({ count: 3, verify: true });
    expect(studio.engine.requests[0]?.verify).toBe(true);
    studio.engine.report({ step: 0, forecast: { seconds: 3, bytes: 2 ** 30 } });
    expect(studio.state.progress).toMatchObject({ step: 0, bytes: 2 ** 30, checking: null });
    studio.engine.report({ step: 8, checking: { done: 1, of: 2 } });
    expect(studio.state.progress).toMatchObject({ step: 8, bytes: 2 ** 30, checking: { done: 1, of: 2 } });
    for (const found of [checks(true, false), checks(true, true), checks(false, false)]) {
      studio.engine.finish({ checks: found });
      await settle();
    }
    await done;
    const inOrder = [checks(true, true), checks(true, false), checks(false, false)];
    expect(studio.state).toMatchObject({ phase: 'candidate', shown: 0 });
    expect(studio.state.candidates.map(({ result }) => result.checks)).toEqual(inOrder);
    expect(studio.rows.map(({ details }) => details.checks?.filter(({ holds }) => holds).length)).toEqual([1, 2, 0]);
    const next = await restarted();
    expect(next.state).toMatchObject({ phase: 'candidate', shown: 0 });
    expect(next.state.candidates.map(({ result }) => result.checks)).toEqual(inOrder);
  });

  it('wait for a decision, so that the answers can be read; where there are no words nothing is asked', async () => {
    await studio.runToEnd({ checks: checks(true) }, { verify: true });
    expect(studio.state.phase).toBe('candidate');
    await studio.state.drop();
    await studio.start({ task: 'predict', verify: true });
    expect(studio.engine.requests.at(-1)).not.toHaveProperty('verify');
  });
});

/** The studio after a restart, when what waits has been offered again. */
async function restarted(): Promise<TestStudio> {
  const next = new TestStudio();
  next.document.getState().replaceDocument(studio.page);
  for (const [hash, blob] of studio.store.blobs) next.store.blobs.set(hash, blob);
  for (const row of studio.rows) next.store.generations.set(row.id, row);
  const told: string[] = [];
  const parts = {
    ...next,
    store: next.projectStore,
    hold: () => () => {},
    notify: telling(told),
    records: () => studio.rows.toReversed(),
  };
  await createWaitingResults(parts).addRecorded();
  expect(told).toEqual([]);
  return next;
}

it('after a restart all of a run are offered again, in their order', async () => {
  await studio.runToEnd({}, { count: 1, task: 'generate' });
  await studio.runToEnd({}, { count: 2 });
  const next = await restarted();
  expect(next.state.candidates.map(({ result }) => result.seed)).toEqual([7, 8]);
  await next.state.accept();
  expect(next.rows.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'dropped']);
});

describe('the map of confidence', () => {
  it('follows the candidate that is shown, and leaves known cells out', async () => {
    const { done } = await studio.start({ count: 2 });
    studio.engine.finish({ confidence: new Float32Array([0.25, 1]), fixedAt: new Int16Array([3, -1]) });
    await settle();
    studio.engine.finish();
    await done;
    expect(studio.confidence).toBeNull();
    studio.state.showConfidence(true);
    expect(studio.confidence?.values).toEqual(new Float32Array([0.25, -1]));
    studio.state.flip(1);
    expect(studio.confidence).toEqual({ columns: 2, rows: 1, values: new Float32Array([0.5, -1]) });
    studio.state.showConfidence(false);
    expect(studio.confidence).toBeNull();
  });
});

describe('the steps of a candidate', () => {
  const fixedAt = new Int16Array([3, 0]);
  const marked = () => studio.hiddenCells && [...studio.hiddenCells.marked];

  beforeEach(async () => {
    await studio.runToEnd({ fixedAt }, { count: 2 });
  });

  it('are gone through: what was open is hidden; another picture and an end of it show all again', () => {
    studio.state.showSteps(2);
    expect(studio.state.stepsShown).toBe(2);
    expect(marked()).toEqual([1, 0]);
    studio.state.showSteps(4);
    expect(studio.state.stepsShown).toBeNull();
    expect(marked()).toBeNull();
    studio.state.showSteps(0);
    expect(marked()).toEqual([1, 1]);
    studio.state.flip(1);
    expect(studio.state.stepsShown).toBeNull();
    expect(marked()).toBeNull();
  });

  it('are drawn on from by other words: one more candidate, recorded with where it came from', async () => {
    const [first] = studio.state.candidates;
    await studio.state.branch('a red star');
    expect(studio.engine.requests).toHaveLength(2);
    studio.state.showSteps(2);
    const done = studio.state.branch(' a red star ');
    await settle();
    expect(studio.state).toMatchObject({ phase: 'running', candidates: [{}, {}] });
    expect(studio.engine.requests[2]).toMatchObject({
      prompt: 'a red star',
      seed: 7,
      resume: { stepsDone: 2, trace: { fixedAt } },
    });
    studio.engine.finish();
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', shown: 2, stepsShown: null, unsaved: false });
    expect(studio.rows[2]).toMatchObject({
      prompt: 'a red star',
      outcome: 'waiting',
      details: { branch: { from: first?.generationId, stepsDone: 2 } },
    });
    // With it they are one run, and the next is another.
    expect(new Set(studio.rows.map(({ runId }) => runId)).size).toBe(1);
    studio.state.showSteps(0);
    await studio.state.accept();
    expect(marked()).toBeNull();
    expect(outcomes()).toEqual([
      [7, 'dropped'],
      [8, 'dropped'],
      [7, 'accepted'],
    ]);
  });

  it('that are drawn on from leave what there was where that is stopped', async () => {
    studio.state.showSteps(1);
    const done = studio.state.branch('a red star');
    await settle();
    studio.state.cancel();
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: null, candidates: [{}, {}] });
    expect(studio.rows).toHaveLength(2);
  });

  it('are offered again after a restart, with what was drawn on from them', async () => {
    studio.state.showSteps(1);
    const done = studio.state.branch('a red star');
    await settle();
    studio.engine.finish();
    await done;
    const next = await restarted();
    expect(next.state.candidates.map(({ prompt }) => prompt)).toEqual(['a red circle', 'a red circle', 'a red star']);
    expect(next.state.canBranch).toBe(true);
  });
});
