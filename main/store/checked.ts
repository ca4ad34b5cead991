import type { Handlers } from '../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../preload/contract/store.ts';
import { unreadable } from './failures.ts';

/**
 * The handlers with their results checked by the contract. A result that does not fit comes from the project's file and
 * is no bug.
 */
export function checked(handlers: Handlers<StoreService>): Handlers<StoreService> {
  type Any = (params: unknown, context: unknown) => Promise<unknown>;
  const entries = Object.entries(storeService).map(([name, { result }]) => {
    const handler = handlers[name as keyof StoreService] as Any;
    const answer: Any = async (params, context) => {
      const parsed = result.safeParse(await handler(params, context));
      if (parsed.success) return parsed.data;
      throw unreadable('project', null, parsed.error);
    };
    return [name, answer];
  });
  // The same keys, and the same types behind them.
  return Object.fromEntries(entries) as Handlers<StoreService>;
}
