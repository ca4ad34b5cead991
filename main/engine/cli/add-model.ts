/** `models add`: looks at a folder, and makes a model of it where it is a checkpoint. */
import { spawn } from 'node:child_process';
import { freemem } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { failureSchema, StudioError } from '../../../preload/contract/errors.ts';
import { type Precision, precisionSchema } from '../../../preload/contract/manifest.ts';
import { type CheckpointLook, lookSchema } from '../../../preload/contract/models.ts';
import { suggestedPrecision } from '../../../preload/contract/precision-sizes.ts';
import { changeShelf, placeFor, readShelf, withModelElsewhere } from '../../model-shelf.ts';
import { say, tell } from './options.ts';

const ADDING = fileURLToPath(new URL('../../../native-models/adding/entry.ts', import.meta.url));

const lineSchema = z.union([
  z.object({ progress: z.object({ stage: z.string(), done: z.number(), of: z.number() }) }),
  z.object({ look: lookSchema }),
  z.object({ added: z.object({ out: z.string(), converted: z.boolean() }) }),
  z.object({ error: failureSchema }),
]);
type Line = z.infer<typeof lineSchema>;

/** @throws StudioError with the converter's own sentence */
export async function addModel(data: string, folder: string, asked: string | undefined): Promise<void> {
  const looked = await run(['--look', folder]);
  if (!('look' in looked)) throw StudioError.of('adding.look-ended', {});
  const { look } = looked;
  if (look.kind === 'model') {
    changeShelf(data, (shelf) => withModelElsewhere(shelf, data, folder));
    say(`${look.name} is in the list, and is used where it lies.`);
    return tell(folder);
  }
  const precision = precisionFor(look, asked);
  const out = placeFor(readShelf(data), data, { name: look.name, checkpoint: folder, precision });
  say(`${look.name}, ${(look.parameters / 1e6).toFixed(0)} million parameters, becomes ${precision} in ${out}`);
  const added = await run(['--checkpoint', folder, '--out', out, '--precision', precision]);
  if (!('added' in added)) throw StudioError.of('adding.ended', {});
  changeShelf(data, (shelf) => ({ ...shelf, about: { ...shelf.about, [out]: { checkpoint: folder, precision } } }));
  say(added.added.converted ? `${look.name} is ready.` : `${look.name} was already there.`);
  await tell(out);
}

/** The one that was asked for, or the most exact that fits the free memory, or the smallest. */
function precisionFor({ offers }: CheckpointLook, asked: string | undefined): Precision {
  if (asked !== undefined) {
    const known = precisionSchema.safeParse(asked);
    if (known.success) return known.data;
    throw StudioError.of('convert.precision-unknown', { precision: asked, known: precisionSchema.options.join(', ') });
  }
  return suggestedPrecision((precision) => {
    const offer = offers.find((one) => one.precision === precision);
    return offer !== undefined && offer.memoryBytes <= freemem();
  });
}

/** The last line of the process. Progress goes to stderr. */
async function run(args: readonly string[]): Promise<Line> {
  const child = spawn(process.execPath, [ADDING, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  let last: Line | null = null;
  let told = '';
  for await (const text of createInterface({ input: child.stdout })) {
    const line = lineSchema.safeParse(parsed(text));
    if (!line.success) continue;
    last = line.data;
    if (!('progress' in line.data) || line.data.progress.of === 0) continue;
    const { stage, done, of } = line.data.progress;
    const progress = `${stage}: ${Math.floor((100 * done) / of)} %`;
    if (progress !== told) say(progress);
    told = progress;
  }
  await ended;
  if (last === null) throw StudioError.of('adding.ended', {});
  if ('error' in last) throw StudioError.from(last.error);
  return last;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
