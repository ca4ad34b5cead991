import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeRow, writeTransaction } from '../../../main/store/database.ts';
import { projectOf } from '../../../main/store/studio.ts';
import { MOST_QUEUED } from '../../../preload/contract/queued-jobs.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makePicture,
  makeQueuedJob,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

async function idsOf({ client }: Pick<TestStore, 'client'>, projectId: string): Promise<string[]> {
  return (await client.listQueuedJobs({ projectId })).jobs.map(({ id }) => id);
}

test('a queued drawing is there with its exact request after the store was closed', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const put = () => store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const [picture, regionMask] = [(await put()).hash, (await put()).hash];
  const job = makeQueuedJob({ picture, regionMask, givenPicture: picture, count: 3 });
  const queued = await store.client.queueJob({ projectId, job });
  await store.close();

  const again = startStore(store.root);
  const { jobs, unreadable } = await again.client.listQueuedJobs({ projectId });
  expect(jobs).toEqual([queued]);
  expect(queued).toEqual({ ...job, drawn: 0, failure: null, createdAt: expect.any(Number) });
  expect(unreadable).toEqual([]);
});

test('the same call twice queues one drawing, and another drawing of that id is refused', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const job = makeQueuedJob();
  const first = await store.client.queueJob({ projectId, job });
  // Between the two it may have been moved, marked and counted.
  await store.client.arrangeQueuedJobs({ projectId, places: [{ id: job.id, place: 7.25 }] });
  expect(await store.client.queueJob({ projectId, job })).toEqual({ ...first, place: 7.25 });
  const other = { ...job, count: 2 };
  expect(await failureFrom(store.client.queueJob({ projectId, job: other }))).toMatchObject({ code: 'queue.id-taken' });
  expect(await idsOf(store, projectId)).toEqual([job.id]);
});

test('a drawing of a picture that the project does not hold is not queued', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  for (const name of ['picture', 'stylePicture', 'regionMask', 'freezeMask', 'givenPicture', 'givenStyle'] as const) {
    const job = makeQueuedJob({ [name]: 'a'.repeat(64) });
    expect(await failureFrom(store.client.queueJob({ projectId, job }))).toMatchObject({ code: 'queue.no-picture' });
  }
  expect(await idsOf(store, projectId)).toEqual([]);
});

test('jobs are listed by their places, and stay there when others are dropped', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const jobs = [3, 1, 2].map((place) => makeQueuedJob({ place }));
  for (const job of jobs) await store.client.queueJob({ projectId, job });
  const [third, first, second] = jobs.map(({ id }) => id);
  expect(await idsOf(store, projectId)).toEqual([first, second, third]);
  const places = [
    { id: third ?? '', place: 0.5 },
    { id: randomUUID(), place: 9 },
  ];
  await store.client.arrangeQueuedJobs({ projectId, places });
  expect(await idsOf(store, projectId)).toEqual([third, first, second]);
  await store.client.dropQueuedJobs({ projectId, ids: [first ?? '', randomUUID()] });
  expect(await idsOf(store, projectId)).toEqual([third, second]);
});

test('why a drawing failed is kept until it is tried again', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const job = makeQueuedJob();
  await store.client.queueJob({ projectId, job });
  const failure = await failureFrom(store.client.getGeneration({ projectId, id: job.id }));
  await store.client.markQueuedJob({ projectId, id: job.id, failure });
  await store.close();
  const again = startStore(store.root);
  expect((await again.client.listQueuedJobs({ projectId })).jobs).toMatchObject([{ failure }]);
  await again.client.markQueuedJob({ projectId, id: job.id, failure: null });
  expect((await again.client.listQueuedJobs({ projectId })).jobs).toMatchObject([{ failure: null }]);
});

test('every recorded picture counts once, and the last one takes the job out of the queue', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const job = makeQueuedJob({ count: 2 });
  await store.client.queueJob({ projectId, job });
  const commit = { ...makeCommit(projectId, { runId: job.runId }), queuedJob: job.id };
  await store.client.commitGeneration(commit);
  // The answer was lost, so the window asks again.
  await store.client.commitGeneration(commit);
  expect((await store.client.listQueuedJobs({ projectId })).jobs).toMatchObject([{ id: job.id, drawn: 1 }]);
  await store.client.commitGeneration({ ...makeCommit(projectId, { runId: job.runId }), queuedJob: job.id });
  expect(await idsOf(store, projectId)).toEqual([]);
});

test('a picture that is refused does not count', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const job = makeQueuedJob();
  await store.client.queueJob({ projectId, job });
  const commit = makeCommit(projectId, { givenPicture: 'a'.repeat(64) });
  expect(await failureFrom(store.client.commitGeneration({ ...commit, queuedJob: job.id }))).toMatchObject({
    code: 'drawings.no-source',
  });
  expect((await store.client.listQueuedJobs({ projectId })).jobs).toMatchObject([{ id: job.id, drawn: 0 }]);
});

test('the queue is bounded, and says so', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const { db } = await projectOf(await store.studio(), projectId);
  const rows = `WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${MOST_QUEUED})
    INSERT INTO queued_jobs (id, run_id, place, request, count, drawn, created_at, json_version)
    SELECT value, '', value, '{}', 1, 0, 0, 1 FROM n`;
  writeTransaction(db, (write) => writeRow(write, rows));
  const call = store.client.queueJob({ projectId, job: makeQueuedJob() });
  expect(await failureFrom(call)).toMatchObject({ code: 'queue.full', params: { most: MOST_QUEUED } });
});

test('a row that cannot be read is named and stays, and hides no other', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const [sound, damaged] = [makeQueuedJob({ place: 2 }), makeQueuedJob()];
  for (const job of [sound, damaged]) await store.client.queueJob({ projectId, job });
  const { db } = await projectOf(await store.studio(), projectId);
  writeTransaction(db, (write) =>
    writeRow(write, `UPDATE queued_jobs SET request = '{"task":"sculpt"}' WHERE id = :id`, { id: damaged.id }),
  );
  const { jobs, unreadable } = await store.client.listQueuedJobs({ projectId });
  expect(jobs.map(({ id }) => id)).toEqual([sound.id]);
  expect(unreadable).toMatchObject([{ where: expect.stringContaining(damaged.id) }]);
});

test('a backup holds the queue', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  const job = makeQueuedJob();
  await store.client.queueJob({ projectId, job });
  const { id: backupId } = await store.client.backUpProject({ projectId });
  await store.client.dropQueuedJobs({ projectId, ids: [job.id] });
  await store.client.restoreBackup({ projectId, backupId });
  await store.client.openProject({ id: projectId, fallback });
  expect(await idsOf(store, projectId)).toEqual([job.id]);
});
