import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

async function projectWith(count: number): Promise<{ root: string; projectId: string; ids: string[] }> {
  const store = startStore();
  const projectId = await newProject(store);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push((await store.client.commitGeneration(makeCommit(projectId))).id);
  const note = {
    task: 'ask',
    question: 'What?',
    picture: null,
    settings: null,
    modelHash: 'm',
    editedAt: null,
  } as const;
  for (const n of [1, 2, 3]) {
    const id = `e0000000-0000-4000-8000-00000000000${n}`;
    await store.client.putNote({ projectId, note: { ...note, id, text: `note ${n}`, createdAt: 1000 } });
  }
  await store.close();
  return { root: store.root, projectId, ids };
}

function edit(root: string, projectId: string, sql: string): void {
  const db = new Sqlite(join(root, 'projects', projectId, 'project.sqlite'));
  db.exec(sql);
  db.close();
}

/** Ways in which a record may be none, of a newer studio or by damage. */
const unreadable: Record<string, string> = {
  'settings that are another JSON': `UPDATE generations SET settings = '{"steps": "many"}' WHERE sequence = 4`,
  'a time before time': 'UPDATE generations SET created_at = -1 WHERE sequence = 4',
  'JSON of a newer version': 'UPDATE generations SET json_version = 99 WHERE sequence = 4',
  'an id that is none': `UPDATE generations SET id = 'me' WHERE sequence = 4`,
  'a seed out of range': 'UPDATE generations SET seed = -5 WHERE sequence = 4',
  'no task at all': `UPDATE generations SET task = '' WHERE sequence = 4`,
};

describe('a record that cannot be read', () => {
  test.each(Object.entries(unreadable))('%s: keeps no other out of the list, is counted and stays', async (_, sql) => {
    const { root, projectId, ids } = await projectWith(7);
    edit(root, projectId, sql);
    const store = startStore(root);
    const seen: string[] = [];
    const told: string[] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<TestStore['client']['listGenerations']>> = await store.client.listGenerations({
        projectId,
        before,
        limit: 2,
      });
      seen.push(...page.generations.map(({ id }) => id));
      told.push(...page.unreadable.map(({ what, where }) => `${what.message} ${where}`));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(ids.filter((_id, index) => index !== 3).toReversed());
    expect(told).toEqual([expect.stringMatching(/^the drawing of .* generations 4\b/)]);
    // Whoever needs that very record is told what is wrong, and with what.
    const asked = await failureFrom(store.client.getGeneration({ projectId, id: ids[3] ?? '' }));
    if (!sql.includes('SET id')) expect(asked).toMatchObject({ kind: 'store-damaged', retryable: false });
    await store.close();
    const again = startStore(root);
    expect((await newestRows(again, projectId)).length).toBe(6);
  });

  test('a note is left out alike', async () => {
    const { root, projectId } = await projectWith(0);
    edit(root, projectId, `UPDATE notes SET settings = '{"steps": -1}' WHERE text = 'note 2'`);
    const store = startStore(root);
    const { notes, unreadable } = await store.client.listNotes({ projectId });
    expect(notes.map(({ text }) => text)).toEqual(['note 3', 'note 1']);
    expect(unreadable).toMatchObject([{ where: expect.stringContaining('notes 2') }]);
  });

  test('a task of another version keeps its word', async () => {
    const { root, projectId } = await projectWith(2);
    edit(root, projectId, `UPDATE generations SET task = 'hologram' WHERE sequence = 1`);
    const store = startStore(root);
    expect((await newestRows(store, projectId)).map(({ task }) => task)).toEqual(['generate', 'hologram']);
  });
});

describe('a clock set back', () => {
  test('sorts no new drawing, note or project below an old one', async () => {
    const store = startStore();
    const first = await newProject(store);
    const old = await store.client.commitGeneration(makeCommit(first));
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 400 * 24 * 3600 * 1000);
    try {
      const young = await store.client.commitGeneration(makeCommit(first));
      expect(young.createdAt).toBeLessThan(old.createdAt);
      expect((await newestRows(store, first)).map(({ id }) => id)).toEqual([young.id, old.id]);
      const second = await newProject(store);
      expect((await store.client.listProjects({})).map(({ id }) => id)).toEqual([second, first]);
      expect((await store.client.openProject({ id: null, fallback })).project.id).toBe(second);
      await store.client.openProject({ id: first, fallback });
      expect((await store.client.openProject({ id: null, fallback })).project.id).toBe(first);
    } finally {
      clock.mockRestore();
    }
  });
});
