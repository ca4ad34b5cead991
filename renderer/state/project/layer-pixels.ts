import type { PaintLayer, RasterLayer } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { PaintTile } from '../../../preload/contract/paint-tiles.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { damagedLayer } from '../../document/damaged-layer.ts';
import type { PixelWork, PlacedTile } from '../../document/pixel-work.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/** The pixels of layers and masks in the store. What writes them returns when they are on disk. */

export interface PixelParts {
  readonly store: Pick<ProjectStore, 'putBlob' | 'putBlobs' | 'getBlob'>;
  readonly decoder: Pick<PictureClient, 'read' | 'pack'>;
  readonly pixelWork: Pick<PixelWork, 'tiles' | 'joined'>;
}

/**
 * The layer's own pixels at its natural size, as straight RGBA: without its mask, its opacity and its flips.
 * @throws StudioError `canvas.layer-damaged` where they are not readable
 */
export async function readPixels({ store, decoder, pixelWork }: PixelParts, layer: RasterLayer): Promise<Raster> {
  if (layer.kind === 'paint') return joinedPixels({ store, pixelWork }, layer);
  const { bytes } = await store.getBlob({ hash: layer.blob });
  const { raster } = await decoder.read({ bytes: new Uint8Array(bytes), name: '' }).catch((cause: unknown) => {
    throw damagedLayer(layer.name, cause);
  });
  if (raster.width !== layer.width || raster.height !== layer.height) {
    throw StudioError.of('canvas.layer-damaged', { layer: layer.name });
  }
  return raster;
}

/** Writes pixels of the layer's size as its new content. The layer is then no more what a model has drawn. */
export async function writePixels(parts: PixelParts, layer: RasterLayer, raster: Raster): Promise<RasterLayer> {
  if (layer.kind === 'paint')
    return { ...layer, tiles: await keepTiles(parts, await parts.pixelWork.tiles(raster)), generationId: null };
  return { ...layer, blob: await keepRaster(parts, raster), mediaType: 'image/png', generationId: null };
}

/** The pixels of a paint layer's tiles. */
async function joinedPixels(
  { store, pixelWork }: Pick<PixelParts, 'store' | 'pixelWork'>,
  layer: PaintLayer,
): Promise<Raster> {
  const tiles = await placedTiles(store, layer.tiles);
  const { width, height } = layer;
  return pixelWork.joined({ width, height }, tiles).catch((cause: unknown) => {
    throw damagedLayer(layer.name, cause);
  });
}

/** The tiles of paint or of a mask with their pixels. */
export async function placedTiles(
  store: Pick<ProjectStore, 'getBlob'>,
  tiles: readonly PaintTile[],
): Promise<readonly PlacedTile[]> {
  return Promise.all(
    tiles.map(async ({ column, row, blob }) => {
      const { bytes } = await store.getBlob({ hash: blob });
      return { column, row, png: new Uint8Array(bytes) };
    }),
  );
}

/** How many tiles are written at a time. */
const AT_ONCE = 64;

/** Writes tiles. Those that share one PNG are written once. */
export async function keepTiles(
  { store }: { readonly store: Pick<ProjectStore, 'putBlobs'> },
  tiles: readonly PlacedTile[],
): Promise<PaintLayer['tiles']> {
  const pngs = [...new Set(tiles.map(({ png }) => png))];
  const kept = new Map<Uint8Array, string>();
  for (let at = 0; at < pngs.length; at += AT_ONCE) {
    const some = pngs.slice(at, at + AT_ONCE);
    const blobs = some.map((png) => ({ bytes: png, mediaType: 'image/png' as const }));
    const { hashes } = await store.putBlobs({ blobs });
    some.forEach((png, index) => {
      const blob = hashes[index];
      if (blob !== undefined) kept.set(png, blob);
    });
  }
  return tiles.flatMap(({ column, row, png }) => {
    const blob = kept.get(png);
    return blob === undefined ? [] : [{ column, row, blob }];
  });
}

/** Writes a raster as a picture of the project, without loss. */
export async function keepRaster(
  { store, decoder }: Pick<PixelParts, 'store' | 'decoder'>,
  raster: Raster,
): Promise<string> {
  const { png } = await decoder.pack({ raster });
  const { hash } = await store.putBlob({ bytes: new Uint8Array(png), mediaType: 'image/png' });
  return hash;
}

/** Writes a grey PNG, such as a mask. */
export async function keepPng({ store }: Pick<PixelParts, 'store'>, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { hash } = await store.putBlob({ bytes, mediaType: 'image/png' });
  return hash;
}
