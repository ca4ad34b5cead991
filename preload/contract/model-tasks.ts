import type { Manifest } from './manifest.ts';
import { type DrawTaskName, drawEntryOf, drawTasks, type TaskName } from './tasks.ts';

/** What a model's manifest says of the tasks: which it was trained for, and what they start from with it. */

/** Whether a model was trained for a task, or for the one that it rests on. */
export function knowsTask(manifest: Pick<Manifest, 'tasks'>, task: TaskName): boolean {
  const enough = drawEntryOf(task)?.restsOn ?? task;
  return manifest.tasks.includes(task) || manifest.tasks.includes(enough);
}

/** Tasks of which a manifest says which kinds the model was trained for. */
export type KindTask = keyof NonNullable<Manifest['kinds']>;

/** The kinds of a task that a model was trained for. */
export function knownKinds(manifest: Pick<Manifest, 'kinds'>, task: KindTask): readonly string[] {
  return manifest.kinds?.[task] ?? drawTasks[task].variants;
}

export interface DrawDefaults {
  readonly steps: number;
  readonly textGuidance: number;
  readonly samplingTemperature: number;
  /** Only where a picture comes in as a condition. */
  readonly imageGuidance?: number;
}

/** The settings that a drawing task starts from with this model. */
export function drawDefaults({ defaults }: Pick<Manifest, 'defaults'>, task: DrawTaskName): DrawDefaults {
  const group = drawTasks[task].defaults;
  if (group !== 'imageToImage') return defaults[group];
  const { textToImage, imageToImage } = defaults;
  // Where the model has none: the reference's two scales, with steps and temperature of drawing from words.
  if (imageToImage === undefined) return { ...textToImage, textGuidance: 2.5, imageGuidance: 4 };
  const { steps, textGuidance, imageGuidance, samplingTemperature } = imageToImage;
  return { steps, textGuidance, imageGuidance, samplingTemperature };
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
