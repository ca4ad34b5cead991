import { z } from 'zod';
import { failureSchema, StudioError } from '../../preload/contract/errors.ts';
import type { Spawn } from './service-child.ts';

/** Milliseconds for a process to stop by itself and to clear up, before it is killed. */
const PATIENCE_MS = 10_000;

export interface LineJob<Answer> {
  /** Settles when the process is gone. */
  readonly answer: Promise<Answer>;
  /** Asks the process to end, and resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, and resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

export interface LineJobParts<Answer, Progress> {
  readonly spawn: Spawn;
  readonly answer: z.ZodType<Answer>;
  readonly progress: z.ZodType<Progress>;
  readonly onProgress?: (progress: Progress) => void;
  /** The error of a process that ends without an answer. */
  readonly ended: () => StudioError;
  /** Handed to the process as it starts. */
  readonly hand?: string;
  /** Receives lines that are neither. */
  readonly onLine: (line: string) => void;
}

const errorSchema = z.object({ error: failureSchema });

/** Runs a process that prints lines of JSON: its progress, and at last an answer or {"error"}. */
export function lineJob<Answer, Progress>(parts: LineJobParts<Answer, Progress>): LineJob<Answer> {
  let gone = () => {};
  const end = new Promise<void>((resolve) => {
    gone = resolve;
  });
  let stop = () => end;
  let kill = () => end;
  const answer = new Promise<Answer>((resolve, reject) => {
    /** What the process said at last. It is told when the process is gone, so that the next one finds nothing in use. */
    let tell: (() => void) | null = null;
    const child = parts.spawn({
      onSpawn: () => undefined,
      onReady: () => undefined,
      onLine: (line) => {
        const message = parsed(line);
        const progress = parts.progress.safeParse(message);
        if (progress.success) return parts.onProgress?.(progress.data);
        const found = parts.answer.safeParse(message);
        const error = errorSchema.safeParse(message);
        if (found.success) tell ??= () => resolve(found.data);
        else if (error.success) tell ??= () => reject(StudioError.from(error.data.error));
        else return parts.onLine(line);
        // A utility process does not end by itself.
        child.kill();
      },
      onExit: () => {
        if (tell === null) reject(parts.ended());
        else tell();
        stop = () => end;
        kill = () => end;
        gone();
      },
    });
    if (parts.hand !== undefined) child.hand(parts.hand);
    stop = () => {
      const killing = setTimeout(child.kill, PATIENCE_MS);
      child.end();
      return end.finally(() => clearTimeout(killing));
    };
    kill = () => {
      child.kill();
      return end;
    };
  });
  return { answer, stop: () => stop(), kill: () => kill() };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
