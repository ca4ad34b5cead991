import { z } from 'zod';
import { failureSchema, StudioError } from '../../preload/contract/errors.ts';
import { endInWords, type Spawn } from './service-child.ts';

const messageSchema = z.union([z.object({ written: z.literal(true) }), z.object({ failure: failureSchema })]);

/** Writes the report in a process of its own. Rejects with a `StudioError`. @param spawn starts report.js */
export function askForReport(spawn: Spawn): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn({
      onSpawn: () => undefined,
      onReady: () => undefined,
      onLine: (line) => {
        const message = messageSchema.safeParse(parse(line)).data;
        if (message === undefined) return;
        if ('written' in message) resolve();
        else reject(StudioError.from(message.failure));
        // A utility process does not end by itself.
        child.kill();
      },
      onExit: (end) => reject(StudioError.of('report.ended', {}, { detail: endInWords(end) })),
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
