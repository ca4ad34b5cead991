import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';

/** The version of new rows' JSON columns. A change of the contract that older rows do not fit raises it. */
export const JSON_VERSION = 2;

/** Turns a column's value into the next version's. It returns a value that it does not understand unchanged. */
type Upgrade = (value: unknown) => unknown;

const oldDials = z.looseObject({ keepKnown: z.boolean(), followFixed: z.boolean() });

/** Some settings of version 1 say by two switches what the cache computes. */
function upgradeSettings(value: unknown): unknown {
  const settings = z.looseObject({ cache: oldDials }).safeParse(value);
  if (!settings.success) return value;
  const { keepKnown, followFixed: _, ...cache } = settings.data.cache;
  return { ...settings.data, cache: { ...cache, knownInterval: keepKnown ? null : 1, choice: 'least-sure' } };
}

/** By column: the upgrades from version 1 on. */
const upgrades: Readonly<Record<string, readonly Upgrade[]>> = { settings: [upgradeSettings] };

/**
 * A JSON column of any version as the contract's type.
 * @throws StudioError, ZodError or SyntaxError where the column holds something else
 */
export function readJson<S extends z.ZodType>(schema: S, column: string, text: string, version: number): z.infer<S> {
  if (version > JSON_VERSION) {
    const detail = `${column} is of version ${version}, this studio knows ${JSON_VERSION}`;
    throw StudioError.of('records.newer', {}, { detail });
  }
  const steps = (upgrades[column] ?? []).slice(version - 1);
  return schema.parse(steps.reduce((value, step) => step(value), JSON.parse(text) as unknown));
}
