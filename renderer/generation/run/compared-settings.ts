import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type CacheSettings, speedOf } from '../../../preload/contract/speed.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';

/** What can differ between how two pictures were made, in the order in which it is told. */
export const comparedNames = [
  'task',
  'variant',
  'words',
  'leftOut',
  'seed',
  'steps',
  'textGuidance',
  'imageGuidance',
  'samplingTemperature',
  'speed',
  'strength',
  'sides',
  'feather',
  'maskGrowth',
  'contextMargin',
  'branch',
  'size',
  'page',
  'region',
  'givenPicture',
  'givenStyle',
  'model',
  'modelHash',
  'modelPrecision',
  'provider',
] as const;
export type ComparedName = (typeof comparedNames)[number];

/** Those whose values are hashes of the project's pictures. */
export const comparedPictures: readonly ComparedName[] = ['region', 'givenPicture', 'givenStyle'];

/** Null where the picture has no such setting. */
export type ComparedValue = string | number | null;

/** A setting in which two pictures differ. */
export interface Difference {
  readonly name: ComparedName;
  readonly values: readonly [ComparedValue, ComparedValue];
}

/** In what two pictures were made differently. */
export function settingsThatDiffer(one: ListedGeneration, other: ListedGeneration): readonly Difference[] {
  const values = [settingsOf(one), settingsOf(other)] as const;
  return comparedNames.flatMap((name): Difference[] => {
    const [a, b] = [values[0][name], values[1][name]];
    // The hash of a model says something only where its name does not.
    const isTold = name === 'modelHash' && values[0].model !== values[1].model;
    return a === b || isTold ? [] : [{ name, values: [a, b] }];
  });
}

function settingsOf(generation: ListedGeneration): Readonly<Record<ComparedName, ComparedValue>> {
  const { settings, details, frame } = generation;
  const { sides } = details;
  return {
    task: generation.task,
    variant: details.variant ?? null,
    words: generation.prompt,
    leftOut: settings.negativePrompt ?? null,
    seed: generation.seed,
    steps: settings.steps,
    textGuidance: settings.textGuidance,
    imageGuidance: settings.imageGuidance ?? null,
    samplingTemperature: settings.samplingTemperature,
    speed: speedOf(drawTaskOf(generation.task), settings) ?? dialsOf(settings.cache),
    strength: details.strength ?? null,
    sides: sides === undefined ? null : [sides.left, sides.top, sides.right, sides.bottom].join(' · '),
    feather: details.feather ?? null,
    maskGrowth: details.maskGrowth ?? null,
    contextMargin: details.contextMargin ?? null,
    branch: details.branch?.stepsDone ?? null,
    size: `${frame.width} × ${frame.height}`,
    page: `${generation.pageWidth} × ${generation.pageHeight}`,
    region: generation.mask,
    givenPicture: generation.givenPicture,
    givenStyle: generation.givenStyle,
    model: generation.modelName,
    modelHash: generation.modelHash.slice(0, 12),
    modelPrecision: generation.modelPrecision,
    provider: generation.provider,
  };
}

/** The dials of a speed that no preset has. */
function dialsOf(cache: CacheSettings | undefined): string | null {
  return cache === undefined ? null : Object.values(cache).join(' · ');
}
