import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Filters,
  type Generation,
  outcomes,
  pictureShapes,
  pictureSizeNames,
  pictureSizes,
} from '../../../preload/contract/records.ts';
import { makeCommit, makePicture, newProject, startStore } from './test-store.ts';

/** What the filters mean, said once more in plain code. */
function passes(
  { task, model, shape, size, since, region, outcome, captioned }: Filters,
  drawn: Generation,
  captions: ReadonlySet<string>,
): boolean {
  const { width, height } = drawn.frame;
  const side = Math.max(width, height);
  const [least, most] = size === undefined ? [0, Number.POSITIVE_INFINITY] : pictureSizes[size];
  return (
    (task === undefined || drawn.task === task) &&
    (model === undefined || drawn.modelName === model) &&
    (shape === undefined || shape === (width === height ? 'square' : width > height ? 'wide' : 'tall')) &&
    side >= least &&
    side < most &&
    (since === undefined || drawn.createdAt >= since) &&
    (region === undefined || (drawn.mask !== null) === region) &&
    (outcome === undefined || drawn.outcome === outcome) &&
    (captioned === undefined || captions.has(drawn.picture) === captioned)
  );
}

const sizes = [64, 767, 768, 1535, 1536, 2048];
const tasks = ['generate', 'retouch', 'a task of tomorrow'];
const models = ['Pocket', 'Lumina-DiMOO', "it's"];

async function project() {
  const store = startStore();
  const projectId = await newProject(store);
  const drawn: Generation[] = [];
  for (let at = 0; at < 36; at++) {
    const pick = <T>(values: readonly T[], step: number): T => values[Math.floor(at / step) % values.length] as T;
    const commit = makeCommit(projectId, {
      task: pick(tasks, 1),
      modelName: pick(models, 2),
      outcome: pick(outcomes, 3),
      frame: { x: 0, y: 0, width: pick(sizes, 1), height: pick(sizes, 4) },
      prompt: at % 5 === 0 ? 'a castle' : 'a house',
    });
    drawn.push(await store.client.commitGeneration({ ...commit, mask: at % 4 === 0 ? makePicture() : null }));
  }
  const captions = new Set<string>();
  for (const [at, { picture }] of drawn.entries()) {
    if (at % 3 !== 0) continue;
    // An answer is no caption, and neither is a deleted one.
    const task = at % 2 === 0 ? 'caption' : 'ask';
    const note = { id: randomUUID(), task, question: '', text: 'red', picture, settings: null } as const;
    await store.client.putNote({ projectId, note: { ...note, modelHash: '', createdAt: 1, editedAt: null } });
    if (at % 12 === 0) await store.client.deleteNote({ projectId, id: note.id });
    else if (task === 'caption') captions.add(picture);
  }
  const find = async (sought: Filters & { words?: string; oldestFirst?: boolean }, limit = 500) => {
    const found: string[] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.client.listGenerations>> = await store.client.listGenerations({
        projectId,
        before,
        limit,
        sought: { words: '', starred: false, ...sought },
      });
      found.push(...page.generations.map(({ id }) => id));
      before = page.next;
    } while (before !== null);
    return found;
  };
  return { store, projectId, drawn, captions, find };
}

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

describe('filters', () => {
  test('find the drawings that plain code finds, in any combination and page by page', async () => {
    const { drawn, captions, find } = await project();
    const moment = drawn[20]?.createdAt ?? 0;
    const filters = fc.record({
      task: maybe(fc.constantFrom(...tasks)),
      model: maybe(fc.constantFrom(...models, 'Pock%')),
      shape: maybe(fc.constantFrom(...pictureShapes)),
      size: maybe(fc.constantFrom(...pictureSizeNames)),
      since: maybe(fc.constantFrom(0, moment, moment + 1e9)),
      region: maybe(fc.boolean()),
      outcome: maybe(fc.constantFrom(...outcomes)),
      captioned: maybe(fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.boolean(), fc.constantFrom(3, 500), async (asked, oldestFirst, limit) => {
        // An absent filter is absent, not undefined.
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Filters;
        const wanted = drawn.filter((one) => passes(given, one, captions)).map(({ id }) => id);
        expect(await find({ ...given, oldestFirst }, limit)).toEqual(oldestFirst ? wanted : wanted.toReversed());
      }),
      { numRuns: 150 },
    );
  });

  test('are narrowed by words and stars as well', async () => {
    const { store, projectId, drawn, find } = await project();
    const castles = drawn.filter(({ prompt, task }) => prompt === 'a castle' && task === 'retouch');
    expect(castles.length).toBeGreaterThan(1);
    expect(await find({ words: 'castle', task: 'retouch', oldestFirst: true })).toEqual(castles.map(({ id }) => id));
    const [first] = castles;
    await store.client.starGenerations({ projectId, ids: [first?.id ?? ''], starred: true });
    const { generations } = await store.client.listGenerations({
      projectId,
      before: null,
      limit: 9,
      sought: { words: 'castle', starred: true, task: 'retouch' },
    });
    expect(generations.map(({ id }) => id)).toEqual([first?.id]);
  });

  test('offer the tasks and models of all drawings, the most frequent first', async () => {
    const { store, projectId } = await project();
    const more = makeCommit(projectId, { task: 'retouch', modelName: "it's" });
    await store.client.commitGeneration(more);
    const { tasks: offered, models: names } = await store.client.listDrawnWith({ projectId });
    expect([offered[0], names[0]]).toEqual(['retouch', "it's"]);
    expect([offered.toSorted(), names.toSorted()]).toEqual([tasks.toSorted(), models.toSorted()]);
  });
});
