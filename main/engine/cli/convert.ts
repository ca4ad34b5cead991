/** `convert`: the converter runs as a process of its own; the engine imports nothing of it. */
import { Command } from 'commander';
import { tell, userPath } from './options.ts';
import { runScript } from './script.ts';

/** Runs the converter with these arguments. @throws StudioError with its own sentence */
export async function runConverter(args: readonly string[], quiet = false): Promise<void> {
  const failure = { kind: 'model-invalid', message: 'The checkpoint could not be converted.' } as const;
  await runScript('converter/convert.ts', args, { quiet, results: false, failure });
}

export function convertCommand(): Command {
  return new Command('convert')
    .description('turn a checkpoint of the public layout into a model folder')
    .requiredOption('--checkpoint <folder>', 'the checkpoint')
    .requiredOption('--out <folder>', 'the model folder to write')
    .option('--precision <name>', 'fp32, or int8: a quarter of the memory', 'fp32')
    .action(async (options: { checkpoint: string; out: string; precision: string }) => {
      const out = userPath(options.out);
      // Its last line is repeated by the caller when it fails, so it is shown only once.
      await runConverter(
        ['--checkpoint', userPath(options.checkpoint), '--out', out, '--precision', options.precision],
        true,
      );
      await tell(out);
    });
}
