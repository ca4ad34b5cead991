/** Runs scripts of `native-models` as processes of their own, so that the engine imports nothing of them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { StudioError } from '../../../preload/contract/errors.ts';

/** How a script's output is passed on. */
export interface ScriptOptions {
  /** Whether to hold back stderr, whose last line becomes the error's sentence. */
  readonly quiet: boolean;
  /** Whether to pass stdout on. */
  readonly results: boolean;
  /** The errors of a script that fails without a sentence, and with one. */
  readonly failure: { readonly silent: 'cli.not-judged'; readonly said: 'cli.judge-said' };
}

/**
 * Runs a script to its end.
 * @param name path within `native-models`
 * @throws StudioError with the script's last sentence, or `options.failure`
 */
export async function runScript(name: string, args: readonly string[], options: ScriptOptions): Promise<void> {
  const script = fileURLToPath(new URL(`../../../native-models/${name}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', options.results ? 'inherit' : 'ignore', 'pipe'],
  });
  let last = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    last = text.trim().split('\n').at(-1) ?? last;
    if (!options.quiet) process.stderr.write(text);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  if (last === '') throw StudioError.of(options.failure.silent, {});
  throw StudioError.of(options.failure.said, { problem: last });
}
