/** The options of the drawing commands: how each is read from a command line, and from a line of a batch. */
import { z } from 'zod';
import { MOST_CANDIDATES } from '../../../preload/contract/drawing.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { viewSchema } from '../../../preload/contract/task-inputs.ts';
import type { DrawTaskName, DrawTasks } from '../../../preload/contract/tasks.ts';
import { wordsSchema } from '../../../preload/contract/words.ts';
import { number, wholeNumber } from './options.ts';

/** An option of a command, and the field of that name in a job. */
export interface DrawOption {
  /** Of the field where it is given. */
  readonly schema: z.ZodType;
  readonly flags: string;
  readonly says: string;
  /** Parses the text of the command line; absent: it stays text. */
  readonly read?: (text: string) => number;
}

type Options = DrawTasks[DrawTaskName]['options'];
/** Every option that a task's entry names. */
export type TaskOption = Options['required'][number] | Options['optional'][number];

const file = z.string().min(1);

const whole = (flag: string, unit: string, least: number, most: number) => ({
  flags: `${flag} <${unit}>`,
  schema: z.int().min(least).max(most),
  read: wholeNumber(least, most),
});
const real = (flag: string, unit: string, most: number) => ({
  flags: `${flag} <${unit}>`,
  schema: z.number().min(0).max(most),
  read: number(0, most),
});

/** Options that some tasks have: words and files first, in the order of `--help`. */
export const taskOptions = {
  prompt: { schema: wordsSchema, flags: '--prompt <text>', says: 'what to draw' },
  next: {
    schema: z.array(wordsSchema).max(32),
    flags: '--next <text>',
    says: 'a further instruction for the result of the one before; may be repeated',
  },
  image: { schema: file, flags: '--image <file>', says: 'the picture' },
  first: { schema: file, flags: '--first <file>', says: 'a PNG file that was drawn here' },
  second: { schema: file, flags: '--second <file>', says: 'another one of the same size' },
  mask: { schema: file, flags: '--mask <file>', says: 'a picture of the same size; white is redrawn' },
  freeze: {
    schema: file,
    flags: '--freeze <file>',
    says: 'a picture of the same size; what is white here never changes',
  },
  style: { schema: file, flags: '--style <file>', says: 'the picture whose style is taken' },
  kind: { schema: z.string(), flags: '--kind <name>', says: 'the kind' },
  view: { schema: viewSchema, flags: '--view <name>', says: 'the view' },
  left: { ...whole('--left', 'pixels', 0, MAX_SIDE), says: 'how much to add on the left' },
  top: { ...whole('--top', 'pixels', 0, MAX_SIDE), says: 'how much to add above' },
  right: { ...whole('--right', 'pixels', 0, MAX_SIDE), says: 'how much to add on the right' },
  bottom: { ...whole('--bottom', 'pixels', 0, MAX_SIDE), says: 'how much to add below' },
  width: { ...whole('--width', 'pixels', 1, MAX_SIDE), says: "width (default: the model's, or the picture's)" },
  height: { ...whole('--height', 'pixels', 1, MAX_SIDE), says: "height (default: the model's, or the picture's)" },
  from: { schema: file, flags: '--from <file>', says: 'a picture drawn here, to go on from the middle of its drawing' },
  after: {
    ...whole('--after', 'step', 0, 1024),
    says: 'with --from: how many of its steps stand (default: half of them)',
  },
  strength: {
    ...real('--strength', 'share', 1),
    says: 'how much is drawn anew: above 0, up to 1',
  },
  border: {
    ...whole('--border', 'cells', 1, 64),
    says: 'how many cells wide the border is that is drawn anew (default: 2)',
  },
  feather: {
    ...real('--feather', 'pixels', 1000),
    says: 'width of the soft edge, inside the mask (default: it fits the region)',
  },
  grow: { ...real('--grow', 'pixels', 1000), says: 'how far the mask is widened on all sides (default: 0)' },
  margin: {
    ...real('--margin', 'share', 10),
    says: 'how much is seen around the region, as a share of its longer side (default: 1)',
  },
  imageGuidance: {
    ...real('--image-guidance', 's', 100),
    says: "how closely to follow the picture, off at 0 (default: the model's)",
  },
  paper: {
    schema: z.boolean(),
    flags: '--paper',
    says: 'lay white paper under what is transparent (default: it stays transparent; JPEG always has paper)',
  },
} as const satisfies Readonly<Record<TaskOption, DrawOption>>;

/** Options of every drawing task, none of which has to be given. */
export const drawingOptions = {
  negative: { schema: wordsSchema, flags: '--negative <text>', says: 'what not to draw' },
  steps: { ...whole('--steps', 'n', 1, 1024), says: "sampling steps (default: the model's)" },
  guidance: {
    ...real('--guidance', 's', 100),
    says: "how closely to follow the words, off at 0 (default: the model's)",
  },
  temperature: {
    ...real('--temperature', 't', 10),
    says: "how freely codes are picked, greedy at 0 (default: the model's)",
  },
  seed: { ...whole('--seed', 'n', 0, 0xffff_ffff), says: 'seed, 0 to 4294967295 (default: 0)' },
  count: {
    ...whole('--count', 'n', 1, MOST_CANDIDATES),
    says: 'how many to draw, with this seed and those after it; FILE.png becomes FILE-1.png and so on',
  },
  bestOf: {
    ...whole('--best-of', 'n', 1, MOST_CANDIDATES),
    says: 'draw so many, ask the model what they show, and keep the one that fits the words best',
  },
  ignoreMemory: {
    schema: z.boolean(),
    flags: '--ignore-memory',
    says: 'draw even where that takes more memory than is free',
  },
} as const satisfies Readonly<Record<string, DrawOption>>;

/** Options that name a file. */
export const pathOptions: readonly string[] = ['image', 'mask', 'freeze', 'style', 'from', 'first', 'second'];
