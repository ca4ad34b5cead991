import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { NewQueuedCaption } from '../../../preload/contract/queued-captions.ts';
import type { Note } from '../../../preload/contract/records.ts';
import { failureFrom, makePicture, newProject, startStore, type TestStore } from './test-store.ts';

async function withPicture(): Promise<{ store: TestStore; projectId: string; picture: string }> {
  const store = startStore();
  const projectId = await newProject(store);
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  return { store, projectId, picture: hash };
}

const captionOf = (picture: string, question = ''): NewQueuedCaption => ({
  id: randomUUID(),
  task: question === '' ? 'caption' : 'ask',
  question,
  picture,
});

const noteOf = ({ id, task, question, picture }: NewQueuedCaption, text = 'a red circle'): Note => ({
  ...{ id, task, question, picture, text },
  settings: null,
  modelHash: 'f'.repeat(64),
  createdAt: 1000,
  editedAt: null,
});

const idsOf = async ({ client }: TestStore, projectId: string) =>
  (await client.listQueuedCaptions({ projectId })).captions.map(({ id }) => id);

test('captions that wait are there in their order after the store was closed, with why one failed', async () => {
  const { store, projectId, picture } = await withPicture();
  const captions = [captionOf(picture), captionOf(picture, 'What is it?'), captionOf(picture, 'Why?')];
  await store.client.queueCaptions({ projectId, captions: captions.slice(0, 2) });
  await store.client.queueCaptions({ projectId, captions: captions.slice(2) });
  // The answer was lost, and the call is repeated.
  await store.client.queueCaptions({ projectId, captions: captions.slice(2) });
  const failure = { kind: 'bad-picture', message: 'No.', retryable: false } as const;
  await store.client.markQueuedCaption({ projectId, id: captions[1]?.id ?? '', failure });
  await store.close();
  const again = startStore(store.root);
  const [first, second, third] = captions;
  expect(await again.client.listQueuedCaptions({ projectId })).toEqual({
    captions: [
      { ...first, failure: null },
      { ...second, failure },
      { ...third, failure: null },
    ],
    unreadable: [],
  });
  await again.client.markQueuedCaption({ projectId, id: second?.id ?? '', failure: null });
  await again.client.dropQueuedCaptions({ projectId, ids: [first?.id ?? '', randomUUID()] });
  expect(await idsOf(again, projectId)).toEqual([second?.id, third?.id]);
});

test('a recorded caption waits no more, and is neither written nor asked for a second time', async () => {
  const { store, projectId, picture } = await withPicture();
  const [caption, other] = [captionOf(picture), captionOf(picture, 'Why?')];
  await store.client.queueCaptions({ projectId, captions: [caption, other] });
  const note = noteOf(caption);
  expect(await store.client.commitCaption({ projectId, note })).toEqual(note);
  expect(await idsOf(store, projectId)).toEqual([other.id]);
  // What was edited by hand since is not overwritten, and what was deleted does not come back.
  const edited = { ...note, text: 'by hand', editedAt: 2000 };
  await store.client.putNote({ projectId, note: edited });
  expect(await store.client.commitCaption({ projectId, note })).toEqual(edited);
  await store.client.deleteNote({ projectId, id: note.id });
  await store.client.queueCaptions({ projectId, captions: [caption] });
  expect(await idsOf(store, projectId)).toEqual([other.id]);
  await store.client.commitCaption({ projectId, note });
  expect((await store.client.listNotes({ projectId })).notes).toEqual([]);
});

test('captions of a picture that the project does not hold are refused, all of them', async () => {
  const { store, projectId, picture } = await withPicture();
  const captions = [captionOf(picture), captionOf('a'.repeat(64))];
  expect(await failureFrom(store.client.queueCaptions({ projectId, captions }))).toMatchObject({
    code: 'notes.no-picture',
  });
  expect(await idsOf(store, projectId)).toEqual([]);
});

test('a text that is being typed leaves only the text before it, and nothing where it is taken back', async () => {
  const { store, projectId, picture } = await withPicture();
  const note = noteOf(captionOf(picture), 'a red circle');
  await store.client.putNote({ projectId, note });
  const versions = async () =>
    (await store.client.listNoteVersions({ projectId, id: note.id })).versions.map(({ text }) => text);
  const type = (text: string, typing: boolean) =>
    store.client.putNote({ projectId, note: { ...note, text, editedAt: 2000 }, ...(typing && { typing }) });
  await type('a red', false);
  await type('a red sq', true);
  await type('a red square', true);
  expect(await versions()).toEqual(['a red circle']);
  await store.client.putNote({ projectId, note, typing: true });
  expect(await versions()).toEqual([]);
  expect((await store.client.listNotes({ projectId })).notes).toEqual([note]);
});

test('several notes change together, and whether one was accepted is kept', async () => {
  const { store, projectId, picture } = await withPicture();
  const notes = [noteOf(captionOf(picture), 'one'), noteOf(captionOf(picture), 'two')];
  for (const note of notes) await store.client.putNote({ projectId, note });
  const changed = notes.map((note) => ({ ...note, text: `${note.text}!`, acceptedAt: 3000 }));
  await store.client.putNotes({ projectId, notes: changed });
  expect((await store.client.listNotes({ projectId })).notes).toEqual(changed.toReversed());
  const foreign = { ...changed[0], text: 'three', picture: 'a'.repeat(64) } as Note;
  await failureFrom(store.client.putNotes({ projectId, notes: [{ ...notes[1], text: 'four' } as Note, foreign] }));
  expect((await store.client.listNotes({ projectId })).notes).toEqual(changed.toReversed());
});
