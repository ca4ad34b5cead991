import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyDocument,
  makeCommit,
  makeLayer,
  makePicture,
  makeQueuedJob,
  makeStroke,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Untitled', document: emptyDocument };

async function untouched(store: TestStore): Promise<string> {
  return (await store.client.createProject({ name: 'Untitled', document: emptyDocument })).project.id;
}

const folderOf = ({ root }: TestStore, id: string) => join(root, 'projects', id);
const names = async ({ client }: TestStore) => (await client.listProjects({})).map(({ id }) => id);
const note = (text: string) => ({
  id: crypto.randomUUID(),
  task: 'caption' as const,
  question: '',
  text,
  picture: null,
  settings: null,
  modelHash: 'a'.repeat(64),
  createdAt: 1,
  editedAt: null,
});

test('a project in which nothing was ever done goes from the list and from the disk, with its settings', async () => {
  const store = startStore();
  const kept = await untouched(store);
  const projectId = await untouched(store);
  for (const id of [kept, projectId]) await store.client.putSetting({ key: `prompt:${id}`, value: '' });
  await store.client.saveDocument({ projectId, document: { ...emptyDocument, projectId } });
  expect(await store.client.discardProject({ projectId })).toEqual({ discarded: true });
  expect(await names(store)).toEqual([kept]);
  expect(readdirSync(join(store.root, 'projects'))).toEqual([kept]);
  expect(Object.keys(await store.client.getSettings({}))).toEqual([`prompt:${kept}`]);
  await expect(store.client.openProject({ id: projectId, fallback })).rejects.toThrow('is not there any more');
});

/** What an artist may have done in a project, and what may lie in its folder besides. */
const holds: Record<string, (store: TestStore, projectId: string) => unknown> = {
  'a layer': async ({ client }, projectId) => {
    const { hash } = await client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    await client.saveDocument({ projectId, document: { ...emptyDocument, layers: [makeLayer(hash)] } });
  },
  'a picture that was brought in and taken back': ({ client }, projectId) =>
    client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' }),
  'a painted part': ({ client }, projectId) =>
    client.saveDocument({ projectId, document: { ...emptyDocument, region: [makeStroke()] } }),
  'a drawing that was discarded': ({ client }, projectId) =>
    client.commitGeneration(makeCommit(projectId, { outcome: 'dropped' })),
  'a note': ({ client }, projectId) => client.putNote({ projectId, note: note('a harbour') }),
  'a drawing that waits': ({ client }, projectId) => client.queueJob({ projectId, job: makeQueuedJob() }),
  'a note in the backup of the day': async ({ client, root }, projectId) => {
    const kept = note('a harbour');
    await client.putNote({ projectId, note: kept });
    const { id } = await client.backUpProject({ projectId });
    await client.deleteNote({ projectId, id: kept.id });
    const backups = join(root, 'projects', projectId, 'backups');
    renameSync(join(backups, `${id}.sqlite`), join(backups, `${id.replace('asked', 'daily')}.sqlite`));
  },
  'a backup made by hand': ({ client }, projectId) => client.backUpProject({ projectId }),
  'a file of someone else': (store, id) => writeFileSync(join(folderOf(store, id), 'sketch.kra'), 'x'),
  'a picture without a row': (store, id) => writeFileSync(join(folderOf(store, id), 'blobs', 'x'), 'x'),
};

describe('a project is kept that holds', () => {
  test.each(Object.entries(holds))('%s', async (_, put) => {
    const store = startStore();
    const projectId = await untouched(store);
    await put(store, projectId);
    expect(await store.client.discardProject({ projectId })).toEqual({ discarded: false });
    expect(await names(store)).toEqual([projectId]);
    await store.client.openProject({ id: projectId, fallback });
    expect(existsSync(join(folderOf(store, projectId), 'project.sqlite'))).toBe(true);
  });
});

test('a project whose folder went away is kept where its work goes on', async () => {
  const store = startStore();
  const projectId = await untouched(store);
  writeFileSync(join(folderOf(store, projectId), 'recovered-from'), '{}');
  expect(await store.client.discardProject({ projectId })).toEqual({ discarded: false });
});

test('whatever is asked for at the same moment: what was answered is there, or the project is gone and says so', async () => {
  const works = ['putBlob', 'saveDocument', 'putNote', 'commitGeneration', 'renameProject', 'openProject'] as const;
  const store = startStore();
  const ask = (work: (typeof works)[number], projectId: string): Promise<unknown> => {
    const { client } = store;
    const asked = {
      putBlob: () => client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' as const }),
      saveDocument: () => client.saveDocument({ projectId, document: { ...emptyDocument, region: [makeStroke()] } }),
      putNote: () => client.putNote({ projectId, note: note('a harbour') }),
      commitGeneration: () => client.commitGeneration(makeCommit(projectId)),
      renameProject: () => client.renameProject({ id: projectId, name: 'Harbour' }),
      openProject: () => client.openProject({ id: projectId, fallback }),
    };
    return asked[work]();
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...works), { minLength: 1, maxLength: 4 }),
      fc.nat(4),
      async (asked, at) => {
        const projectId = await untouched(store);
        const discard = () => store.client.discardProject({ projectId });
        const begin = asked.map((work) => async () => ask(work, projectId));
        const outcomes = await Promise.allSettled(begin.toSpliced(at, 0, discard).map((one) => one()));
        const answers = outcomes.toSpliced(Math.min(at, asked.length), 1);
        if ((await names(store)).includes(projectId)) {
          expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
          await store.client.openProject({ id: projectId, fallback });
          return;
        }
        for (const [place, answer] of answers.entries()) {
          if (answer.status === 'rejected') expect(String(answer.reason)).toContain('not there any more');
          // Neither of them puts anything into it.
          else expect(['openProject', 'renameProject']).toContain(asked[place]);
        }
      },
    ),
    { numRuns: 25 },
  );
});
