import fc from 'fast-check';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { orientations } from '../../preload/contract/guides.ts';
import { placeLayers } from '../../renderer/document/arrange-layers.ts';
import { addGuide, changeGuide, clearGuides, removeGuide } from '../../renderer/document/guides.ts';
import { setDpi } from '../../renderer/document/operations.ts';
import type { DocumentState } from '../../renderer/document/store.ts';
import { anyStroke, idOf, layerWith } from './documents.ts';

/** One user action, whatever the document holds: layers are named by a number taken modulo their count. */
export type DocumentAction = (state: DocumentState) => void;

const pick = (state: DocumentState, number: number) =>
  state.document.layers[number % Math.max(1, state.document.layers.length)]?.id ?? idOf(0);

const guideAt = (page: PictureDocument, number: number) => page.guides?.[number % page.guides.length]?.id ?? idOf(0);

/** @param blob the picture of the layers that are added */
export const anyDocumentAction = (blob: string = 'a'.repeat(64)): fc.Arbitrary<DocumentAction> =>
  fc.oneof(
    fc.tuple(fc.uuid(), fc.nat(6)).map(
      ([id, at]): DocumentAction =>
        (state) =>
          state.addLayer(layerWith({ id, blob }), at),
    ),
    fc.nat(20).map(
      (n): DocumentAction =>
        (state) =>
          state.removeLayers([pick(state, n)]),
    ),
    fc.tuple(fc.nat(20), fc.nat(9)).map(
      ([n, to]): DocumentAction =>
        (state) =>
          state.change((page) => placeLayers(page, [pick(state, n)], { parentId: null, index: to })),
    ),
    fc.tuple(fc.nat(20), fc.integer({ min: -50, max: 50 })).map(
      ([n, x]): DocumentAction =>
        (state) =>
          state.updateLayer(pick(state, n), { x }),
    ),
    fc.tuple(fc.nat(20), fc.uuid()).map(
      ([n, id]): DocumentAction =>
        (state) =>
          state.duplicateLayers(
            [pick(state, n)],
            () => id,
            (name) => `${name} copy`,
          ),
    ),
    fc.tuple(fc.nat(20), fc.boolean()).map(
      ([n, on]): DocumentAction =>
        (state) =>
          state.setVisible(pick(state, n), on),
    ),
    fc.option(fc.integer({ min: 1, max: 2400 })).map(
      (dpi): DocumentAction =>
        (state) =>
          state.change((page) => setDpi(page, dpi)),
    ),
    anyStroke.map(
      (stroke): DocumentAction =>
        (state) =>
          state.addRegionStep(stroke),
    ),
    fc.tuple(fc.uuid(), fc.constantFrom(...orientations), fc.integer({ min: -9, max: 99 })).map(
      ([id, orientation, position]): DocumentAction =>
        (state) =>
          state.change((page) => addGuide(page, { id, orientation, position })),
    ),
    fc.tuple(fc.nat(5), fc.integer({ min: -9, max: 99 })).map(
      ([n, position]): DocumentAction =>
        (state) =>
          state.change((page) => changeGuide(page, guideAt(page, n), { position })),
    ),
    fc.nat(5).map(
      (n): DocumentAction =>
        (state) =>
          state.change((page) => removeGuide(page, guideAt(page, n))),
    ),
    fc.constant<DocumentAction>((state) => state.change(clearGuides)),
    fc.constant<DocumentAction>((state) => state.clearRegion()),
    fc.integer({ min: 1, max: 300 }).map(
      (side): DocumentAction =>
        (state) =>
          state.resizePage(side, side + 1),
    ),
    fc.tuple(fc.nat(9), fc.nat(9)).map(
      ([left, bottom]): DocumentAction =>
        (state) =>
          state.growPage({ left, top: 0, right: 1, bottom }),
    ),
  );
