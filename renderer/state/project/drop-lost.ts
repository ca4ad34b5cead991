import type { PictureDocument } from '../../../preload/contract/document.ts';
import { type FailureKind, failureOf } from '../../../preload/contract/errors.ts';
import { type PaintTile, TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import { tilesOfLayer, withoutTiles } from '../../document/lost-tiles.ts';
import { placedTiles } from './layer-pixels.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

const LOST: readonly FailureKind[] = ['bad-picture', 'not-found', 'store-damaged'];

/**
 * Takes the tiles that cannot be read out of layers and masks, so that these can be painted on, merged and exported
 * again. What can be read stays as it is.
 */
export async function dropLost(
  parts: PixelCommandParts,
  document: PictureDocument,
  ids: readonly string[],
): Promise<PixelChange | null> {
  const involved = document.layers.filter((layer) => ids.includes(layer.id) && tilesOfLayer(layer).length > 0);
  const tiles = new Map(involved.flatMap(tilesOfLayer).map((tile) => [tile.blob, tile]));
  const lost = new Set(await lostAmong(parts, [...tiles.values()]));
  if (lost.size === 0) {
    parts.notify('note', ({ layers }) => layers.nothingLost);
    return null;
  }
  const idsOfInvolved = new Set(involved.map(({ id }) => id));
  return {
    involved,
    change: (page) => ({
      ...page,
      layers: page.layers.map((layer) => (idsOfInvolved.has(layer.id) ? withoutTiles(layer, lost) : layer)),
    }),
  };
}

/** The blobs of the tiles that cannot be read. Halves are tried, since most tiles can be. */
async function lostAmong(parts: PixelCommandParts, tiles: readonly PaintTile[]): Promise<readonly string[]> {
  const [first] = tiles;
  if (first === undefined || (await areReadable(parts, tiles))) return [];
  if (tiles.length === 1) return [first.blob];
  const half = tiles.length >> 1;
  return [...(await lostAmong(parts, tiles.slice(0, half))), ...(await lostAmong(parts, tiles.slice(half)))];
}

/** @throws where it is not known, such as while the store is lost */
async function areReadable({ store, pixelWork }: PixelCommandParts, tiles: readonly PaintTile[]): Promise<boolean> {
  let placed: Awaited<ReturnType<typeof placedTiles>>;
  try {
    placed = await placedTiles(store, tiles);
  } catch (error) {
    if (LOST.includes(failureOf(error).kind)) return false;
    throw error;
  }
  try {
    // All of them lie on the first tile, since only their files matter.
    const onOne = placed.map((tile) => ({ ...tile, column: 0, row: 0 }));
    await pixelWork.joined({ width: TILE_SIDE, height: TILE_SIDE }, onOne);
    return true;
  } catch (error) {
    if (failureOf(error).kind === 'cancelled') throw error;
    return false;
  }
}
