import { z } from 'zod';
import { MAX_SIDE, rasterSchema, regionMaskSchema } from './pictures.ts';
import {
  knownCodesSchema,
  shareSchema,
  sidesSchema,
  traceSchema,
  viewSchema,
  wholeShareSchema,
} from './task-inputs.ts';
import { wordsSchema } from './words.ts';

/**
 * Every task of the model has one entry here. It holds what contract, engine, command line and window have in common.
 * What a room adds of its own (layout, help, icon, words) is a record over the names, so the compiler asks for it.
 */

/** What a control picture can show, and the maps that can be made of a picture. */
export const controlKinds = ['canny', 'hed', 'depth', 'pose'] as const;
export const predictKinds = ['canny', 'hed', 'depth', 'pose', 'normal', 'segmentation'] as const;
/** The views that the window offers. A request takes any word. */
const views = ['left', 'right', 'back'] as const;

export interface DrawTaskEntry {
  /** The inputs of a request, besides its settings, its seed and a drawing from which it continues. */
  readonly inputs: z.ZodRawShape;
  /** The result is a picture of its own, or a part that is laid over the given picture. */
  readonly answer: 'picture' | 'region';
  /** The manifest's defaults from which the task starts. A task with `inpainting` fills cells among known ones. */
  readonly defaults: 'textToImage' | 'inpainting' | 'imageToImage';
  /** A task whose training is also enough for this one. */
  readonly restsOn: 'retouch' | null;
  /** Whether the artist chooses the task. A mix is made of candidates and not chosen. */
  readonly chosen: boolean;
  /** The input for which the artist brings a picture. Where `picture` is not brought, it is the visible page. */
  readonly brought: 'picture' | 'stylePicture' | null;
  /** Whether the task needs a region, can be limited by one, or ignores it. */
  readonly paint: 'must' | 'may' | 'no';
  /** The values that `variant` offers. */
  readonly variants: readonly string[];
  /** Options of the task's command, besides those of every drawing task (main/engine/cli/draw-options.ts). */
  readonly options: { readonly required: readonly string[]; readonly optional: readonly string[] };
}

const plain = { restsOn: null, chosen: true, brought: null, paint: 'no', variants: [] } as const;
/**
 * Fields of a task that needs no training beyond retouching. It fills masked cells among known ones, with the same
 * words around them.
 */
const filling = { ...plain, answer: 'region', defaults: 'inpainting', restsOn: 'retouch' } as const;
const fromPicture = { ...plain, answer: 'picture', defaults: 'imageToImage' } as const;

const prompt = wordsSchema;
const side = z.int().min(1).max(MAX_SIDE);
/** Size of the result in pixels. Null means the size of the (first) picture. */
const size = z.object({ width: side, height: side }).nullable();

const sizeOptions = ['width', 'height'] as const;
const edgeOptions = ['feather', 'margin', 'paper'] as const;
const partOptions = [...edgeOptions, 'freeze', 'grow'] as const;

/**
 * Returns the drawing tasks by name. Pictures and masks are pixels for the caller and for the engine. They are names
 * while they travel (`engine-wire.ts`).
 */
export function drawTasksWith<P extends z.ZodType, M extends z.ZodType>(picture: P, mask: M) {
  /** Inputs for redrawing a part of a picture. */
  const region = {
    prompt,
    picture,
    /** Width in picture pixels of the soft edge, which lies inside of the mask only. Null lets the engine choose. */
    feather: z.number().min(0).max(1000).nullable(),
    /** Context around the mask's box on each side, as a share of the box's longer side. Null lets the engine choose. */
    contextMargin: z.number().min(0).max(10).nullable(),
    /** Picture pixels by which the mask is widened on all sides. Absent means 0. */
    maskGrowth: z.number().min(0).max(1000).exactOptional(),
    /** A mask of the picture's size. What is painted in it is never redrawn, whatever else is painted. */
    freezeMask: mask.exactOptional(),
    known: knownCodesSchema.exactOptional(),
  };
  return {
    generate: {
      ...plain,
      answer: 'picture',
      defaults: 'textToImage',
      inputs: { prompt, width: side, height: side },
      options: { required: ['prompt'], optional: [...sizeOptions, 'from', 'after'] },
    },
    retouch: {
      ...filling,
      restsOn: null,
      paint: 'must',
      /** `regionMask` has the picture's size. */
      inputs: { ...region, regionMask: mask },
      options: { required: ['prompt', 'image', 'mask'], optional: partOptions },
    },
    extend: {
      ...filling,
      inputs: {
        prompt,
        picture,
        /** Pixels to add on each side. Frames of the result count from the new top left corner. */
        sides: sidesSchema,
        feather: region.feather,
        /** Context beside the new border, as a share of its width. */
        contextMargin: region.contextMargin,
      },
      options: { required: ['prompt', 'image'], optional: [...edgeOptions, 'left', 'top', 'right', 'bottom'] },
    },
    vary: {
      ...filling,
      paint: 'may',
      /** `strength` is the share of the region's cells that is redrawn, the least sure first. */
      inputs: { ...region, regionMask: mask.nullable(), strength: shareSchema },
      options: { required: ['prompt', 'image', 'strength'], optional: [...partOptions, 'mask'] },
    },
    sketch: {
      ...filling,
      answer: 'picture',
      /** `strength` is the share of all cells that is drawn. At 0 the picture comes back as the codec sees it. */
      inputs: { prompt, picture, strength: wholeShareSchema },
      options: { required: ['prompt', 'image', 'strength'], optional: [] },
    },
    mix: {
      ...filling,
      chosen: false,
      /** `picture` and `trace` are those of the first drawing. */
      inputs: {
        prompt,
        picture,
        trace: traceSchema,
        second: z.object({ picture, trace: traceSchema }),
        /** A mask of the pictures' size. It marks where the second picture is taken. */
        regionMask: mask,
        /** Width in cells of the border that is redrawn, with both sides of the line together. */
        border: z.int().min(1).max(64),
        feather: region.feather,
      },
      options: { required: ['first', 'second', 'mask'], optional: ['prompt', 'border', 'feather'] },
    },
    edit: {
      ...fromPicture,
      answer: 'region',
      paint: 'may',
      /** `regionMask` is null for the whole picture. */
      inputs: { ...region, regionMask: mask.nullable() },
      options: { required: ['prompt', 'image'], optional: [...partOptions, 'imageGuidance', 'mask', 'next'] },
    },
    subject: {
      ...fromPicture,
      brought: 'picture',
      inputs: { prompt, picture, size },
      options: { required: ['prompt', 'image'], optional: ['imageGuidance', ...sizeOptions] },
    },
    control: {
      ...fromPicture,
      brought: 'picture',
      variants: controlKinds,
      inputs: { prompt, picture, variant: z.enum(controlKinds) },
      options: { required: ['prompt', 'image', 'kind'], optional: ['imageGuidance'] },
    },
    style: {
      ...fromPicture,
      brought: 'stylePicture',
      inputs: { picture, stylePicture: picture },
      options: { required: ['image', 'style'], optional: ['imageGuidance'] },
    },
    predict: {
      ...fromPicture,
      variants: predictKinds,
      inputs: { picture, variant: z.enum(predictKinds) },
      options: { required: ['image', 'kind'], optional: ['imageGuidance'] },
    },
    views: {
      ...fromPicture,
      brought: 'picture',
      variants: views,
      inputs: { picture, size, variant: viewSchema },
      options: { required: ['image', 'view'], optional: ['imageGuidance', ...sizeOptions] },
    },
  } as const satisfies Readonly<Record<string, DrawTaskEntry>>;
}

/** The drawing tasks with pictures and masks as pixels. */
export const drawTasks = drawTasksWith(rasterSchema, regionMaskSchema);
export type DrawTasks = typeof drawTasks;
export type DrawTaskName = keyof DrawTasks;
/** Names of the tasks whose entry has such a property. */
type TasksWith<Property> = { [T in DrawTaskName]: DrawTasks[T] extends Property ? T : never }[DrawTaskName];

/** Tasks that an artist chooses, tasks that come in variants, and tasks for which the artist brings a picture. */
export type ChosenTask = TasksWith<{ readonly chosen: true }>;
export type VariantTask = TasksWith<{ readonly variants: readonly [string, ...string[]] }>;
export type BroughtTask = TasksWith<{ readonly brought: string }>;

export const drawTaskNames = Object.keys(drawTasks) as DrawTaskName[];

/** Tasks that answer with words about a picture. */
export const textTaskNames = ['caption', 'ask'] as const;

export type TaskName = DrawTaskName | (typeof textTaskNames)[number];
export const taskNames: readonly TaskName[] = [...drawTaskNames, ...textTaskNames];

/** Returns a task's entry where the answer is a picture, and null where it is words. */
export function drawEntryOf(task: TaskName): DrawTaskEntry | null {
  return Object.hasOwn(drawTasks, task) ? drawTasks[task as DrawTaskName] : null;
}

/** Whether a task fills cells among known ones of a picture, without looking at another picture. */
export function fillsCells(task: TaskName): boolean {
  return drawEntryOf(task)?.defaults === 'inpainting';
}
