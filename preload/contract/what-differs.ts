import type { EngineStatus } from './engine.ts';
import type { ListedGeneration } from './records.ts';

/** What decides, besides the request, which bytes a drawing comes to. In the order in which it is told. */
export const makings = ['model', 'modelHash', 'precision', 'provider', 'studio', 'runtime'] as const;
export type Making = (typeof makings)[number];

/** What made a drawing. */
export type MadeWith = Pick<ListedGeneration, 'modelName' | 'modelHash' | 'modelPrecision' | 'provider' | 'versions'>;

/** A difference between what made a drawing and what would draw it now. Null where a record does not tell. */
export interface MakingDiffers {
  readonly name: Making;
  readonly made: string | null;
  readonly now: string;
}

/** In what a replay would be drawn differently. Empty where it must come to the same bytes. */
export function whatDiffers(
  record: MadeWith,
  { manifest, provider, versions }: EngineStatus,
): readonly MakingDiffers[] {
  const before: Readonly<Record<Making, string | null>> = {
    model: record.modelName,
    modelHash: record.modelHash,
    precision: record.modelPrecision,
    provider: record.provider,
    studio: record.versions?.studio ?? null,
    runtime: record.versions?.runtime ?? null,
  };
  const now: Readonly<Record<Making, string | null>> = {
    model: manifest.name,
    modelHash: manifest.modelHash,
    precision: manifest.precision,
    provider,
    studio: versions?.studio ?? null,
    runtime: versions?.runtime ?? null,
  };
  return makings.flatMap((name): MakingDiffers[] => {
    const [made, after] = [before[name], now[name]];
    // A record of an older studio tells no versions, which says nothing about its bytes.
    if (made === null || after === null || made === after) return [];
    return [{ name, made, now: after }];
  });
}

/** Whether the model is another one than the drawing was made with. */
export const isOtherModel = (differences: readonly MakingDiffers[]): boolean =>
  differences.some(({ name }) => name === 'modelHash');
