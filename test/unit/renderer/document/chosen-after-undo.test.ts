import { expect, it } from 'vitest';
import { groupLayers } from '../../../../renderer/document/arrange-layers.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const [one, two, three] = [1, 2, 3].map((number) => layerWith({ id: idOf(number) }));
const layers = [one, two, three].filter((layer) => layer !== undefined);
const group = groupLayer({ id: idOf(20), name: 'Group' });

function grouped() {
  const store = createDocumentStore(documentWith({ layers }));
  store.getState().selectLayers([idOf(1), idOf(3)]);
  store.getState().change((page) => groupLayers(page, [idOf(1), idOf(3)], group), [group.id]);
  return store;
}

const chosen = (store: ReturnType<typeof grouped>) => [...store.getState().selectedLayerIds].sort();

it('an undo of grouping chooses what was chosen before, and a redo the group', () => {
  const store = grouped();
  expect(chosen(store)).toEqual([group.id]);
  store.getState().undo();
  expect(chosen(store)).toEqual([idOf(1), idOf(3)]);
  store.getState().redo();
  expect(chosen(store)).toEqual([group.id]);
});

it('an undo of a deletion chooses the deleted layer again, in a step of several changes too', () => {
  const store = createDocumentStore(documentWith({ layers }));
  store.getState().selectLayers([idOf(2)]);
  store.getState().step(() => {
    store.getState().setOpacity(idOf(1), 0.5);
    store.getState().removeLayers([idOf(2)]);
  });
  expect(chosen(store)).toEqual([idOf(1)]);
  store.getState().undo();
  expect(chosen(store)).toEqual([idOf(2)]);
});

it('an undo of any other change leaves the choice', () => {
  const store = createDocumentStore(documentWith({ layers }));
  store.getState().selectLayers([idOf(1)]);
  store.getState().setOpacity(idOf(1), 0.5);
  store.getState().selectLayers([idOf(3)]);
  store.getState().undo();
  expect(chosen(store)).toEqual([idOf(3)]);
});
