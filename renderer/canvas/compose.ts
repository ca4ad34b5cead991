import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import { showsPicture } from '../document/operations.ts';
import type { Bitmaps, Lease } from './bitmaps.ts';
import { firstSeen } from './covered.ts';
import { contextOf, rasterOf, whiteCanvas } from './pictures.ts';

/** Pictures that are decoded while one is drawn, that one included. */
const AHEAD = 2;

/** The visible layers on opaque white, at page resolution; straight RGBA. */
export async function composePage(document: PictureDocument, bitmaps: Bitmaps): Promise<Raster> {
  return rasterOf(await drawPage(document, bitmaps));
}

export async function composePng(document: PictureDocument, bitmaps: Bitmaps): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas } = await drawPage(document, bitmaps);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** 255 where a protected layer shows anything, however faintly; null where none does. */
export async function composeProtected(
  { layers, width, height }: PictureDocument,
  bitmaps: Bitmaps,
): Promise<RegionMask | null> {
  const kept = layers.filter((layer) => layer.isProtected);
  if (!showsPicture({ layers: kept })) return null;
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  const { rgba } = rasterOf(await drawLayers(context, kept, bitmaps));
  const values = Uint8Array.from({ length: width * height }, (_, i) => (rgba[4 * i + 3] === 0 ? 0 : 255));
  return values.includes(255) ? { width, height, values } : null;
}

/** Opaque where protected layers show anything, at page resolution, for the eye; null where none is protected. */
export async function drawProtected(page: PictureDocument, bitmaps: Bitmaps): Promise<OffscreenCanvas | null> {
  const { width, height } = page;
  const kept = protectedLayers(page);
  if (kept.length === 0) return null;
  const { canvas } = await drawLayers(
    contextOf(new OffscreenCanvas(width, height)),
    kept.map((layer) => ({ ...layer, opacity: 1 })),
    bitmaps,
  );
  return canvas;
}

/** The layers that are kept from every job, and show. */
export function protectedLayers({ layers }: PictureDocument): readonly Layer[] {
  return layers.filter((layer) => layer.isProtected && isShown(layer));
}

function drawPage({ layers, width, height }: PictureDocument, bitmaps: Bitmaps) {
  return drawLayers(whiteCanvas(width, height), layers, bitmaps);
}

/** One picture after the other, the next one decoded meanwhile: never more than a few of them are held at once. */
export async function drawLayers(
  context: OffscreenCanvasRenderingContext2D,
  layers: readonly Layer[],
  bitmaps: Bitmaps,
): Promise<OffscreenCanvasRenderingContext2D> {
  const seen = layers.slice(firstSeen(layers, context.canvas)).filter(isShown);
  const ahead: Promise<Lease>[] = [];
  try {
    for (const [at, layer] of seen.entries()) {
      for (const next of seen.slice(at + ahead.length, at + AHEAD)) ahead.push(begun(next, bitmaps));
      const lease = await ahead.shift();
      if (lease !== undefined) drawLayer(context, layer, lease.bitmap);
      lease?.release();
    }
  } finally {
    for (const lease of ahead) void lease.then(({ release }) => release(), noneToGiveBack);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  return context;
}

const noneToGiveBack = () => undefined;

export function isShown({ visible, opacity }: Layer): boolean {
  return visible && opacity > 0;
}

/** A failure is told where the picture's turn comes. */
function begun(layer: Layer, bitmaps: Bitmaps): Promise<Lease> {
  const lease = bitmaps.lease(layer).catch((cause: unknown) => {
    throw new StudioError(
      'bad-picture',
      `The picture of the layer “${layer.name}” cannot be read. Hide or delete that layer and try again.`,
      { cause },
    );
  });
  lease.catch(noneToGiveBack);
  return lease;
}

function drawLayer(context: OffscreenCanvasRenderingContext2D, layer: Layer, picture: ImageBitmap): void {
  const cos = Math.cos((layer.angle * Math.PI) / 180);
  const sin = Math.sin((layer.angle * Math.PI) / 180);
  const { scaleX, scaleY, x, y } = layer;
  context.setTransform(cos * scaleX, sin * scaleX, -sin * scaleY, cos * scaleY, x, y);
  context.globalAlpha = layer.opacity;
  context.imageSmoothingEnabled = !isPixelExact(layer);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, layer.width, layer.height);
}

/** True where every pixel of the picture falls on one pixel of the page. */
export function isPixelExact({ scaleX, scaleY, angle, x, y }: Layer): boolean {
  return scaleX === 1 && scaleY === 1 && angle === 0 && Number.isInteger(x) && Number.isInteger(y);
}
