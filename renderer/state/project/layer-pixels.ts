import type { Layer, PictureLayer } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/** The pixels of layers and masks in the store. What writes them returns when they are on disk. */

export interface PixelParts {
  readonly store: Pick<ProjectStore, 'putBlob' | 'getBlob'>;
  readonly decoder: Pick<PictureClient, 'read' | 'pack'>;
}

/** The layers that have pixels of their own. */
export function hasPixels(layer: Layer): layer is PictureLayer {
  return layer.kind === 'picture';
}

/**
 * The layer's own pixels at its natural size, as straight RGBA: without its mask, its opacity and its flips.
 * @throws StudioError `canvas.layer-damaged`
 */
export async function readPixels({ store, decoder }: PixelParts, layer: PictureLayer): Promise<Raster> {
  const { bytes } = await store.getBlob({ hash: layer.blob });
  const { raster } = await decoder.read({ bytes: new Uint8Array(bytes), name: '' }).catch((cause: unknown) => {
    throw StudioError.of('canvas.layer-damaged', { layer: layer.name }, { cause });
  });
  if (raster.width !== layer.width || raster.height !== layer.height) {
    throw StudioError.of('canvas.layer-damaged', { layer: layer.name });
  }
  return raster;
}

/** Writes pixels of the layer's size as its new content. The layer is then no more what a model has drawn. */
export async function writePixels(parts: PixelParts, layer: PictureLayer, raster: Raster): Promise<PictureLayer> {
  return { ...layer, blob: await keepRaster(parts, raster), mediaType: 'image/png', generationId: null };
}

/** Writes a raster as a picture of the project, without loss. */
export async function keepRaster({ store, decoder }: PixelParts, raster: Raster): Promise<string> {
  const { png } = await decoder.pack({ raster });
  const { hash } = await store.putBlob({ bytes: new Uint8Array(png), mediaType: 'image/png' });
  return hash;
}

/** Writes a grey PNG, such as a mask. */
export async function keepPng({ store }: Pick<PixelParts, 'store'>, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { hash } = await store.putBlob({ bytes, mediaType: 'image/png' });
  return hash;
}
