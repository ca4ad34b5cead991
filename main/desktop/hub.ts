import type { Precision } from '../../preload/contract/manifest.ts';
import type { HubDesk } from '../models/hub-desk.ts';
import type { HubToken } from './hub-token.ts';

const done = (work: Promise<unknown>) => work.then(() => ({}));

/** Answers the page that adds a model from the hub. */
export function hubHandlers(desk: HubDesk, token: HubToken, endpoint: string) {
  return {
    hub: async () => {
      await desk.measure();
      return desk.now;
    },
    lookOnHub: async ({ repository, revision }: { readonly repository: string; readonly revision: string }) => ({
      found: await desk.look(repository, revision),
    }),
    fetchFromHub: ({ found, precision, keeps }: { found: string; precision: Precision; keeps: boolean }) =>
      done(desk.begin(found, precision, keeps)),
    pauseFetch: () => done(desk.pause()),
    goOnFetching: () => {
      desk.goOn();
      return {};
    },
    dropFetch: () => done(desk.drop()),
    setHubToken: async ({ token: text }: { readonly token: string | null }) => {
      await token.set(endpoint, text);
      desk.refresh();
      return {};
    },
  };
}
