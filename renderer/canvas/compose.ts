import type { Layer, LayerBox, PictureDocument } from '../../preload/contract/document.ts';
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import { damagedLayer } from '../document/damaged-layer.ts';
import { cornersOfLayer } from '../document/layer-corners.ts';
import { isShown, type LayerNode, layerTree, protectedTree, withinOf } from '../document/layer-tree.ts';
import { hasPaper } from '../document/operations.ts';
import { reachesPage } from '../document/pass-through.ts';
import type { Bitmaps } from './bitmaps.ts';
import { seenOf } from './covered.ts';
import { activeMask } from './draw-layer.ts';
import { type DrawStep, drawSteps } from './draw-steps.ts';
import { Drawing } from './drawing.ts';
import type { Lease } from './lease.ts';
import { contextOf, rasterOf, whiteCanvas } from './pictures.ts';

/** How many pictures are held at once: the one being drawn, and the next one, which is being decoded. */
const AHEAD = 2;

/** The canvas is in main memory and not on the graphics card, so that reading it back is exact and quick. */
const READ_BACK = { willReadFrequently: true } as const;

/** Composes the visible layers on opaque white, at page resolution, as straight RGBA. */
export async function composePage(document: PictureDocument, bitmaps: Bitmaps): Promise<Raster> {
  return rasterOf(await drawPage(document, bitmaps));
}

export async function composePng(document: PictureDocument, bitmaps: Bitmaps): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas } = await drawPage(document, bitmaps);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** 255 where a protected layer shows anything, however faintly, or may show something; null where none does. */
export async function composeProtected(
  { layers, width, height }: PictureDocument,
  bitmaps: Bitmaps,
): Promise<RegionMask | null> {
  const kept = protectedTree(layerTree(layers));
  if (drawSteps(kept).length === 0 && unknownBoxes(kept).length === 0) return null;
  const context = await drawApart(kept, { width, height }, bitmaps);
  coverUnknown(context, kept);
  const { rgba } = rasterOf(context);
  const values = Uint8Array.from({ length: width * height }, (_, i) => (rgba[4 * i + 3] === 0 ? 0 : 255));
  return values.includes(255) ? { width, height, values } : null;
}

/**
 * A picture of the protected areas for the screen, opaque where protected layers show, at page resolution; null where
 * no layer is protected.
 */
export async function drawProtected(page: PictureDocument, bitmaps: Bitmaps): Promise<OffscreenCanvas | null> {
  const { width, height } = page;
  const kept = protectedTree(layerTree(page.layers));
  if (drawSteps(kept).length === 0 && unknownBoxes(kept).length === 0) return null;
  const context = contextOf(new OffscreenCanvas(width, height));
  await drawNodes(context, kept.map(opaque), bitmaps);
  coverUnknown(context, kept);
  return context.canvas;
}

/** The boxes of visible layers of an unknown kind, as their records give them. */
function unknownBoxes(nodes: readonly LayerNode[]): readonly LayerBox[] {
  return nodes
    .filter(({ layer }) => isShown(layer))
    .flatMap(({ layer, inside }) => (layer.kind === 'unreadable' ? (layer.box ?? []) : unknownBoxes(inside)));
}

/** What such a layer shows is unknown, so its whole box is protected. */
function coverUnknown(context: OffscreenCanvasRenderingContext2D, nodes: readonly LayerNode[]): void {
  for (const box of unknownBoxes(nodes)) {
    context.beginPath();
    for (const { x, y } of cornersOfLayer(box)) context.lineTo(x, y);
    context.fill();
  }
}

function opaque({ layer, inside }: LayerNode): LayerNode {
  return { layer: { ...layer, opacity: layer.opacity > 0 ? 1 : 0 }, inside: inside.map(opaque) };
}

/** One layer with its content, outside of its groups. It is drawn with full opacity, even if it is hidden. */
export function nodesOfLayer(layers: readonly Layer[], id: string): readonly LayerNode[] {
  const within = withinOf(layers, id);
  const own = layers.flatMap((layer) => {
    if (layer.id === id) return [{ ...layer, parentId: null, visible: true, opacity: 1, blendMode: 'normal' as const }];
    return within.has(layer.id) ? [layer] : [];
  });
  return layerTree(own);
}

/** The inputs of the picture of the protected areas. Equal inputs give the same picture. */
export function protectedParts({ layers }: PictureDocument): readonly unknown[] {
  const kept = protectedTree(layerTree(layers));
  return [...drawSteps(kept).map(({ layer }) => layer), ...unknownBoxes(kept)];
}

async function drawPage(document: PictureDocument, bitmaps: Bitmaps) {
  const { layers, width, height } = document;
  const nodes = seenOf(layerTree(layers), { width, height });
  if (!hasPaper(document) && layers.some((layer) => layer.kind === 'adjustment' && reachesPage(layers, layer))) {
    // Where the page has no paper, adjustments change none.
    const apart = await drawApart(nodes, document, bitmaps);
    const page = whiteCanvas(width, height);
    page.drawImage(apart.canvas, 0, 0);
    return page;
  }
  return drawNodes(whiteCanvas(width, height), nodes, bitmaps, READ_BACK);
}

/** Draws layers on a transparent canvas of the page's size. */
export function drawApart(
  nodes: readonly LayerNode[],
  { width, height }: { readonly width: number; readonly height: number },
  bitmaps: Bitmaps,
): Promise<OffscreenCanvasRenderingContext2D> {
  return drawNodes(contextOf(new OffscreenCanvas(width, height), READ_BACK), nodes, bitmaps, READ_BACK);
}

/** Draws one picture after the other and decodes the next one meanwhile, so that only a few are held at once. */
export async function drawNodes(
  context: OffscreenCanvasRenderingContext2D,
  nodes: readonly LayerNode[],
  bitmaps: Bitmaps,
  settings: CanvasRenderingContext2DSettings = {},
): Promise<OffscreenCanvasRenderingContext2D> {
  const steps = drawSteps(nodes);
  const drawing = new Drawing(context, settings);
  const ahead: Promise<Leases>[] = [];
  try {
    for (const [at, step] of steps.entries()) {
      for (const next of steps.slice(at + ahead.length, at + AHEAD)) ahead.push(begun(next, bitmaps));
      const leases = await ahead.shift();
      if (leases === undefined) continue;
      const { picture, mask } = leases;
      drawing.take(step, { kind: 'there', picture: picture?.bitmap ?? null, mask: mask?.bitmap ?? null });
      release(leases);
    }
  } finally {
    for (const leases of ahead) void leases.then(release, noneToGiveBack);
  }
  return context;
}

interface Leases {
  readonly picture: Lease | null;
  readonly mask: Lease | null;
}

function release({ picture, mask }: Leases): void {
  picture?.release();
  mask?.release();
}

const noneToGiveBack = () => undefined;

/** A failure is thrown when the picture's turn to be drawn comes. */
function begun({ kind, layer }: DrawStep, bitmaps: Bitmaps): Promise<Leases> {
  const mask = kind === 'open' ? null : activeMask(layer);
  const leases = leasesOf(layer, mask, bitmaps).catch((cause: unknown) => {
    throw damagedLayer(layer.name, cause);
  });
  leases.catch(noneToGiveBack);
  return leases;
}

function pixelsOf(layer: Layer, bitmaps: Bitmaps): Promise<Lease> | null {
  if (layer.kind === 'picture') return bitmaps.lease(layer);
  return layer.kind === 'paint' ? bitmaps.leaseTiles(layer) : null;
}

async function leasesOf(layer: Layer, mask: Layer['mask'], bitmaps: Bitmaps): Promise<Leases> {
  const picture = await pixelsOf(layer, bitmaps);
  try {
    return { picture, mask: mask === null ? null : await bitmaps.leaseMask(mask) };
  } catch (error) {
    picture?.release();
    throw error;
  }
}
