import { StudioError } from '../contract/errors.ts';
import { fatal } from '../contract/picture-refusals.ts';
import { type PictureClient, type PictureService, pictureService } from '../contract/picture-service.ts';
import type { CallOptions, Client, Method } from '../contract/service.ts';

type Cancelling = Pick<CallOptions<Method>, 'signal'>;

/** The limit of tries in a row in which the process began no picture. */
const TRIES = 20;
/**
 * Deaths of the process after which a picture is refused. One death may be due to another picture, which ended the
 * process before an answer arrived.
 */
const DEATHS = 3;

/**
 * The decoder for its callers. Its process ends itself when a picture exceeds its limits. A call that had not begun is
 * then repeated, and a picture under which the process dies several times is refused.
 * @param connected a client of the running process, which it starts or connects to where needed
 */
export function pictureClient(connected: () => Client<PictureService>): PictureClient {
  // Counted over all calls: a process that keeps ending still makes progress while it begins pictures.
  let begunByAll = 0;
  const call = async <K extends keyof PictureService>(
    method: K,
    params: { readonly name?: string },
    options: Cancelling = {},
  ) => {
    let deaths = 0;
    let fruitless = 0;
    for (;;) {
      const before = begunByAll;
      let begun = false;
      const onEvent = () => {
        begun = true;
        begunByAll += 1;
      };
      try {
        const ask = connected()[method] as (params: unknown, options: CallOptions<Method>) => Promise<unknown>;
        return await ask(params, { onEvent, ...options });
      } catch (error) {
        if (!(error instanceof StudioError) || error.failure.kind !== 'service-lost') throw error;
        if (begun) deaths += 1;
        if (deaths === DEATHS) throw fatal(params.name ?? '', error);
        fruitless = begunByAll === before ? fruitless + 1 : 0;
        if (fruitless === TRIES) throw error;
      }
    }
  };
  const methods = Object.keys(pictureService).map((name) => [
    name,
    (params: object, options?: Cancelling) => call(name as keyof PictureService, params, options),
  ]);
  // The methods are made from the same table as the type.
  return Object.fromEntries(methods) as PictureClient;
}
