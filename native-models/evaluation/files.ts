/** Picture files and the answers of a run. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { MAX_PIXELS, type Raster, type RegionMask } from '../../preload/contract/pictures.ts';

/** @param path absolute @throws StudioError 'bad-picture' */
export async function readRaster(path: string): Promise<Raster> {
  try {
    const { data, info } = await sharp(path, { limitInputPixels: MAX_PIXELS, ignoreIcc: true })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
  } catch (cause) {
    throw StudioError.of('judge.picture-unread', { path }, { cause });
  }
}

/** Everything that is not black counts as painted, so that no pixel which the engine may blend is held unchanged. */
export async function readMask(path: string): Promise<RegionMask> {
  const { width, height, rgba } = await readRaster(path);
  const values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i += 1) {
    const [r = 0, g = 0, b = 0, a = 0] = rgba.subarray(4 * i, 4 * i + 4);
    if (a > 0 && Math.max(r, g, b) > 0) values[i] = 255;
  }
  return { width, height, values };
}

const answerSchema = z.object({
  id: z.union([z.string(), z.int().transform(String)]),
  output: z.string().optional(),
  text: z.string().optional(),
  error: z.string().optional(),
  seconds: z.number().optional(),
});
/** What the engine answered to a job. */
export type Answer = z.infer<typeof answerSchema>;

/** By the job's id. @param path JSON lines, one a job */
export async function readAnswers(path: string): Promise<Map<string, Answer>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw StudioError.of('judge.no-answers', { path }, { cause });
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(lines.map((line) => answerSchema.parse(JSON.parse(line))).map((answer) => [answer.id, answer]));
}

const runSchema = z.object({
  model: z.string(),
  modelHash: z.string(),
  provider: z.string(),
  started: z.string(),
  seconds: z.number(),
});
/** Which model drew, and when. */
export type RunRecord = z.infer<typeof runSchema>;

/**
 * Reads run.json.
 * @throws Error where it is absent or invalid
 */
export async function readRun(path: string): Promise<RunRecord> {
  return runSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}
