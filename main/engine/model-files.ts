/**
 * Lists models, reads every byte of one, or moves one, in a process of its own: a folder of models may hold anything.
 *   --list --data DIR [--other DIR]
 *   --check DIR
 *   --move DIR --to DIR
 * Prints lines of JSON: {"models"}, or {"progress":{"done","of"}} as it goes and then {"checked":{"files","damaged"}} or
 * {"moved":{"files","isChecked"}}, or {"error"}. Started by main/services.ts.
 */
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { readShelf } from '../model-shelf.ts';
import { listModels } from './models/catalogue.ts';
import { findDamaged, fingerprintOf } from './models/check-hashes.ts';
import { readModelFolder } from './models/folder.ts';
import { moveModel } from './models/move-model.ts';

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 200;
const LOW_PRIORITY = 10;

const tell = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** A system that refuses it does the work all the same. */
function stepBack(): void {
  try {
    setPriority(LOW_PRIORITY);
  } catch {}
}

/** Tells the progress from time to time. */
function onBytes(): (done: number, of: number) => void {
  let next = 0;
  return (done, of) => {
    if (Date.now() < next && done < of) return;
    next = Date.now() + PROGRESS_MS;
    tell({ progress: { done, of } });
  };
}

async function check(folder: string): Promise<void> {
  stepBack();
  const model = await readModelFolder(folder);
  const files = fingerprintOf(model);
  const damaged = await findDamaged(model, onBytes());
  tell({ checked: { files, damaged } });
}

async function move(from: string, to: string): Promise<void> {
  stepBack();
  tell({ moved: await moveModel(from, to, onBytes()) });
}

try {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { list: { type: 'boolean' }, data: text, other: text, check: text, move: text, to: text },
  });
  const { data, other } = values;
  if (values.check !== undefined) await check(values.check);
  else if (values.move !== undefined && values.to !== undefined) await move(values.move, values.to);
  else if (data !== undefined) {
    const places = { data, others: other === undefined ? [] : [other] };
    tell({ models: await listModels(readShelf(data), places) });
  } else
    throw StudioError.of('cli.options-missing', { options: '--list --data DIR, --check DIR, or --move DIR --to DIR' });
} catch (error) {
  const { detail, ...failure } = failureOf(error);
  tell({ error: failure });
  if (failure.kind === 'internal') process.stderr.write(`${detail ?? ''}\n`);
  process.exitCode = 2;
}
// The channel to a parent would keep the process alive.
if (process.connected) process.disconnect();
