/**
 * The engine from a command line: no Electron, no projects, same code.
 * Results go to stdout, messages to stderr. Exit code 0, or 2 with one sentence.
 * It speaks English: help, reports and tables have no translation, and scripts read its sentences.
 * Started by tools/dimoo.mjs, which sets DIMOO_MODEL and DIMOO_DATA.
 */
import { Command, CommanderError } from 'commander';
import { inEnglish } from '../../preload/contract/error-codes.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import { batchCommand } from './cli/batch.ts';
import { benchCommand } from './cli/bench.ts';
import { convertCommand } from './cli/convert.ts';
import { describeCommands } from './cli/describe.ts';
import { doctorCommand } from './cli/doctor.ts';
import { drawCommands } from './cli/draw.ts';
import { evalCommand } from './cli/eval.ts';
import { modelsCommand } from './cli/models.ts';
import { parityCommand } from './cli/parity.ts';
import { printableLines } from './cli/printable.ts';
import { replayCommand } from './cli/replay.ts';

function createProgram(): Command {
  const program = new Command('dimoo')
    .description('Draw, retouch and describe pictures with Lumina-DiMOO models.')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showSuggestionAfterError(false);
  for (const command of [
    ...drawCommands(),
    ...describeCommands(),
    batchCommand(),
    replayCommand(),
    convertCommand(),
    modelsCommand(),
    doctorCommand(),
    parityCommand(),
    benchCommand(),
    evalCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

async function main(args: readonly string[]): Promise<number> {
  try {
    if (args.length === 0) throw new CommanderError(2, 'dimoo.noCommand', inEnglish('cli.no-command'));
    await createProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      process.stderr.write(`${asSentence(error.message)}\n`);
      return 2;
    }
    const { message, detail } = failureOf(error);
    process.stderr.write(`${printableLines(message)}\n`);
    if (process.env.DIMOO_DEBUG !== undefined && detail !== undefined) process.stderr.write(`${detail}\n`);
    return 2;
  }
}

/** Turns commander's "error: unknown option '--x'" into a sentence. */
function asSentence(message: string): string {
  const text = message.replace(/^error: /, '').trim();
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}; --help lists what there is.`;
}

// Writers of results report errors themselves (options.ts). Without a listener an error would end the process with a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await main(process.argv.slice(2));
