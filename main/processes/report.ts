import { z } from 'zod';
import { endInWords, type Spawn } from './service-child.ts';

const messageSchema = z.union([z.object({ written: z.literal(true) }), z.object({ error: z.string() })]);

/** Lets a process of its own write the report. Rejects with one sentence. @param spawn starts report.js */
export function askForReport(spawn: Spawn): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => reject(new Error(problem));
    const child = spawn({
      onSpawn: () => undefined,
      onReady: () => undefined,
      onLine: (line) => {
        const message = messageSchema.safeParse(parse(line)).data;
        if (message === undefined) return;
        if ('written' in message) resolve();
        else fail(message.error);
        // A utility process stays when its work is done.
        child.kill();
      },
      onExit: (end) => fail(`The report could not be made (${endInWords(end)}).`),
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
