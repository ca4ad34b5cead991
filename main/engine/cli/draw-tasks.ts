/** The drawing tasks of the command line: the fields of a command and of a line of a batch, and what `--help` says. */
import { z } from 'zod';
import { cacheSettingsSchema, speedSchema } from '../../../preload/contract/speed.ts';
import { type DrawTaskName, type DrawTasks, drawTaskNames, drawTasks } from '../../../preload/contract/tasks.ts';
import { drawingOptions, type TaskOption, taskOptions } from './draw-options.ts';

/** A job's id: a short text or a whole number. */
export const idSchema = z.union([z.string().min(1).max(200), z.int().transform(String)]);
/** Fields of every job. */
export const common = {
  id: idSchema.optional(),
  seed: drawingOptions.seed.schema.optional(),
  temperature: drawingOptions.temperature.schema.optional(),
  speed: speedSchema.optional(),
  ...cacheSettingsSchema.partial().shape,
};

const { negative, steps, guidance, count, bestOf, ignoreMemory } = drawingOptions;
const drawing = {
  ...common,
  steps: steps.schema.optional(),
  guidance: guidance.schema.optional(),
  negative: negative.schema.optional(),
  count: count.schema.optional(),
  bestOf: bestOf.schema.optional(),
  ignoreMemory: ignoreMemory.schema.optional(),
};

type Schema<Name extends TaskOption> = (typeof taskOptions)[Name]['schema'];
type Options<T extends DrawTaskName> = DrawTasks[T]['options'];
type Flat<Shape> = { [Key in keyof Shape]: Shape[Key] };
type JobShape<T extends DrawTaskName> = Flat<
  { task: z.ZodLiteral<T> } & typeof drawing & {
      [Name in Options<T>['required'][number]]: Schema<Name>;
    } & { [Name in Options<T>['optional'][number]]: z.ZodOptional<Schema<Name>> }
>;
type JobSchemas = { readonly [T in DrawTaskName]: z.ZodObject<JobShape<T>> };

/** The schema of a task's job, from the options that its entry names. */
function jobSchemaOf(task: DrawTaskName) {
  const { inputs, options, variants } = drawTasks[task];
  const fieldOf = (name: TaskOption) => {
    if (name === 'kind') return z.enum(variants);
    // Only a sketch can be left as it is.
    return name === 'strength' && 'strength' in inputs ? inputs.strength : taskOptions[name].schema;
  };
  return z.object({
    task: z.literal(task),
    ...drawing,
    ...Object.fromEntries(options.required.map((name) => [name, fieldOf(name)])),
    ...Object.fromEntries(options.optional.map((name) => [name, fieldOf(name).optional()])),
  });
}

/** The fields of every drawing task, by its name. They are those that the entries name, which the loop does not tell. */
export const drawJobs = Object.fromEntries(
  drawTaskNames.map((task) => [task, jobSchemaOf(task)]),
) as unknown as JobSchemas;

/** A drawing task with its fields. */
export type DrawJob = z.infer<JobSchemas[DrawTaskName]>;

/** What each command does, and what its options mean where the common words do not fit. */
export const drawHelp: Readonly<
  Record<DrawTaskName, { readonly says: string } & { readonly [option in TaskOption]?: string }>
> = {
  generate: { says: 'draw a picture from words' },
  retouch: { says: 'draw the masked part of a picture anew; nothing else changes' },
  extend: {
    says: 'draw more of a picture beyond its edges; the picture itself stays as it is',
    prompt: 'what the whole picture shows',
  },
  vary: {
    says: 'draw the least certain parts of a picture anew',
    prompt: 'what the picture shows',
    mask: 'a picture of the same size; only what is white here is varied (default: everything)',
  },
  sketch: {
    says: 'draw a picture that begins with a sketch: a share of its cells is drawn, the others stay',
    image: 'the sketch',
    strength: 'how much is drawn: 0 gives the sketch back, 1 ignores it',
  },
  mix: {
    says: 'take a part of one drawing into another one, and draw the border between them anew',
    prompt: "what the mixed picture shows (default: the first one's words)",
    mask: 'a picture of the same size; what is white here comes from the second drawing',
  },
  edit: {
    says: 'change a picture as an instruction says, all of it or a masked part',
    prompt: 'what to change ("replace the dog with a tree")',
    mask: 'a picture of the same size; only what is white here may change (default: everything)',
  },
  subject: {
    says: 'draw a new picture with the thing that a picture shows',
    image: 'a picture of the thing',
  },
  control: {
    says: 'draw a picture along the lines of a control picture',
    image: 'the control picture',
    kind: 'what the control picture shows',
  },
  style: {
    says: 'give a picture the style of another one',
    image: 'the picture to change',
    style: 'the picture whose style it gets',
  },
  predict: { says: 'turn a picture into a map of what it shows', kind: 'which map' },
  views: {
    says: 'draw the thing in a picture from another side',
    image: 'the thing from its front',
    view: 'from where ("left", "back")',
  },
};
