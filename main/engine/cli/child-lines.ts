import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { failureSchema, StudioError } from '../../../preload/contract/errors.ts';

const errorSchema = z.object({ error: failureSchema });

/**
 * Runs a program of the studio that prints lines of JSON, and returns the last line that is an answer.
 * @param onProgress receives the lines before it
 * @throws StudioError with the program's own sentence; `ended` where it says none
 */
export async function runForLine<Answer, Progress>(
  program: string,
  args: readonly string[],
  schemas: { readonly answer: z.ZodType<Answer>; readonly progress: z.ZodType<Progress> },
  onProgress: (progress: Progress) => void,
  ended: () => StudioError,
): Promise<Answer> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  let answer: { readonly is: Answer } | null = null;
  let failure: StudioError | null = null;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = parsed(text);
    const progress = schemas.progress.safeParse(line);
    if (progress.success) onProgress(progress.data);
    const error = errorSchema.safeParse(line);
    if (error.success) failure = StudioError.from(error.data.error);
    const found = schemas.answer.safeParse(line);
    if (found.success) answer = { is: found.data };
  }
  await end;
  if (failure !== null) throw failure;
  if (answer === null) throw ended();
  return answer.is;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
