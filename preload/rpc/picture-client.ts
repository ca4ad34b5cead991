import { StudioError } from '../contract/errors.ts';
import { fatal } from '../contract/picture-refusals.ts';
import type { PictureClient, PictureService } from '../contract/picture-service.ts';
import type { CallOptions, Client, Method } from '../contract/service.ts';

/** Of tries in a row in which the process began no picture at all. */
const TRIES = 20;
/** An answer may be lost on its way when the next picture ends the process: only who sees it die again and again is to blame. */
const DEATHS = 3;

/**
 * The decoder as its callers see it: it ends itself when a picture oversteps, so a call that had not
 * begun is made again, and a picture under which the process dies is refused in a sentence.
 * @param connected a client of the process that runs now; connects or starts it where that is needed
 */
export function pictureClient(connected: () => Client<PictureService>): PictureClient {
  // Of all calls: while pictures are begun, a process that ends again and again still gets through them.
  let begunByAll = 0;
  const call = async <K extends keyof PictureService>(method: K, params: { readonly name?: string }) => {
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
        return await ask(params, { onEvent });
      } catch (error) {
        if (!(error instanceof StudioError) || error.failure.kind !== 'service-lost') throw error;
        if (begun) deaths += 1;
        if (deaths === DEATHS) throw fatal(params.name ?? '', error);
        fruitless = begunByAll === before ? fruitless + 1 : 0;
        if (fruitless === TRIES) throw error;
      }
    }
  };
  return {
    show: (params) => call('show', params) as ReturnType<PictureClient['show']>,
    read: (params) => call('read', params) as ReturnType<PictureClient['read']>,
    thumbnail: (params) => call('thumbnail', params) as ReturnType<PictureClient['thumbnail']>,
    convert: (params) => call('convert', params as object) as ReturnType<PictureClient['convert']>,
    pack: (params) => call('pack', params as object) as ReturnType<PictureClient['pack']>,
    encode: (params) => call('encode', params as object) as ReturnType<PictureClient['encode']>,
  };
}
