/** `convert`: runs the converter as a process of its own, so that the engine imports nothing of it. */
import { Command } from 'commander';
import { tell, userPath } from './options.ts';
import { runScript } from './script.ts';

/**
 * Runs the converter with these arguments.
 * @throws StudioError 'model-invalid' with the converter's own sentence
 */
export async function runConverter(args: readonly string[], quiet = false): Promise<void> {
  const failure = { silent: 'cli.not-converted', said: 'cli.converter-said' } as const;
  await runScript('converter/convert.ts', args, { quiet, results: false, failure });
}

/** The command. */
export function convertCommand(): Command {
  return new Command('convert')
    .description('turn a checkpoint of the public layout into a model folder')
    .requiredOption('--checkpoint <folder>', 'the checkpoint')
    .requiredOption('--out <folder>', 'the model folder to write')
    .option('--precision <name>', 'fp32, or int8: a quarter of the memory', 'fp32')
    .action(async (options: { checkpoint: string; out: string; precision: string }) => {
      const out = userPath(options.out);
      // On failure the caller shows the converter's last line, so stderr stays quiet here.
      await runConverter(
        ['--checkpoint', userPath(options.checkpoint), '--out', out, '--precision', options.precision],
        true,
      );
      await tell(out);
    });
}
