import { describe, expect, test } from 'vitest';
import { explain, writeRow, writeTransaction } from '../../../main/store/database.ts';
import { SELECT_TREE } from '../../../main/store/queries/generations.ts';
import { projectOf } from '../../../main/store/studio.ts';
import type { TreePlace } from '../../../preload/contract/records.ts';
import { makeCommit, makePicture, newProject, startStore, type TestStore } from './test-store.ts';

type Change = NonNullable<Parameters<typeof makeCommit>[1]>;

async function project() {
  const store = startStore();
  const projectId = await newProject(store);
  const draw = (prompt: string, change: Change = {}) =>
    store.client.commitGeneration(makeCommit(projectId, { prompt, ...change }));
  return { store, projectId, draw };
}

/** The words of all drawings in the order of the tree, page by page. */
async function walk(store: TestStore, projectId: string, limit: number): Promise<string[]> {
  const words: string[] = [];
  let from: TreePlace | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.client.listTree>> = await store.client.listTree({
      ...{ projectId, from, limit },
    });
    expect(page.unreadable).toEqual([]);
    words.push(...page.generations.map(({ prompt }) => prompt));
    from = page.next;
  } while (from !== null);
  return words;
}

describe('the tree of drawings', () => {
  test('families come newest first, and each drawing after the one that it began from, whatever a page holds', async () => {
    const { store, projectId, draw } = await project();
    const old = await draw('old');
    const young = await draw('young');
    const left = await draw('old, left', { parentId: old.id });
    await draw('young, one', { parentId: young.id });
    await draw('alone');
    await draw('old, right', { parentId: old.id });
    await draw('old, left, on', { parentId: left.id });
    const all = ['alone', 'young', 'young, one', 'old', 'old, left', 'old, right', 'old, left, on'];
    for (const limit of [1, 2, 3, 4, 6, 7, 8]) expect(await walk(store, projectId, limit)).toEqual(all);
  });

  test('a drawing whose parent is not there is a root, and a circle hides nothing', async () => {
    const { store, projectId, draw } = await project();
    const orphan = await draw('orphan', { parentId: '3c47ea02-0a6b-420c-b631-96c1f0dfd614' });
    const one = await draw('one');
    const other = await draw('other', { parentId: one.id });
    const { db } = await projectOf(await store.studio(), projectId);
    writeTransaction(db, (write) => {
      writeRow(write, 'UPDATE generations SET parent_id = :parent WHERE id = :id', { parent: other.id, id: one.id });
      writeRow(write, 'UPDATE generations SET parent_id = :parent WHERE id = :id', {
        parent: orphan.id,
        id: orphan.id,
      });
    });
    expect(await walk(store, projectId, 2)).toEqual(['one', 'other', 'orphan']);
  });

  test('what began from a drawing is found by an index', async () => {
    const { store, projectId } = await project();
    const { db } = await projectOf(await store.studio(), projectId);
    const plan = explain(db, SELECT_TREE, { root: 1, after: 0, limit: 10 }).join('\n');
    expect(plan).toContain('generations_by_parent (parent_id=? AND sequence>?)');
    expect(plan).toContain('SEARCH own USING INDEX generations_by_sequence (sequence<?)');
  });

  test('a drawing from the picture of another has it as its parent, also where its commit is sent again', async () => {
    const { store, projectId, draw } = await project();
    const source = await draw('source');
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    expect((await draw('from a photo', { givenPicture: hash })).parentId).toBeNull();
    const styled = makeCommit(projectId, { prompt: 'in its style', givenPicture: hash, givenStyle: source.picture });
    const first = await store.client.commitGeneration(styled);
    expect(first.parentId).toBe(source.id);
    expect(await store.client.commitGeneration(styled)).toEqual(first);
    const told = await draw('told', { givenPicture: source.picture, parentId: first.id });
    expect(told.parentId).toBe(first.id);
  });
});
