/** `parity`: this engine against the numbers of the reference implementation. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { Oracle } from '../parity/oracle.ts';
import { line } from '../parity/outcome.ts';
import { compareAll } from '../parity/run.ts';
import { runConverter } from './convert.ts';
import { userPath } from './options.ts';

const besideTheRepository = fileURLToPath(new URL('../../../../shared/oracle', import.meta.url));

/** The command. */
export function parityCommand(): Command {
  return new Command('parity')
    .description('compare with the numbers of the reference implementation')
    .option('--oracle <folder>', 'the numbers', besideTheRepository)
    .option('--model <folder>', 'its checkpoint, converted with --expose-hidden (default: converted now)')
    .action(async (options: { oracle: string; model?: string }) => {
      const oracle = new Oracle(userPath(options.oracle));
      if (!existsSync(oracle.checkpoint)) {
        throw StudioError.of('parity.no-numbers', { folder: oracle.folder });
      }
      const scratch = await mkdtemp(join(tmpdir(), 'dimoo-parity-'));
      try {
        const model = options.model === undefined ? join(scratch, 'model') : userPath(options.model);
        if (options.model === undefined) {
          await runConverter(
            ['--checkpoint', oracle.checkpoint, '--out', model, '--precision', 'fp32', '--expose-hidden'],
            true,
          );
        }
        await report(oracle, model);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
}

async function report(oracle: Oracle, model: string): Promise<void> {
  let passed = 0;
  let failed = 0;
  let first: string | undefined;
  for await (const outcome of compareAll(oracle, model)) {
    if (outcome.passed) passed += 1;
    else failed += 1;
    if (!outcome.passed) first ??= outcome.name;
    process.stdout.write(`${line(outcome)}\n`);
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  // Cases come in the order in which a job computes them.
  if (first !== undefined) process.stdout.write(`departs first at: ${first}\n`);
  if (failed > 0) {
    throw StudioError.of('parity.departs', { failed, compared: passed + failed });
  }
}
