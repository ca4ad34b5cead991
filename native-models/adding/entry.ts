/**
 * Run by the window and by the command line as a process of its own: looks at a folder, or makes a model of a checkpoint.
 *   --look DIR
 *   --checkpoint DIR --out DIR --precision NAME
 * Prints JSON lines: {"progress":{"stage","done","of"}} as it goes, then {"look"} or {"added":{"out","converted"}}, or
 * {"error"} with the failure. Asked to end, it stops and leaves nothing.
 * It works at low priority, so that drawing goes on meanwhile.
 */
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { precisionSchema } from '../../preload/contract/manifest.ts';
import { acceptConnections } from '../../preload/rpc/parent.ts';
import { type ConvertProgress, convertCheckpoint } from '../converter/converter.ts';
import { toldError } from '../converter/told-error.ts';
import { lookAt } from './look.ts';

const LOW_PRIORITY = 10;
/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 200;

const tell = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);

let isEnding = false;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      look: { type: 'string' },
      checkpoint: { type: 'string' },
      out: { type: 'string' },
      precision: { type: 'string' },
    },
  });
  if (values.look !== undefined) return void tell({ look: await lookAt(values.look) });
  const { checkpoint, out } = values;
  const precision = precisionSchema.safeParse(values.precision);
  if (checkpoint === undefined || out === undefined || !precision.success) {
    throw StudioError.of('cli.options-missing', { options: '--checkpoint DIR, --out DIR, --precision NAME' });
  }
  const { converted } = await convertCheckpoint({
    checkpoint,
    out,
    precision: precision.data,
    onProgress: onProgress(),
  });
  tell({ added: { out, converted } });
}

/** Tells the progress from time to time. An end that was asked for arrives as an error, after which the converter clears up. */
function onProgress(): (progress: ConvertProgress) => void {
  let next = 0;
  return (progress) => {
    if (isEnding) throw StudioError.of('cancelled', {});
    const now = Date.now();
    if (now < next && progress.done < progress.of) return;
    next = now + PROGRESS_MS;
    tell({ progress });
  };
}

function end(): void {
  isEnding = true;
}

/** Threads that start later take the priority of this one. A system that refuses it converts all the same. */
function stepBack(): void {
  try {
    setPriority(LOW_PRIORITY);
  } catch {}
}

stepBack();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
/** Of a process that a program has started with a channel, and not a terminal. */
const isOfStudio = process.send !== undefined || 'parentPort' in process;
// Where the studio is gone, the process ends as if it were killed: the next conversion then goes on in what is finished.
const orphaned = () => process.exit(1);
if (isOfStudio) {
  process.on('disconnect', orphaned);
  acceptConnections(() => undefined, end);
}
try {
  await main();
} catch (error) {
  const { detail, ...failure } = failureOf(toldError(error));
  tell({ error: failure });
  if (failure.kind === 'internal') process.stderr.write(`${detail ?? ''}\n`);
  process.exitCode = 2;
}
process.off('disconnect', orphaned);
// The channel to a parent would keep the process alive.
if (process.connected) process.disconnect();
