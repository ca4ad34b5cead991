import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { NewQueuedCaption } from '../../preload/contract/queued-captions.ts';
import type { Note } from '../../preload/contract/records.ts';
import { emptyDocument, makeDataFolder, makePicture, startStore } from '../unit/store/test-store.ts';
import { forkStore, type StoreProcess } from './store-process.ts';

const COUNT = 300;

const noteOf = ({ id, task, question, picture }: NewQueuedCaption): Note => ({
  ...{ id, task, question, picture },
  text: `a caption of ${picture}`,
  settings: null,
  modelHash: 'f'.repeat(64),
  createdAt: 1000,
  editedAt: null,
});

/** What the store has said to be on disk. */
class Ledger {
  readonly made = new Set<string>();
  readonly edited = new Set<string>();
}

/** Captions what waits, as the window does, and edits some by hand, until the store is gone or nothing waits. */
async function work({ client }: StoreProcess, projectId: string, ledger: Ledger): Promise<void> {
  const { captions } = await client.listQueuedCaptions({ projectId });
  for (const { failure: _, ...caption } of captions) {
    const note = noteOf(caption);
    await client.commitCaption({ projectId, note });
    ledger.made.add(note.id);
    if (ledger.made.size % 7 !== 0) continue;
    await client.putNote({ projectId, note: { ...note, text: 'by hand', editedAt: 2000 } });
    ledger.edited.add(note.id);
  }
}

test(`${COUNT} pictures are captioned though the store is killed again and again: none twice, none missing, none overwritten`, async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const { project } = await first.client.createProject({ name: randomUUID(), document: emptyDocument });
  const projectId = project.id;
  const captions: NewQueuedCaption[] = [];
  for (let i = 0; i < COUNT; i++) {
    const { hash } = await first.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    captions.push({ id: randomUUID(), task: 'caption', question: '', picture: hash });
  }
  await first.client.queueCaptions({ projectId, captions });
  await first.close();

  const ledger = new Ledger();
  let kills = 0;
  for (let left = COUNT; left > 0; ) {
    const store = forkStore(root);
    await store.client.listQueuedCaptions({ projectId });
    const ended = work(store, projectId, ledger).then(
      () => 'done',
      () => 'killed',
    );
    // By what is made, since a fast machine makes all of them in a few rounds of any time.
    const enough = ledger.made.size + 15 + Math.random() * 50;
    const timer = setInterval(() => {
      if (ledger.made.size >= enough) store.child.kill('SIGKILL');
    }, 1);
    if ((await ended) === 'killed') kills += 1;
    clearInterval(timer);
    store.child.kill('SIGKILL');
    await store.gone;
    const after = startStore(root);
    const waiting = await after.client.listQueuedCaptions({ projectId });
    const { notes, unreadable } = await after.client.listNotes({ projectId });
    await after.close();
    expect([waiting.unreadable, unreadable]).toEqual([[], []]);
    // Each is made or waits, and never both.
    const ids = [...notes.map(({ id }) => id), ...waiting.captions.map(({ id }) => id)];
    expect(ids.toSorted()).toEqual(captions.map(({ id }) => id).toSorted());
    const byId = new Map(notes.map((note) => [note.id, note]));
    for (const id of ledger.made) expect(byId.has(id)).toBe(true);
    for (const id of ledger.edited) expect(byId.get(id)?.text).toBe('by hand');
    left = waiting.captions.length;
  }
  // The rounds must have killed work, not idleness.
  expect(kills).toBeGreaterThan(2);
}, 120_000);
