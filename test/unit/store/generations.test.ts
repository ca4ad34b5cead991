import { describe, expect, test } from 'vitest';
import { schemaVersion } from '../../../main/store/database.ts';
import { latestVersion, projectMigrations } from '../../../main/store/migrations/index.ts';
import { projectOf } from '../../../main/store/studio.ts';
import type { Note } from '../../../preload/contract/records.ts';
import type { Result } from '../../../preload/contract/service.ts';
import { paperCache } from '../../../preload/contract/speed.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeLayer,
  makePicture,
  newestRows,
  newProject,
  startStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

describe('generations', () => {
  test('everything that made the picture comes back, also after a restart', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const parent = await store.client.commitGeneration(makeCommit(projectId));
    const commit = makeCommit(projectId, {
      task: 'retouch',
      parentId: parent.id,
      prompt: 'a “blue” square\n🙂',
      settings: { steps: 12, textGuidance: 0, samplingTemperature: 0.5, cache: paperCache },
    });
    const mask = makePicture(90);
    const kept = await store.client.commitGeneration({ ...commit, mask });
    expect(kept).toMatchObject(commit.generation);
    await store.close();
    const again = startStore(store.root);
    const [newest, oldest] = await newestRows(again, projectId, 10);
    expect([newest, oldest]).toEqual([kept, parent]);
    const picture = await again.client.getBlob({ projectId, hash: kept.picture });
    expect([Buffer.compare(picture.bytes, commit.picture), picture.mediaType]).toEqual([0, 'image/png']);
    const painted = await again.client.getBlob({ projectId, hash: kept.mask ?? '' });
    expect(Buffer.compare(painted.bytes, mask)).toBe(0);
  });

  test('what a task was given is kept, and pictures that the project does not hold are refused', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/jpeg' });
    const given = makeCommit(projectId, {
      task: 'extend',
      details: { variant: 'depth', strength: 0.3, sides: { left: 1, top: 0, right: 2, bottom: 3 } },
      givenPicture: hash,
      givenStyle: hash,
    });
    await store.client.commitGeneration(given);
    await store.close();
    const again = startStore(store.root);
    const [row] = await newestRows(again, projectId, 1);
    expect(row).toMatchObject(given.generation);
    const unknown = makeCommit(projectId, { givenStyle: 'b'.repeat(64) });
    expect((await failureFrom(again.client.commitGeneration(unknown))).kind).toBe('bad-request');
    expect(await newestRows(again, projectId, 9)).toHaveLength(1);
  });

  test('pages of the list, newest first, hold every row once', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const ids: string[] = [];
    for (let index = 0; index < 23; index++) {
      ids.unshift((await store.client.commitGeneration(makeCommit(projectId))).id);
    }
    const seen: string[] = [];
    let before: number | null = null;
    do {
      const page: Result<StoreService['listGenerations']> = await store.client.listGenerations({
        projectId,
        before,
        limit: 5,
      });
      seen.push(...page.generations.map((row) => row.id));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(ids);
  });

  test('a commit that is sent again is answered as the first time, another one under its id is refused', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const commit = makeCommit(projectId);
    const first = await store.client.commitGeneration(commit);
    await store.client.settleGeneration({ projectId, id: first.id, outcome: 'accepted', document: null });
    expect(await store.client.commitGeneration(commit)).toEqual({ ...first, outcome: 'accepted' });
    const other = { ...commit, generation: { ...commit.generation, seed: 1 } };
    expect((await failureFrom(store.client.commitGeneration(other))).kind).toBe('bad-request');
    expect(await newestRows(store, projectId, 10)).toHaveLength(1);
  });

  test('a grid of the wrong length and an empty picture are refused', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const wrong = makeCommit(projectId, { grid: { columns: 5, rows: 3, codes: new Uint8Array(48) } });
    const empty = { ...makeCommit(projectId), picture: new Uint8Array() };
    for (const commit of [wrong, empty]) {
      expect((await failureFrom(store.client.commitGeneration(commit))).kind).toBe('bad-request');
    }
    expect(await newestRows(store, projectId, 10)).toEqual([]);
  });

  test('accepting saves outcome and document together', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const kept = await store.client.commitGeneration(makeCommit(projectId));
    const document = { ...emptyDocument, layers: [makeLayer(kept.picture, { generationId: kept.id })] };
    const settled = await store.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
    expect(settled).toEqual({ ...kept, outcome: 'accepted' });
    expect((await store.client.openProject({ id: projectId, fallback })).document).toEqual(document);
  });

  test('where the document is refused, the outcome stays as it was', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const kept = await store.client.commitGeneration(makeCommit(projectId));
    const document = { ...emptyDocument, layers: [makeLayer('d'.repeat(64))] };
    const call = store.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
    expect((await failureFrom(call)).kind).toBe('bad-request');
    expect(await newestRows(store, projectId, 1)).toEqual([kept]);
    const unknown = { projectId, id: projectId, outcome: 'dropped', document: null } as const;
    expect((await failureFrom(store.client.settleGeneration(unknown))).kind).toBe('not-found');
  });
});

describe('notes', () => {
  const makeNote = (change: Partial<Note>): Note => ({
    id: 'e0000000-0000-4000-8000-000000000001',
    task: 'ask',
    question: 'What is it?',
    text: 'A circle.',
    picture: null,
    settings: { steps: 8, genLength: 64, blockLength: 16, samplingTemperature: 0 },
    modelHash: 'f'.repeat(64),
    createdAt: 1000,
    editedAt: null,
    ...change,
  });

  test('are kept, edited and deleted; newest first', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/webp' });
    const old = makeNote({});
    const young = makeNote({
      id: 'e0000000-0000-4000-8000-000000000002',
      picture: hash,
      settings: null,
      createdAt: 2000,
    });
    await store.client.putNote({ projectId, note: old });
    await store.client.putNote({ projectId, note: young });
    const edited = { ...old, text: 'A red circle.', editedAt: 3000 };
    expect(await store.client.putNote({ projectId, note: edited })).toEqual(edited);
    expect((await store.client.listNotes({ projectId })).notes).toEqual([young, edited]);
    await store.client.deleteNote({ projectId, id: young.id });
    expect((await store.client.listNotes({ projectId })).notes).toEqual([edited]);
    await store.client.restoreNote({ projectId, id: young.id });
    expect((await store.client.listNotes({ projectId })).notes).toEqual([young, edited]);
    const versionsOf = async (id: string) => (await store.client.listNoteVersions({ projectId, id })).versions;
    expect(await versionsOf(young.id)).toEqual([]);
    expect(await versionsOf(old.id)).toEqual([{ text: old.text, writtenAt: old.createdAt }]);
    const again = { ...edited, text: 'Once more.', editedAt: (edited.editedAt ?? 0) + 1000 };
    await store.client.putNote({ projectId, note: again });
    // A note that is written anew, as after a lost answer, has no further version.
    await store.client.putNote({ projectId, note: again });
    expect(await versionsOf(old.id)).toEqual([
      { text: edited.text, writtenAt: edited.editedAt },
      { text: old.text, writtenAt: old.createdAt },
    ]);
    await store.client.deleteNote({ projectId, id: young.id });
  });

  test('one that names a picture the project does not hold is refused', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const call = store.client.putNote({ projectId, note: makeNote({ picture: 'a'.repeat(64) }) });
    expect((await failureFrom(call)).kind).toBe('bad-request');
    expect((await store.client.listNotes({ projectId })).notes).toEqual([]);
  });
});

test('a database made today has the newest schema', async () => {
  const store = startStore();
  const project = await projectOf(await store.studio(), await newProject(store));
  expect(schemaVersion(project.db)).toBe(latestVersion(projectMigrations));
});
