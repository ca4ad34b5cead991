/** `models add`: looks at a folder, and makes a model of it where it is a checkpoint. */
import { freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type Precision, precisionSchema } from '../../../preload/contract/manifest.ts';
import { type CheckpointLook, lookSchema } from '../../../preload/contract/models.ts';
import { suggestedPrecision } from '../../../preload/contract/precision-sizes.ts';
import { changeShelf, placeFor, readShelf, withModelElsewhere } from '../../model-shelf.ts';
import { runForLine } from './child-lines.ts';
import { say, tell } from './options.ts';

const ADDING = fileURLToPath(new URL('../../../native-models/adding/entry.ts', import.meta.url));

const progressSchema = z.object({
  progress: z.object({ stage: z.string(), done: z.number(), of: z.number() }),
});
const lookLine = z.object({ look: lookSchema });
const addedLine = z.object({ added: z.object({ out: z.string(), converted: z.boolean() }) });

/** Prints the folder of the model. @throws StudioError with the converter's own sentence */
export async function addModel(data: string, folder: string, asked: string | undefined): Promise<void> {
  await tell(await makeModel(data, folder, asked));
}

/** The folder of the model that comes of a folder. @throws StudioError with the converter's own sentence */
export async function makeModel(data: string, folder: string, asked: string | undefined): Promise<string> {
  const { look } = await run(['--look', folder], lookLine, 'adding.look-ended');
  if (look.kind === 'model') {
    changeShelf(data, (shelf) => withModelElsewhere(shelf, data, folder));
    say(`${look.name} is in the list, and is used where it lies.`);
    return folder;
  }
  const precision = precisionFor(look, asked);
  const out = placeFor(readShelf(data), data, { name: look.name, checkpoint: folder, precision });
  say(`${look.name}, ${(look.parameters / 1e6).toFixed(0)} million parameters, becomes ${precision} in ${out}`);
  const { added } = await run(
    ['--checkpoint', folder, '--out', out, '--precision', precision],
    addedLine,
    'adding.ended',
  );
  changeShelf(data, (shelf) => ({ ...shelf, about: { ...shelf.about, [out]: { checkpoint: folder, precision } } }));
  say(added.converted ? `${look.name} is ready.` : `${look.name} was already there.`);
  return out;
}

/** The one that was asked for, or the most exact that fits the free memory, or the smallest. */
export function precisionFor({ offers }: CheckpointLook, asked: string | undefined): Precision {
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

/** The answer of the process. Progress goes to stderr. */
function run<Answer>(
  args: readonly string[],
  answer: z.ZodType<Answer>,
  ended: 'adding.look-ended' | 'adding.ended',
): Promise<Answer> {
  let told = '';
  const onProgress = ({ progress: { stage, done, of } }: z.infer<typeof progressSchema>) => {
    if (of === 0) return;
    const progress = `${stage}: ${Math.floor((100 * done) / of)} %`;
    if (progress !== told) say(progress);
    told = progress;
  };
  const schemas = { answer, progress: progressSchema };
  return runForLine(ADDING, args, schemas, onProgress, () => StudioError.of(ended, {}));
}
