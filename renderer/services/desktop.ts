import {
  type DesktopEvent,
  desktopEventSchema,
  desktopService,
  type StudioBridge,
} from '../../preload/contract/desktop.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Client } from '../../preload/contract/service.ts';

/** Electron main's own calls. Rejects with a `StudioError` whose sentence main has chosen. */
export function desktopClient(bridge: Pick<StudioBridge, 'call'>): Client<typeof desktopService> {
  const methods = Object.entries(desktopService).map(([name, method]) => [
    name,
    async (params: unknown) => {
      let answer: unknown;
      try {
        answer = await bridge.call(name, params);
      } catch (cause) {
        throw new StudioError('internal', cause instanceof Error ? cause.message : String(cause), { cause });
      }
      return method.result.parse(answer);
    },
  ]);
  return Object.fromEntries(methods) as Client<typeof desktopService>;
}

/** What main tells the window, checked; anything else is ignored. */
export function onDesktopEvent(
  bridge: Pick<StudioBridge, 'onEvent'>,
  listener: (event: DesktopEvent) => void,
): () => void {
  return bridge.onEvent((raw) => {
    const event = desktopEventSchema.safeParse(raw);
    if (event.success) listener(event.data);
  });
}
