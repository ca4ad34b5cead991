import { expect, test } from 'vitest';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeLayer,
  makePicture,
  newProject,
  startStore,
} from './test-store.ts';

test('a document that another project has written is refused, though its pictures are there; nothing changes', async () => {
  const store = startStore();
  const { client } = store;
  const [first, second] = [await newProject(store), await newProject(store)];
  const bytes = makePicture();
  const { hash } = await client.putBlob({ projectId: first, bytes, mediaType: 'image/png' });
  await client.putBlob({ projectId: second, bytes, mediaType: 'image/png' });
  const { id } = await client.commitGeneration(makeCommit(second));
  const document = { ...emptyDocument, projectId: first, layers: [makeLayer(hash)] };
  const refused = [
    client.saveDocument({ projectId: second, document }),
    client.settleGeneration({ projectId: second, id, outcome: 'accepted', document }),
  ];
  for (const call of refused) {
    expect(await failureFrom(call)).toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('belongs to another project'),
    });
  }
  const fallback = { name: 'x', document: emptyDocument };
  expect((await client.openProject({ id: second, fallback })).document.layers).toEqual([]);
  const { generations } = await client.listGenerations({ projectId: second, before: null, limit: 9 });
  expect(generations.map(({ outcome }) => outcome)).toEqual(['waiting']);
  await client.saveDocument({ projectId: first, document });
  expect((await client.openProject({ id: first, fallback })).document.layers).toHaveLength(1);
});
