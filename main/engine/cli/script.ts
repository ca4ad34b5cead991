/** Scripts of `native-models` run as processes of their own; the engine imports nothing of them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FailureKind, StudioError } from '../../../preload/contract/errors.ts';

export interface ScriptOptions {
  /** Keep stderr back; its last line is the error's sentence anyway. */
  readonly quiet: boolean;
  /** Pass stdout on. */
  readonly results: boolean;
  /** What a script that fails stands for. */
  readonly failure: { readonly kind: FailureKind; readonly message: string };
}

/** @param name a file of `native-models` @throws StudioError with the script's own last sentence where it has one */
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
  if (code !== 0) throw new StudioError(options.failure.kind, last || options.failure.message);
}
