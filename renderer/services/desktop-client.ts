import { z } from 'zod';
import {
  type DesktopEvent,
  type DesktopService,
  desktopEventSchema,
  desktopService,
  type StudioBridge,
} from '../../preload/contract/desktop.ts';
import { failureSchema, StudioError } from '../../preload/contract/errors.ts';
import type { Params, Result } from '../../preload/contract/service.ts';

export type DesktopClient = {
  readonly [K in keyof DesktopService]: (params: Params<DesktopService[K]>) => Promise<Result<DesktopService[K]>>;
};

/**
 * Calls to Electron's main process. A call rejects with a `StudioError`: main's own failure, or 'internal' for an
 * answer that does not fit the contract.
 */
export function desktopClient(bridge: StudioBridge): DesktopClient {
  const methods = Object.entries(desktopService).map(([name, method]) => [
    name,
    async (params: unknown) => {
      const answer = method.result.safeParse(await ask(bridge, name, params));
      if (answer.success) return answer.data;
      throw StudioError.of(
        'services.unfit',
        {},
        {
          detail: z.prettifyError(answer.error),
          retryable: true,
        },
      );
    },
  ]);
  // The methods come from the same table as the type.
  return Object.fromEntries(methods) as DesktopClient;
}

const answerSchema = z.union([z.object({ failure: failureSchema }), z.object({ result: z.unknown() })]);

async function ask(bridge: StudioBridge, name: string, params: unknown): Promise<unknown> {
  const answer = answerSchema.safeParse(await bridge.call(name, params).catch(refused));
  if (!answer.success) return undefined;
  if ('failure' in answer.data) throw StudioError.from(answer.data.failure);
  return answer.data.result;
}

/** Throws for a call that main could not answer at all. */
function refused(cause: unknown): never {
  throw StudioError.of('services.refused', {}, { cause, detail: String(cause) });
}

/** Listens to events from main. An event that does not fit the contract is ignored. */
export function onDesktopEvent(bridge: StudioBridge, listener: (event: DesktopEvent) => void): () => void {
  return bridge.onEvent((raw) => {
    const event = desktopEventSchema.safeParse(raw);
    if (event.success) listener(event.data);
  });
}
