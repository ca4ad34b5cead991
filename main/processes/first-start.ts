import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { toldPartSchema } from '../../preload/contract/told.ts';
import { endInWords, type Spawn } from './service-child.ts';

const progressSchema = z.object({ stage: z.string(), done: z.number(), of: z.number() });
const readySchema = z.object({ ready: z.literal(true), folder: z.string() });
const errorSchema = z.object({ error: toldPartSchema });

/**
 * Converts the bundled model in a process of its own, where that is not done yet, and returns its folder.
 * Rejects with one sentence.
 * @param spawn starts first-start.js, which prints its progress as lines of JSON
 * @param onProgress receives the share of the current stage, 0 to 1
 * @param onLine receives its other lines
 */
export function prepareModel(
  spawn: Spawn,
  onProgress: (stage: string, share: number) => void,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let talk = '';
    const child = spawn({
      onSpawn: () => undefined,
      onReady: () => undefined,
      onLine: (line) => {
        const message = parse(line);
        const progress = progressSchema.safeParse(message);
        if (progress.success) return onProgress(progress.data.stage, progress.data.done / (progress.data.of || 1));
        const ready = readySchema.safeParse(message);
        const error = errorSchema.safeParse(message);
        if (ready.success) resolve(ready.data.folder);
        else if (error.success) reject(StudioError.of('services.not-prepared', { problem: error.data.error }));
        else {
          onLine(line);
          if (talk.length < 2000) talk += `${line}\n`;
        }
        // A utility process does not end by itself.
        if (ready.success || error.success) child.kill();
      },
      onExit: (end) =>
        reject(StudioError.of('services.preparation-ended', {}, { detail: talk.trim() || endInWords(end) })),
    });
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
