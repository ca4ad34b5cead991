/** The known drawings of the world's things, from SVG. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { z } from 'zod';
import type { Drawing } from '../judge/things.ts';

const fileSchema = z.object({
  style: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  drawings: z.record(z.string(), z.string()),
});

// A whole number of pixels for each of the 32 cells on which drawings are compared.
const SIDE = 128;

/** @param folder holds one JSON file for each style @throws Error where a file is missing or no such file */
export async function readDrawings(folder: URL, styles: readonly string[]): Promise<Drawing[]> {
  const files = await Promise.all(styles.map((style) => readFile(new URL(`${style}.json`, folder), 'utf8')));
  const drawings: Drawing[] = [];
  for (const file of files) {
    const { style, width, height, drawings: bodies } = fileSchema.parse(JSON.parse(file));
    for (const [name, body] of Object.entries(bodies)) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
      const rgba = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
      drawings.push({ name, style, raster: { width: SIDE, height: SIDE, rgba: new Uint8Array(rgba) } });
    }
  }
  return drawings;
}
