import { StudioError } from '../contract/errors.ts';
import { fatal } from '../contract/picture-refusals.ts';
import type { PictureClient, PictureService } from '../contract/picture-service.ts';
import type { CallOptions, Client, Method } from '../contract/service.ts';

/** Each of them may be met by the death of a process that another picture has caused. */
const TRIES = 20;
/** An answer may be lost on its way when the next picture ends the process: only who sees it die again and again is to blame. */
const DEATHS = 3;

/**
 * The decoder as its callers see it: it ends itself when a picture oversteps, so a call that had not
 * begun is made again, and a picture under which the process dies is refused in a sentence.
 * @param connected a client of the process that runs now; connects or starts it where that is needed
 */
export function pictureClient(connected: () => Client<PictureService>): PictureClient {
  const call = async <K extends keyof PictureService>(method: K, params: { readonly name?: string }) => {
    let deaths = 0;
    for (let tries = 1; ; tries++) {
      let begun = false;
      const onEvent = () => {
        begun = true;
      };
      try {
        const ask = connected()[method] as (params: unknown, options: CallOptions<Method>) => Promise<unknown>;
        return await ask(params, { onEvent });
      } catch (error) {
        if (!(error instanceof StudioError) || error.failure.kind !== 'service-lost') throw error;
        if (begun) deaths += 1;
        if (deaths === DEATHS) throw fatal(params.name ?? 'The picture', error);
        if (tries === TRIES) throw error;
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
