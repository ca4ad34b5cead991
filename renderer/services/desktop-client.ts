import { z } from 'zod';
import {
  type DesktopEvent,
  type DesktopService,
  desktopEventSchema,
  desktopService,
  type StudioBridge,
} from '../../preload/contract/desktop.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Params, Result } from '../../preload/contract/service.ts';

export type DesktopClient = {
  readonly [K in keyof DesktopService]: (params: Params<DesktopService[K]>) => Promise<Result<DesktopService[K]>>;
};

/** Calls of Electron main. Rejects with a `StudioError`: main's sentence, or 'internal' for an unfit answer. */
export function desktopClient(bridge: StudioBridge): DesktopClient {
  const methods = Object.entries(desktopService).map(([name, method]) => [
    name,
    async (params: unknown) => {
      const answer = method.result.safeParse(await ask(bridge, name, params));
      if (answer.success) return answer.data;
      throw new StudioError('internal', 'The window and the app did not understand each other. Please try again.', {
        detail: z.prettifyError(answer.error),
        retryable: true,
      });
    },
  ]);
  // Made from the table that the type is made from.
  return Object.fromEntries(methods) as DesktopClient;
}

async function ask(bridge: StudioBridge, name: string, params: unknown): Promise<unknown> {
  try {
    return await bridge.call(name, params);
  } catch (error) {
    // Of main's failures only the sentence crosses the bridge.
    throw new StudioError('bad-request', error instanceof Error ? error.message : 'The app refused this.');
  }
}

/** Events pushed by main; what does not fit the contract is left out. */
export function onDesktopEvent(bridge: StudioBridge, listener: (event: DesktopEvent) => void): () => void {
  return bridge.onEvent((raw) => {
    const event = desktopEventSchema.safeParse(raw);
    if (event.success) listener(event.data);
  });
}
