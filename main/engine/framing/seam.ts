/** Where two parts of a token grid meet. */
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';
import type { GridSize } from './sizes.ts';

/**
 * Marks the cells along the border between two parts, 1 or 0, row-major. The seam is `width` cells wide over both
 * sides. Where `width` is odd, the larger side lies in the part that is 1.
 */
export function seam(part: Uint8Array, { columns, rows }: GridSize, width: number): Uint8Array {
  const found = new Uint8Array(part.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = part[row * columns + column];
      const reach = own === 1 ? Math.ceil(width / 2) : Math.floor(width / 2);
      for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
        for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
          if (part[y * columns + x] !== own) found[row * columns + column] = 1;
        }
      }
    }
  }
  return found;
}

/** A mask of the frame's pixels that lie in cells that are 1. */
export function paintedCells(cells: Uint8Array, { columns, rows }: GridSize, { width, height }: Frame): RegionMask {
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * rows) / height);
    for (let x = 0; x < width; x++) {
      if (cells[row * columns + Math.floor(((x + 0.5) * columns) / width)] === 1) values[y * width + x] = 255;
    }
  }
  return { width, height, values };
}
