/** `convert`: runs the converter as a process of its own, so that the engine imports nothing of it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { tell, userPath } from './options.ts';

const CONVERTER = fileURLToPath(new URL('../../../native-models/converter/convert.ts', import.meta.url));
const failureSchema = z.object({ error: z.string() });

/**
 * Runs the converter with these arguments. Its progress goes to stderr.
 * @throws StudioError 'model-invalid' with the converter's own sentence
 */
export async function runConverter(args: readonly string[], quiet = false): Promise<void> {
  const child = spawn(process.execPath, [CONVERTER, ...args, '--json-error'], {
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const failure = failureSchema.safeParse(parsed(said));
  if (!failure.success) throw StudioError.of('cli.not-converted', {});
  throw StudioError.of('cli.converter-said', { problem: failure.data.error });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The command. */
export function convertCommand(): Command {
  return new Command('convert')
    .description('turn a checkpoint of the public layout into a model folder')
    .requiredOption('--checkpoint <folder>', 'the checkpoint')
    .requiredOption('--out <folder>', 'the model folder to write')
    .option(
      '--precision <name>',
      'fp32; fp16, half of its memory, for graphics processors; int8, a quarter; int4, a sixth; or int8-fast, a quarter, the fastest on CPUs',
      'fp32',
    )
    .option('--code-offset <id>', 'id of the first picture code, where the files do not tell it')
    .action(async (options: { checkpoint: string; out: string; precision: string; codeOffset?: string }) => {
      const out = userPath(options.out);
      const { checkpoint, precision, codeOffset } = options;
      const asked = codeOffset === undefined ? [] : ['--code-offset', codeOffset];
      await runConverter(['--checkpoint', userPath(checkpoint), '--out', out, '--precision', precision, ...asked]);
      await tell(out);
    });
}
