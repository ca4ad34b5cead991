/** Plans a drawing that begins with a sketch: a share of its cells is drawn, and the others keep the sketch's codes. */
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { gridFor } from '../../../preload/contract/region-frame.ts';
import type { PictureCodec } from '../codec/codec.ts';
import { resize } from '../pictures/files.ts';
import { MASKED } from '../sampler/denoise.ts';
import { philox } from '../sampler/random.ts';
import type { DrawPlan } from './draw-plan.ts';

type SketchRequest = Extract<DrawRequest, { task: 'sketch' }>;

/** The result is a picture of the sketch's size. */
export async function planSketch(
  { picture, strength }: SketchRequest,
  { nativeSizes, codec: { patchSize } }: Manifest,
  codec: PictureCodec,
): Promise<DrawPlan> {
  const { width, height } = picture;
  const grid = gridFor(picture, nativeSizes[0] ?? picture, patchSize);
  const size = { width: grid.columns * patchSize, height: grid.rows * patchSize };
  const { codes } = await codec.encode(await resize(picture, size));
  const drawn = drawnOfSketch(codes.length, strength);
  return {
    grid: { ...grid, codes: codes.map((code, cell) => (drawn[cell] === 1 ? MASKED : code)) },
    pictures: [],
    frame: { x: 0, y: 0, width, height },
    finish: (decoded) => resize(decoded, picture),
    region: null,
    variation: null,
  };
}

/** The key of the numbers that order the cells. */
const ORDER_KEY = 0x5ce7c4;

/**
 * Which cells of a sketch are drawn: 1 for those, evenly scattered. All seeds draw the same cells, so that several
 * candidates can share a batch, and a greater strength draws those of a smaller one and more.
 */
export function drawnOfSketch(cells: number, strength: number): Uint8Array {
  const words = new Uint32Array(4);
  const keys = Float64Array.from({ length: cells }, (_, cell) => {
    philox([cell, 0, 0, 0], [ORDER_KEY, 0], words);
    return words[0] ?? 0;
  });
  const order = Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  const drawn = new Uint8Array(cells);
  for (const cell of order.slice(0, Math.round(strength * cells))) drawn[cell] = 1;
  return drawn;
}
