import { type DrawRequest, drawRequestSchema } from '../../../preload/contract/drawing.ts';
import { drawTasks } from '../../../preload/contract/tasks.ts';
import type { RunSnapshot } from './snapshot.ts';

/** This is the only place that turns a run into a request to the engine. It selects the inputs that the task takes. */
export function buildDrawRequest(snapshot: RunSnapshot, seed: number, resume?: DrawRequest['resume']): DrawRequest {
  const { task, prompt, size, settings, details } = snapshot;
  const all: Readonly<Record<string, unknown>> = {
    ...snapshot.pictures,
    ...details,
    prompt,
    ...size,
    size,
    regionMask: snapshot.regionMask,
    ...(snapshot.freezeMask && { freezeMask: snapshot.freezeMask }),
    feather: details.feather ?? null,
    contextMargin: details.contextMargin ?? null,
  };
  const inputs = Object.keys(drawTasks[task].inputs).filter((input) => Object.hasOwn(all, input));
  const given = Object.fromEntries(inputs.map((input) => [input, all[input]]));
  const verify = snapshot.verify && { verify: true };
  return drawRequestSchema.parse({ task, ...given, settings, seed, ...(resume && { resume }), ...verify });
}
