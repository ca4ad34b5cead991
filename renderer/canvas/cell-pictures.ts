import type { CellMap, ConfidenceMap } from '../document/canvas-port.ts';
import { contextOf } from './pictures.ts';

/**
 * From unsure to sure: a scale of one hue pair and steadily falling lightness (cividis), which reads
 * the same with any colour vision and in grey. candidate.css shows the same three for the legend.
 */
const SCALE = [
  [255, 234, 70],
  [124, 123, 120],
  [0, 32, 77],
] as const;
/** The picture shimmers through; more of it would tint the scale. */
const ALPHA = 220;

/** One pixel a cell; clear where there is nothing to say. */
export function confidencePicture({ columns, rows, values }: ConfidenceMap): OffscreenCanvas {
  return pictureOf(confidencePixels(values), columns, rows);
}

/** Neither white nor black: no ground of a picture is taken for it. */
const BLANK = [150, 150, 154, 255] as const;

/** One pixel a cell: grey where it is marked. */
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

/** Straight RGBA. */
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
