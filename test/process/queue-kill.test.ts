import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { QueuedJob } from '../../preload/contract/queued-jobs.ts';
import {
  emptyDocument,
  makeCommit,
  makeDataFolder,
  makePicture,
  makeQueuedJob,
  startStore,
} from '../unit/store/test-store.ts';
import { forkStore, type StoreProcess } from './store-process.ts';

const KILLS = 20;
const COUNT = 2;

/** What the store has answered, and what it was asked and has not answered. */
class Ledger {
  /** Jobs that were said to be queued. */
  readonly queued = new Map<string, QueuedJob>();
  /** How many pictures of a job were said to be recorded. */
  readonly drawn = new Map<string, number>();
  /** Jobs that may be gone, since the store was asked to drop them. */
  readonly dropped = new Set<string>();
  answers = 0;
}

/** Queues, moves, draws and cancels at full speed. */
async function work({ client }: StoreProcess, projectId: string, ledger: Ledger): Promise<void> {
  for (let turn = 0; ; turn++) {
    const { hash } = await client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const job = makeQueuedJob({ place: turn, count: COUNT, picture: hash });
    ledger.queued.set(job.id, await client.queueJob({ projectId, job }));
    const oldest = [...ledger.queued.values()].find(
      ({ id }) => !ledger.dropped.has(id) && (ledger.drawn.get(id) ?? 0) < COUNT,
    );
    if (oldest !== undefined && turn % 2 === 0) {
      await client.commitGeneration({ ...makeCommit(projectId, { runId: oldest.runId }), queuedJob: oldest.id });
      ledger.drawn.set(oldest.id, (ledger.drawn.get(oldest.id) ?? 0) + 1);
    }
    await client.arrangeQueuedJobs({ projectId, places: [{ id: job.id, place: -turn }] });
    if (turn % 5 === 4) {
      ledger.dropped.add(job.id);
      await client.dropQueuedJobs({ projectId, ids: [job.id] });
    }
    ledger.answers += 4;
  }
}

async function expectNothingLost(root: string, projectId: string, ledger: Ledger): Promise<void> {
  const store = startStore(root);
  const { jobs, unreadable } = await store.client.listQueuedJobs({ projectId });
  expect(unreadable).toEqual([]);
  const { generations } = await store.client.listGenerations({ projectId, before: null, limit: 500 });
  const found = new Map(jobs.map((job) => [job.id, job]));
  for (const [id, queued] of ledger.queued) {
    const rows = generations.filter(({ runId }) => runId === queued.runId).length;
    const job = found.get(id);
    // A picture may be recorded although its answer was lost, but the job and the record always agree.
    expect(rows).toBeGreaterThanOrEqual(ledger.drawn.get(id) ?? 0);
    if (job === undefined) expect(ledger.dropped.has(id) || rows === COUNT).toBe(true);
    else expect({ ...job, place: 0 }).toEqual({ ...queued, place: 0, drawn: rows });
    ledger.drawn.set(id, rows);
    if (job === undefined) ledger.dropped.add(id);
    if (job?.picture != null) await store.client.getBlob({ projectId, hash: job.picture });
  }
  await store.close();
}

test(`killed ${KILLS} times at any moment, the store keeps every drawing that it had queued`, async () => {
  const root = makeDataFolder();
  const ledger = new Ledger();
  const first = startStore(root);
  const { project } = await first.client.createProject({ name: randomUUID(), document: emptyDocument });
  await first.close();
  for (let round = 0; round < KILLS; round++) {
    const store = forkStore(root);
    await store.client.listQueuedJobs({ projectId: project.id });
    const ended = expect(work(store, project.id, ledger)).rejects.toMatchObject({ failure: { kind: 'service-lost' } });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
    store.child.kill('SIGKILL');
    expect(await store.gone).toBe('SIGKILL');
    await ended;
    await expectNothingLost(root, project.id, ledger);
  }
  // The rounds must have killed work, not idleness.
  expect(ledger.answers).toBeGreaterThan(KILLS);
}, 120_000);
