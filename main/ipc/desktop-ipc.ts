import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import { z } from 'zod';
import { channels } from '../../preload/contract/channels.ts';
import { type DesktopService, desktopService } from '../../preload/contract/desktop.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Method, Params, Result } from '../../preload/contract/service.ts';
import { isOurPage } from '../windows/policy.ts';

/** What the shell does for the window that asks. */
export type DesktopHandlers = {
  readonly [K in keyof DesktopService]: (
    params: Params<DesktopService[K]>,
    window: BrowserWindow,
  ) => Promise<Result<DesktopService[K]>> | Result<DesktopService[K]>;
};

/**
 * Answers the page's calls to main. It refuses calls from any frame but our page's top frame and validates
 * parameters before a handler receives them. Failures travel as values, since Electron flattens errors to text.
 */
export function handleDesktopCalls(handlers: DesktopHandlers, windowOf: (frame: WebFrameMain) => BrowserWindow | null) {
  ipcMain.handle(channels.call, async (event, name: unknown, raw: unknown) => {
    try {
      const window = event.senderFrame && isOurPage(event.senderFrame) ? windowOf(event.senderFrame) : null;
      if (!window) throw StudioError.of('desktop.stranger', {});
      const { params, handler } = check(handlers, name, raw);
      return { result: await handler(params, window) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  });
}

function check(handlers: DesktopHandlers, name: unknown, raw: unknown) {
  if (typeof name !== 'string' || !Object.hasOwn(desktopService, name)) {
    throw StudioError.of('desktop.unknown', {});
  }
  const key = name as keyof DesktopService;
  const method: Method = desktopService[key];
  const params = method.params.safeParse(raw);
  if (!params.success) {
    throw StudioError.of(
      'services.not-allowed',
      { name },
      {
        detail: z.prettifyError(params.error),
      },
    );
  }
  // Table and handlers share their keys and types, which a lookup by name loses.
  return { params: params.data, handler: handlers[key] as (params: unknown, window: BrowserWindow) => unknown };
}
