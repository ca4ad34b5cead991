import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { layersOnCanvas, perform } from '../../../../renderer/editor/actions.ts';
import type { RunState } from '../../../../renderer/generation/run/run-types.ts';
import { createLayerActions } from '../../../../renderer/state/project/layer-commands.ts';
import type { Studio } from '../../../../renderer/state/studio.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';
import { english } from '../../../helpers/english.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

test('Delete on the canvas leaves the layer that a waiting result covers, and deletes it once that is gone', () => {
  const { document, toolbox } = new TestEditor();
  document.getState().addLayer(layerWith({ id: idOf(1) }));
  document.getState().selectLayer(idOf(1));
  const run = createStore(() => ({ phase: 'candidate' }) as RunState);
  const state = createStore(() => ({}));
  const canvas = { viewport: {} };
  const layers = createLayerActions({
    document,
    newId: () => idOf(2),
    words: () => english,
    notify: () => {},
    pixels: { run: async () => {} },
  });
  const studio = {
    document,
    toolbox,
    run,
    canvas,
    layers,
    region: state,
    page: state,
    view: state,
    app: state,
    prompt: state,
    galleryPage: state,
  } as unknown as Studio;
  const press = () => perform(studio, 'remove-layer', { newId: () => idOf(2), layerIds: layersOnCanvas(studio) });
  expect(press()).toBe(false);
  expect(document.getState().document.layers).toHaveLength(1);
  run.setState({ phase: 'idle' });
  expect(press()).toBe(true);
  expect(document.getState().document.layers).toHaveLength(0);
});

test('while a mask takes the paint, a cut copies what is marked and hides it by the mask, and leaves the pixels', () => {
  const { document, toolbox } = new TestEditor();
  const mask = { blob: 'c'.repeat(64), enabled: true, x: 0, y: 0, width: 4, height: 4 };
  const id = idOf(1);
  document.getState().addLayer(layerWith({ id, mask }));
  document.getState().selectLayer(id);
  const ran: string[] = [];
  const layers = createLayerActions({
    document,
    newId: () => idOf(2),
    words: () => english,
    notify: () => {},
    pixels: {
      run: async (command) => {
        ran.push(command);
      },
    },
  });
  const state = createStore(() => ({}));
  const run = createStore(() => ({ phase: 'idle' }) as RunState);
  const rest = { region: state, page: state, view: state, app: state, prompt: state, galleryPage: state };
  const studio = { document, toolbox, run, canvas: { viewport: {} }, layers, ...rest } as unknown as Studio;
  const cut = () => {
    ran.length = 0;
    const done = perform(studio, 'cut-pixels', { newId: () => idOf(2), layerIds: layersOnCanvas(studio), key: 'x' });
    return [done, ...ran];
  };
  document.getState().paintOn(id, 'mask');
  expect(cut()).toEqual([false]);
  document
    .getState()
    .addRegionStep({ kind: 'rectangle', id: idOf(3), operation: 'add', x: 0, y: 0, width: 2, height: 2 });
  expect(cut()).toEqual([true, 'copy-pixels', 'mask-clear']);
  document.getState().paintOn(id, 'layer');
  expect(cut()).toEqual([true, 'cut-pixels']);
});

test('a key that a lock refuses says so', () => {
  const { document } = new TestEditor();
  const id = idOf(1);
  document.getState().addLayer(layerWith({ id, name: 'Sky', locks: { ...layerWith({ id }).locks, all: true } }));
  const told: string[] = [];
  const layers = createLayerActions({
    document,
    newId: () => idOf(2),
    words: () => english,
    notify: (kind, text) => told.push(`${kind}: ${text(english)}`),
    pixels: { run: async () => {} },
  });
  expect([layers.perform('remove-layer', [id]), layers.perform('layer-forward', [])]).toEqual([true, false]);
  expect(told).toEqual(['note: “Sky” is locked']);
  expect(document.getState().document.layers).toHaveLength(1);
});
