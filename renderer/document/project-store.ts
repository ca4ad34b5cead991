import type { CallOptions, Client, Params, Result } from '../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../preload/contract/store.ts';

/** The store's methods that read or write inside one project. */
type ProjectMethod = {
  [K in keyof StoreService]: Params<StoreService[K]> extends { readonly projectId: string } ? K : never;
}[keyof StoreService];

/**
 * The store bound to one project. No method takes a project id, so code that holds it cannot write into another
 * project, however late it runs.
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

/** @param client may have only some of the methods; a call to a missing one rejects */
export function storeOf(client: Partial<Client<StoreService>>, projectId: string): ProjectStore {
  const methods = projectMethods.map((name) => [
    name,
    async (params: object, options?: object) => {
      const method = client[name] as ((params: object, options?: object) => Promise<unknown>) | undefined;
      if (method === undefined) throw new Error(`The store has no method “${name}”.`);
      return method({ ...params, projectId }, options);
    },
  ]);
  // The methods come from the same table as the type.
  return Object.fromEntries(methods) as ProjectStore;
}
