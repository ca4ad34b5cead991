import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { BitmapCache } from '../../renderer/canvas/bitmaps.ts';
import { composePage, composeProtected, drawApart, drawNodes } from '../../renderer/canvas/compose.ts';
import { activeMask } from '../../renderer/canvas/draw-layer.ts';
import { drawSteps } from '../../renderer/canvas/draw-steps.ts';
import { Drawing } from '../../renderer/canvas/drawing.ts';
import { PageBuffer } from '../../renderer/canvas/page-buffer.ts';
import { contextOf, rasterOf } from '../../renderer/canvas/pictures.ts';
import { composeBare } from '../../renderer/canvas/straight-alpha.ts';
import { type LayerNode, layerTree } from '../../renderer/document/layer-tree.ts';

/** The studio's own drawing, to be called in a real window by compositing.spec.ts, which bundles this file. */

/** Numbers that cross into the page and back. */
interface Plain {
  readonly width: number;
  readonly height: number;
  readonly rgba: readonly number[];
}

/** PNG files by their hash, as base64. */
type Blobs = Readonly<Record<string, string>>;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

function bitmapsOf(blobs: Blobs): BitmapCache {
  return new BitmapCache(async (hash) => bytesOf(blobs[hash] ?? ''));
}

const plain = ({ width, height, rgba }: Raster): Plain => ({ width, height, rgba: [...rgba] });

const READ_BACK = { willReadFrequently: true } as const;

/** A page as it is after each of its outermost layers, on white or on nothing, from below to above. */
async function afterEach(nodes: readonly LayerNode[], page: PictureDocument, paper: boolean, bitmaps: BitmapCache) {
  const stages: Plain[] = [];
  for (let count = 0; count <= nodes.length; count++) {
    const context = contextOf(new OffscreenCanvas(page.width, page.height), READ_BACK);
    context.fillStyle = '#ffffff';
    if (paper) context.fillRect(0, 0, page.width, page.height);
    stages.push(plain(rasterOf(await drawNodes(context, nodes.slice(0, count), bitmaps, READ_BACK))));
  }
  return stages;
}

/** The same for what lies in each group, by the group's id. */
async function stagesOf(page: PictureDocument, blobs: Blobs): Promise<Record<string, Plain[]>> {
  const bitmaps = bitmapsOf(blobs);
  const tree = layerTree(page.layers);
  const stages: Record<string, Plain[]> = { page: await afterEach(tree, page, true, bitmaps) };
  const within = async (nodes: readonly LayerNode[]): Promise<void> => {
    for (const { layer, inside } of nodes) {
      if (layer.kind !== 'group') continue;
      stages[layer.id] = await afterEach(inside, page, false, bitmaps);
      await within(inside);
    }
  };
  await within(tree);
  bitmaps.clear();
  return stages;
}

/** As a model sees it and as it is exported, on white. */
async function exported(page: PictureDocument, blobs: Blobs): Promise<Plain> {
  return plain(await composePage(page, bitmapsOf(blobs)));
}

/** As it is exported without paper. */
async function bare(page: PictureDocument, blobs: Blobs): Promise<Plain> {
  const read = async (bytes: Uint8Array<ArrayBuffer>) => {
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = contextOf(new OffscreenCanvas(bitmap.width, bitmap.height), READ_BACK);
    context.drawImage(bitmap, 0, 0);
    return rasterOf(context);
  };
  const loadBlob = async (hash: string) => bytesOf(blobs[hash] ?? '');
  return plain(await composeBare(page, bitmapsOf(blobs), { loadBlob, read }));
}

/** As the screen has it, in page pixels. */
async function onScreen(page: PictureDocument, blobs: Blobs): Promise<Plain> {
  const bitmaps = bitmapsOf(blobs);
  const pictures = new Map<string, ImageBitmap | OffscreenCanvas>();
  const masks = new Map<string, ImageBitmap | OffscreenCanvas>();
  for (const layer of page.layers) {
    if (layer.kind === 'picture') pictures.set(layer.id, (await bitmaps.lease(layer)).bitmap);
    if (layer.kind === 'paint') pictures.set(layer.id, (await bitmaps.leaseTiles(layer)).bitmap);
    const mask = activeMask(layer);
    if (mask !== null) masks.set(layer.id, (await bitmaps.leaseMask(mask)).bitmap);
  }
  const paint = (context: OffscreenCanvasRenderingContext2D) => {
    const drawing = new Drawing(context);
    for (const step of drawSteps(layerTree(page.layers))) {
      const { id } = step.layer;
      drawing.take(step, { kind: 'there', picture: pictures.get(id) ?? null, mask: masks.get(id) ?? null });
    }
  };
  const region = { x: 0, y: 0, width: page.width, height: page.height };
  const { canvas } = new PageBuffer().compose({ region, scale: 1 }, { paint });
  return plain(rasterOf(contextOf(canvas)));
}

/** All layers on nothing. */
async function apart(page: PictureDocument, blobs: Blobs): Promise<Plain> {
  return plain(rasterOf(await drawApart(layerTree(page.layers), page, bitmapsOf(blobs))));
}

async function protectedPart(page: PictureDocument, blobs: Blobs): Promise<number[] | null> {
  return [...((await composeProtected(page, bitmapsOf(blobs)))?.values ?? [])];
}

export interface Compositing {
  readonly stagesOf: typeof stagesOf;
  readonly exported: typeof exported;
  readonly bare: typeof bare;
  readonly onScreen: typeof onScreen;
  readonly apart: typeof apart;
  readonly protectedPart: typeof protectedPart;
}
export type { Plain };

declare global {
  var compositing: Compositing;
}
globalThis.compositing = { stagesOf, exported, bare, onScreen, apart, protectedPart };
