import { expect, test } from 'vitest';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { paintLayer } from '../../../../../renderer/document/new-layer.ts';
import { keepTiles } from '../../../../../renderer/state/project/layer-pixels.ts';
import { documentWith, idOf } from '../../../../helpers/documents.ts';
import { PixelStudio } from '../../../../helpers/pixel-studio.ts';

const SIDE = 256;
const WIDTH = 5 * SIDE;

/** A page with one paint layer of many tiles, all different. */
async function paintedStudio() {
  const studio = new PixelStudio(documentWith({ width: WIDTH, height: SIDE }));
  const rgba = Uint8Array.from({ length: 4 * SIDE * WIDTH }, (_, at) => 1 + (((at >> 2) % WIDTH) >> 8));
  const tiles = await studio.parts.pixelWork.tiles({ width: WIDTH, height: SIDE, rgba });
  const kept = await keepTiles(studio.parts, tiles);
  const layer = { ...paintLayer({ id: idOf(1), name: 'Paint', width: WIDTH, height: SIDE }), tiles: kept };
  studio.document.getState().addLayer(layer);
  return { studio, kept };
}

test('only the tiles that are missing or damaged go, in one undo step', async () => {
  const { studio, kept } = await paintedStudio();
  expect(new Set(kept.map(({ blob }) => blob)).size).toBe(5);
  const before = studio.page;
  studio.store.blobs.delete(kept[1]?.blob ?? '');
  studio.store.blobs.set(kept[3]?.blob ?? '', { bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png' });
  await studio.commands.run('drop-lost', [idOf(1)]);
  expect(studio.page.layers[0]).toMatchObject({ tiles: [kept[0], kept[2], kept[4]] });
  await studio.commands.run('drop-lost', [idOf(1)]);
  expect(studio.notices).toEqual(['All of the layer can be read, so nothing was done.']);
  studio.document.getState().undo();
  expect(studio.page).toEqual(before);
});

test('while the store is lost, no tile is taken for lost', async () => {
  const { studio } = await paintedStudio();
  const before = studio.page;
  Object.assign(studio.parts.store, {
    getBlob: () => Promise.reject(new StudioError('service-lost', 'The store is being started again.')),
  });
  await studio.commands.run('drop-lost', [idOf(1)]);
  expect(studio.page).toBe(before);
  expect(studio.notices).toHaveLength(1);
});
