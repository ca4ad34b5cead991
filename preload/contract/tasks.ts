import { controlKinds, type Manifest, predictKinds, type TaskName } from './manifest.ts';

/** What can be told of the tasks without loading a model: who knows which, and what they come with. */

/**
 * Tasks that ask nothing of a model beyond another one: extending, varying and mixing pictures are
 * filling masked cells among known ones, with the same words around them, as retouching is.
 */
export const restsOn: { readonly [task in TaskName]?: TaskName } = {
  extend: 'retouch',
  vary: 'retouch',
  mix: 'retouch',
};

/** Whether a model was trained for a task, or for the one that it rests on. */
export function knowsTask(manifest: Pick<Manifest, 'tasks'>, task: TaskName): boolean {
  const needed = restsOn[task];
  return manifest.tasks.includes(task) || (needed !== undefined && manifest.tasks.includes(needed));
}

/** Tasks that come in kinds, by what the picture that is given or made is. */
export const taskKinds = { control: controlKinds, predict: predictKinds } as const;
export type KindTask = keyof typeof taskKinds;

/** The kinds of a task that a model was trained for. */
export function knownKinds(manifest: Pick<Manifest, 'kinds'>, task: KindTask): readonly string[] {
  return manifest.kinds?.[task] ?? taskKinds[task];
}

/** Whether a task fills cells among known ones of a picture, and looks at no picture beside it. */
export function fillsCells(task: TaskName): boolean {
  return task === 'retouch' || restsOn[task] === 'retouch';
}

const groups = {
  generate: 'textToImage',
  retouch: 'inpainting',
  extend: 'inpainting',
  vary: 'inpainting',
  mix: 'inpainting',
} as const;

export interface DrawDefaults {
  readonly steps: number;
  readonly textGuidance: number;
  readonly samplingTemperature: number;
  /** Only where a picture comes in as a condition. */
  readonly imageGuidance?: number;
}

/** The settings that a drawing task starts from with this model. */
export function drawDefaults(manifest: Pick<Manifest, 'defaults'>, task: TaskName): DrawDefaults {
  const { textToImage, imageToImage } = manifest.defaults;
  const group = Object.hasOwn(groups, task) ? groups[task as keyof typeof groups] : null;
  if (group !== null) return manifest.defaults[group];
  if (imageToImage !== undefined) {
    const { steps, textGuidance, imageGuidance, samplingTemperature } = imageToImage;
    return { steps, textGuidance, imageGuidance, samplingTemperature };
  }
  // The reference's two scales; pace and temperature as the model draws from words.
  return { ...textToImage, textGuidance: 2.5, imageGuidance: 4 };
}

/** Pixels. The reference works at half its own side where a picture comes in: both must fit one sequence. */
const LARGEST_BESIDE_A_PICTURE = 512;

/** The size at which a picture is drawn from another one. */
export function imageToImageSize(manifest: Pick<Manifest, 'defaults' | 'nativeSizes'>): {
  readonly width: number;
  readonly height: number;
} {
  const own = manifest.defaults.imageToImage?.size;
  if (own !== undefined) return own;
  const { width, height } = manifest.nativeSizes[0] ?? { width: 512, height: 512 };
  return { width: Math.min(width, LARGEST_BESIDE_A_PICTURE), height: Math.min(height, LARGEST_BESIDE_A_PICTURE) };
}
