import { spawn } from 'node:child_process';
import { z } from 'zod';
import { lineReader } from './service-child.ts';

const progressSchema = z.object({ stage: z.string(), done: z.number(), of: z.number() });
const readySchema = z.object({ ready: z.literal(true), folder: z.string() });
const errorSchema = z.object({ error: z.string() });

export interface Preparation {
  readonly node: string;
  readonly entry: string;
  readonly bundled: string;
  readonly models: string;
  readonly environment: Record<string, string>;
  /** Share of the current stage, 0 to 1. */
  readonly onProgress: (stage: string, share: number) => void;
}

/**
 * Makes sure that the bundled model is converted, in a process of its own, and gives its folder.
 * Rejects with one sentence. Quick where it is there already.
 */
export function prepareModel(task: Preparation): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(task.node, [task.entry, '--bundled', task.bundled, '--models', task.models], {
      env: task.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let folder: string | undefined;
    let problem = '';
    child.stdout.on(
      'data',
      lineReader((line) => {
        const message = parse(line);
        const progress = progressSchema.safeParse(message);
        if (progress.success) task.onProgress(progress.data.stage, progress.data.done / (progress.data.of || 1));
        folder = readySchema.safeParse(message).data?.folder ?? folder;
        problem = errorSchema.safeParse(message).data?.error ?? problem;
      }),
    );
    child.stderr.on('data', (chunk) => {
      if (problem.length < 2000) problem += String(chunk);
    });
    child.once('error', (error) => reject(new Error(`The model could not be prepared: ${error.message}`)));
    child.once('close', () => {
      if (folder !== undefined) resolve(folder);
      else reject(new Error(`The model could not be prepared: ${problem.trim() || 'its process was ended'}`));
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
