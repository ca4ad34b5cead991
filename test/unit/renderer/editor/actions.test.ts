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
  } as unknown as Studio;
  const press = () => perform(studio, 'remove-layer', { newId: () => idOf(2), layerIds: layersOnCanvas(studio) });
  expect(press()).toBe(false);
  expect(document.getState().document.layers).toHaveLength(1);
  run.setState({ phase: 'idle' });
  expect(press()).toBe(true);
  expect(document.getState().document.layers).toHaveLength(0);
});
