import type { Manifest } from './manifest.ts';
import { type DrawTaskName, drawEntryOf, drawTasks, type TaskName } from './tasks.ts';

/** Reads from a model's manifest which tasks the model was trained for, and the settings from which they start. */

/** Whether a model was trained for a task, or for the task that it rests on. */
export function knowsTask(manifest: Pick<Manifest, 'tasks'>, task: TaskName): boolean {
  const enough = drawEntryOf(task)?.restsOn ?? task;
  return manifest.tasks.includes(task) || manifest.tasks.includes(enough);
}

/** Tasks whose kinds a manifest can list. */
export type KindTask = keyof NonNullable<Manifest['kinds']>;

/** Returns the kinds of a task that a model was trained for. */
export function knownKinds(manifest: Pick<Manifest, 'kinds'>, task: KindTask): readonly string[] {
  return manifest.kinds?.[task] ?? drawTasks[task].variants;
}

export interface DrawDefaults {
  readonly steps: number;
  readonly textGuidance: number;
  readonly samplingTemperature: number;
  /** Present only where a picture is a condition of the drawing. */
  readonly imageGuidance?: number;
}

/** Returns the settings from which a drawing task starts with this model. */
export function drawDefaults({ defaults }: Pick<Manifest, 'defaults'>, task: DrawTaskName): DrawDefaults {
  const group = drawTasks[task].defaults;
  if (group !== 'imageToImage') return defaults[group];
  const { textToImage, imageToImage } = defaults;
  // A model without such defaults takes the reference's two scales, and its own steps and temperature of textToImage.
  if (imageToImage === undefined) return { ...textToImage, textGuidance: 2.5, imageGuidance: 4 };
  const { steps, textGuidance, imageGuidance, samplingTemperature } = imageToImage;
  return { steps, textGuidance, imageGuidance, samplingTemperature };
}

/** Pixels. With a given picture the reference draws at half its usual side, as one sequence has to hold both. */
const LARGEST_BESIDE_A_PICTURE = 512;

/** Returns the size in pixels at which a picture is drawn from another one. */
export function imageToImageSize(manifest: Pick<Manifest, 'defaults' | 'nativeSizes'>): {
  readonly width: number;
  readonly height: number;
} {
  const own = manifest.defaults.imageToImage?.size;
  if (own !== undefined) return own;
  const { width, height } = manifest.nativeSizes[0] ?? { width: 512, height: 512 };
  return { width: Math.min(width, LARGEST_BESIDE_A_PICTURE), height: Math.min(height, LARGEST_BESIDE_A_PICTURE) };
}
