import type { CallOptions, Client, Params, Result } from '../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../preload/contract/store.ts';

/** The store's methods that read or write inside of one project. */
type ProjectMethod = {
  [K in keyof StoreService]: Params<StoreService[K]> extends { readonly projectId: string } ? K : never;
}[keyof StoreService];

/**
 * The store as one project sees it. No method takes a project: whoever holds this can write into no
 * other one, however much later it comes to that.
 */
export type ProjectStore = {
  readonly [K in ProjectMethod]: (
    params: Omit<Params<StoreService[K]>, 'projectId'>,
    options?: CallOptions<StoreService[K]>,
  ) => Promise<Result<StoreService[K]>>;
};

const projectMethods = Object.entries(storeService)
  .filter(([, { params }]) => Object.hasOwn(params.shape, 'projectId'))
  .map(([name]) => name as ProjectMethod);

/** @param client may have a part of the methods alone: a call of another one rejects */
export function storeOf(client: Partial<Client<StoreService>>, projectId: string): ProjectStore {
  const methods = projectMethods.map((name) => [
    name,
    async (params: object, options?: object) => {
      const method = client[name] as ((params: object, options?: object) => Promise<unknown>) | undefined;
      if (method === undefined) throw new Error(`The store has no method “${name}”.`);
      return method({ ...params, projectId }, options);
    },
  ]);
  // Made from the table that the type is made from.
  return Object.fromEntries(methods) as ProjectStore;
}
