/** Makes a command of every drawing task in draw-tasks.ts. */
import { Command, Option } from 'commander';
import { z } from 'zod';
import { MOST_CANDIDATES } from '../../../preload/contract/engine.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { type DrawJob, type DrawJobName, drawHelp, drawJobs, pathFields } from './draw-tasks.ts';
import { openEngine } from './engine.ts';
import { drawPictures } from './jobs.ts';
import { number, tell, userPath, wholeNumber, withModel } from './options.ts';
import { outputsOf } from './outputs.ts';
import { writePicture } from './pictures.ts';
import { firstProblem } from './problems.ts';
import { showChecks, showProgress } from './progress.ts';
import { withSpeed } from './speed.ts';

interface OptionSpec {
  readonly flags: string;
  readonly says: string;
  readonly read?: (text: string) => number;
}

const pixels = (most: string, least: number) => ({ flags: `${most} <pixels>`, read: wholeNumber(least, MAX_SIDE) });

/** The command line option of each field of a job. */
const options: Readonly<Record<string, OptionSpec>> = {
  prompt: { flags: '--prompt <text>', says: 'what to draw' },
  next: { flags: '--next <text>', says: 'a further instruction for the result of the one before; may be repeated' },
  negative: { flags: '--negative <text>', says: 'what not to draw' },
  image: { flags: '--image <file>', says: 'the picture' },
  first: { flags: '--first <file>', says: 'a PNG file that was drawn here' },
  second: { flags: '--second <file>', says: 'another one of the same size' },
  mask: { flags: '--mask <file>', says: 'a picture of the same size; white is redrawn' },
  freeze: { flags: '--freeze <file>', says: 'a picture of the same size; what is white here never changes' },
  style: { flags: '--style <file>', says: 'the picture whose style is taken' },
  kind: { flags: '--kind <name>', says: 'the kind' },
  view: { flags: '--view <name>', says: 'the view' },
  left: { ...pixels('--left', 0), says: 'how much to add on the left' },
  top: { ...pixels('--top', 0), says: 'how much to add above' },
  right: { ...pixels('--right', 0), says: 'how much to add on the right' },
  bottom: { ...pixels('--bottom', 0), says: 'how much to add below' },
  width: { ...pixels('--width', 1), says: "width (default: the model's, or the picture's)" },
  height: { ...pixels('--height', 1), says: "height (default: the model's, or the picture's)" },
  from: { flags: '--from <file>', says: 'a picture drawn here, to go on from the middle of its drawing' },
  after: {
    flags: '--after <step>',
    says: 'with --from: how many of its steps stand (default: half of them)',
    read: wholeNumber(0, 1024),
  },
  strength: { flags: '--strength <share>', says: 'how much is drawn anew: above 0, up to 1', read: number(0, 1) },
  border: {
    flags: '--border <cells>',
    says: 'how many cells wide the border is that is drawn anew (default: 2)',
    read: wholeNumber(1, 64),
  },
  feather: {
    flags: '--feather <pixels>',
    says: 'width of the soft edge, inside the mask (default: it fits the region)',
    read: number(0, 1000),
  },
  grow: {
    flags: '--grow <pixels>',
    says: 'how far the mask is widened on all sides (default: 0)',
    read: number(0, 1000),
  },
  margin: {
    flags: '--margin <share>',
    says: 'how much is seen around the region, as a share of its longer side (default: 1)',
    read: number(0, 10),
  },
  steps: { flags: '--steps <n>', says: "sampling steps (default: the model's)", read: wholeNumber(1, 1024) },
  guidance: {
    flags: '--guidance <s>',
    says: "how closely to follow the words, off at 0 (default: the model's)",
    read: number(0, 100),
  },
  imageGuidance: {
    flags: '--image-guidance <s>',
    says: "how closely to follow the picture, off at 0 (default: the model's)",
    read: number(0, 100),
  },
  temperature: {
    flags: '--temperature <t>',
    says: "how freely codes are picked, greedy at 0 (default: the model's)",
    read: number(0, 10),
  },
  paper: {
    flags: '--paper',
    says: 'lay white paper under what is transparent (default: it stays transparent; JPEG always has paper)',
  },
  seed: { flags: '--seed <n>', says: 'seed, 0 to 4294967295 (default: 0)', read: wholeNumber(0, 0xffff_ffff) },
  count: {
    flags: '--count <n>',
    says: 'how many to draw, with this seed and those after it; FILE.png becomes FILE-1.png and so on',
    read: wholeNumber(1, MOST_CANDIDATES),
  },
  bestOf: {
    flags: '--best-of <n>',
    says: 'draw so many, ask the model what they show, and keep the one that fits the words best',
    read: wholeNumber(1, MOST_CANDIDATES),
  },
};

/** The order of options in every command: words and files first, settings after them. */
const order = Object.keys(options);

/** The commands. */
export function drawCommands(): Command[] {
  return (Object.keys(drawJobs) as DrawJobName[]).map(commandOf);
}

function commandOf(task: DrawJobName): Command {
  const shape: Readonly<Record<string, z.ZodType>> = drawJobs[task].shape;
  const command = new Command(task).description(drawHelp[task].says);
  for (const name of order.filter((key) => Object.hasOwn(shape, key))) {
    const field = shape[name];
    if (field !== undefined) command.addOption(optionOf(name, field, drawHelp[task][name]));
  }
  return withSpeed(withModel(command))
    .requiredOption('--out <file>', 'file to write: PNG, JPEG, WebP, AVIF or TIFF, as its name says')
    .action(async (given: Record<string, unknown> & { out: string; model?: string }) => {
      const job = jobOf(task, given);
      const engine = await openEngine(given.model);
      const drawn = await drawPictures(engine, job, showProgress());
      const paths = outputsOf(userPath(given.out), drawn.length);
      for (const [i, { png, checks }] of drawn.entries()) {
        const path = await writePicture(paths[i] ?? given.out, png);
        showChecks(checks);
        await tell(path);
      }
      await engine.close();
    });
}

function optionOf(name: string, field: z.ZodType, says: string | undefined): Option {
  const spec = options[name];
  if (spec === undefined) throw new Error(`No option is written for "${name}".`);
  const option = new Option(spec.flags, says ?? spec.says);
  option.makeOptionMandatory(!field.safeParse(undefined).success);
  if (field instanceof z.ZodEnum) option.choices(field.options.map(String));
  else if (spec.read !== undefined) option.argParser(spec.read);
  else if (field.safeParse([]).success) option.argParser((text, earlier: string[] = []) => [...earlier, text]);
  return option;
}

/** Reads a command's options as a job, by the schema of a batch's line. */
function jobOf(task: DrawJobName, given: Readonly<Record<string, unknown>>): DrawJob {
  const absolute = pathFields.flatMap((name) => {
    const path = given[name];
    return typeof path === 'string' ? [[name, userPath(path)] as const] : [];
  });
  const job = drawJobs[task].safeParse({ ...given, task, ...Object.fromEntries(absolute) });
  if (!job.success) throw new StudioError('bad-request', `Wrong ${task}: ${firstProblem(job.error)}.`);
  return job.data;
}
