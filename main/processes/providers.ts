import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { type ProviderState, providerStateSchema } from '../../preload/contract/providers.ts';
import { lineJob } from './line-job.ts';
import type { Spawn } from './service-child.ts';

/** A list takes a second. A library that hangs as it is loaded must not keep the page waiting. */
const PATIENCE_MS = 20_000;

const answerSchema = z.object({ providers: z.array(providerStateSchema) });

/** Lists the providers in a process of its own. Rejects with a `StudioError`. @param spawn starts provider-trial.js */
export async function askForProviders(spawn: Spawn): Promise<ProviderState[]> {
  const job = lineJob({
    spawn,
    answer: answerSchema,
    progress: z.never(),
    ended: () => StudioError.of('services.no-providers', {}),
    onLine: () => undefined,
  });
  const timer = setTimeout(() => void job.kill(), PATIENCE_MS);
  return (await job.answer.finally(() => clearTimeout(timer))).providers;
}
