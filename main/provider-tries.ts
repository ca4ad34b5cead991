import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Provider, providerNames } from '../preload/contract/providers.ts';
import { type Told, toldSchema } from '../preload/contract/told.ts';
import { isAlive } from './is-alive.ts';

/**
 * How the providers came out when the engine tried them, as `provider-tries.json` in the data folder. A try is written
 * down before it begins: a broken driver can end the process, and the next one must not walk into it again.
 */
const trySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('trying'), pid: z.int() }),
  z.object({ state: z.literal('good') }),
  z.object({ state: z.literal('failed'), ended: z.boolean(), told: toldSchema }),
]);
export type ProviderTry = z.infer<typeof trySchema>;

const triesSchema = z.partialRecord(z.enum(providerNames), trySchema);
export type ProviderTries = z.infer<typeof triesSchema>;

/** The file of a data folder. */
export const triesFile = (data: string) => join(data, 'provider-tries.json');

/** What is known; nothing where the file is absent or damaged. */
export function readTries(file: string): ProviderTries {
  try {
    return triesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** Writes down one try. Where that cannot be written, drawing goes on without it. */
export function keepTry(file: string, provider: Provider, outcome: ProviderTry): void {
  write(file, { ...readTries(file), [provider]: outcome });
}

/** Forgets how this provider came out, so that the engine tries it anew. */
export function forgetTry(file: string, provider: Provider): void {
  const { [provider]: _forgotten, ...others } = readTries(file);
  write(file, others);
}

/** Forgets the tries that are under way, where it is the studio itself that ends the process. */
export function forgetUnfinished(file: string): void {
  const tries = readTries(file);
  const unfinished = providerNames.filter((name) => tries[name]?.state === 'trying');
  for (const provider of unfinished) forgetTry(file, provider);
}

/** Whether an earlier process began this try and is gone without an outcome. */
export function wasBrokenOff(known: ProviderTry | undefined): boolean {
  return known?.state === 'trying' && known.pid !== process.pid && !isAlive(known.pid);
}

/** The sentence about a provider that took its process down; null where it has not. */
export function endedBy(known: ProviderTry | undefined): Told | null {
  return known?.state === 'failed' && known.ended ? known.told : null;
}

function write(file: string, tries: ProviderTries): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(tries), { flush: true });
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}
