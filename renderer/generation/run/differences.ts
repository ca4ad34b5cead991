import type { Generation } from '../../../preload/contract/records.ts';

/** What one of several drawings has that not all of them have; null where they are alike in it. */
export interface Differences {
  readonly prompt: string | null;
  readonly seed: number | null;
  readonly steps: number | null;
  readonly textGuidance: number | null;
  readonly samplingTemperature: number | null;
  readonly strength: number | null;
}

type Compared = Pick<Generation, 'prompt' | 'seed' | 'settings' | 'details'>;

/** For each drawing, in what it differs from others among them. */
export function differencesOf(drawings: readonly Compared[]): readonly Differences[] {
  const told = drawings.map(({ prompt, seed, settings, details }) => ({
    prompt,
    seed,
    steps: settings.steps,
    textGuidance: settings.textGuidance,
    samplingTemperature: settings.samplingTemperature,
    strength: details.strength ?? null,
  }));
  const differs = (key: keyof Differences): boolean => new Set(told.map((one) => one[key])).size > 1;
  return told.map((one) => ({
    prompt: differs('prompt') ? one.prompt : null,
    seed: differs('seed') ? one.seed : null,
    steps: differs('steps') ? one.steps : null,
    textGuidance: differs('textGuidance') ? one.textGuidance : null,
    samplingTemperature: differs('samplingTemperature') ? one.samplingTemperature : null,
    strength: differs('strength') ? one.strength : null,
  }));
}
