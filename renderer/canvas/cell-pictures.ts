import type { CellMap, ConfidenceMap } from '../document/canvas-port.ts';
import { contextOf } from './pictures.ts';

/**
 * The colour scale from unsure to sure (cividis). It has one pair of hues, and its lightness changes steadily, so it
 * reads the same with any colour vision and in grey. candidate.css uses the same three colours for the legend.
 */
const SCALE = [
  [255, 234, 70],
  [124, 123, 120],
  [0, 32, 77],
] as const;
/** The opacity of the map. The picture shows through faintly; more of it would tint the scale. */
const ALPHA = 220;

/** One pixel per cell, transparent where a cell has no value. */
export function confidencePicture({ columns, rows, values }: ConfidenceMap): OffscreenCanvas {
  return pictureOf(confidencePixels(values), columns, rows);
}

/** A grey that cannot be mistaken for the background of a picture, as white or black could. */
const BLANK = [150, 150, 154, 255] as const;

/** One pixel per cell, grey where the cell is marked. */
export function cellPicture({ columns, rows, marked }: CellMap): OffscreenCanvas {
  const pixels = new Uint8ClampedArray(4 * marked.length);
  marked.forEach((mark, cell) => {
    if (mark === 1) pixels.set(BLANK, 4 * cell);
  });
  return pictureOf(pixels, columns, rows);
}

function pictureOf(pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(columns, rows);
  contextOf(canvas).putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas;
}

/** One pixel per value, as straight RGBA. */
export function confidencePixels(values: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, cell) => {
    if (value < 0) return;
    const place = Math.min(1, value) * (SCALE.length - 1);
    const before = SCALE[Math.floor(place)] ?? SCALE[0];
    const after = SCALE[Math.ceil(place)] ?? SCALE[2];
    const share = place - Math.floor(place);
    pixels.set([...before.map((from, i) => from + ((after[i] ?? from) - from) * share), ALPHA], 4 * cell);
  });
  return pixels;
}
