import { expect, it } from 'vitest';
import type { Said } from '../../../../../preload/words/index.ts';
import { saveMask } from '../../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../../renderer/document/store.ts';
import { createPageState, type PageParts } from '../../../../../renderer/state/projects/page-state.ts';
import { documentWith, idOf, layerWith } from '../../../../helpers/documents.ts';
import { english } from '../../../../helpers/english.ts';

it('says why a picture cannot be straightened, and changes nothing', () => {
  const saved = { id: idOf(3), name: 'Sky', blob: 'b'.repeat(64), x: 0, y: 0, width: 4, height: 4 };
  const page = saveMask(documentWith({ layers: [layerWith({ id: idOf(1) })] }), saved);
  const document = createDocumentStore(page);
  const told: Said[] = [];
  const shown = { document, notify: (_kind: string, text: Said) => told.push(text) };
  const state = createPageState({ shown: () => shown as unknown as ReturnType<PageParts['shown']> });
  state.getState().straighten(5);
  expect(told.map((text) => text(english))).toEqual([english.page.notTurned['saved-masks']]);
  expect(document.getState().document).toBe(page);
  document.getState().removeMask(saved.id);
  state.getState().straighten(5);
  expect(document.getState().document.layers).toMatchObject([{ angle: 5 }]);
  document.getState().undo();
  expect(document.getState().document.layers).toEqual(page.layers);
});
