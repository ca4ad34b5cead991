/** `convert`: the converter runs as a process of its own; the engine imports nothing of it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { userPath } from './options.ts';

const converter = fileURLToPath(new URL('../../../native-models/convert.ts', import.meta.url));

/** Runs the converter with these arguments. @throws StudioError with its own sentence */
export async function runConverter(args: readonly string[], quiet = false): Promise<void> {
  const child = spawn(process.execPath, [converter, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let last = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    last = text.trim().split('\n').at(-1) ?? last;
    if (!quiet) process.stderr.write(text);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StudioError('model-invalid', last || 'The checkpoint could not be converted.');
}

export function convertCommand(): Command {
  return new Command('convert')
    .description('turn a checkpoint of the public layout into a model folder')
    .requiredOption('--checkpoint <folder>', 'the checkpoint')
    .requiredOption('--out <folder>', 'the model folder to write')
    .option('--precision <name>', 'fp32', 'fp32')
    .action(async (options: { checkpoint: string; out: string; precision: string }) => {
      const out = userPath(options.out);
      // Its last line is repeated by the caller when it fails, so it is shown only once.
      await runConverter(
        ['--checkpoint', userPath(options.checkpoint), '--out', out, '--precision', options.precision],
        true,
      );
      process.stdout.write(`${out}\n`);
    });
}
