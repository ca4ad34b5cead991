/**
 * PROCESS: decodes pictures from outside.
 *
 * Job      decodes and encodes pictures, one at a time; answers `pictureService`
 * Inputs   bytes of files, from the window and the command line
 * Outputs  pixels of the working space (sRGB, 8 bits, straight alpha), or one sentence
 * Called   by main/services.ts, as a utility process or a plain Node process, and by child.ts
 * Ends     itself when a picture exceeds its time or memory, since libvips' threads cannot be
 *          stopped in any other way. It keeps no state and is started again.
 */
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../preload/contract/errors.ts';
import { tooHungry, tooSlow } from '../../preload/contract/picture-refusals.ts';
import { type PictureService, pictureService } from '../../preload/contract/picture-service.ts';
import type { Params } from '../../preload/contract/service.ts';
import { acceptConnections, tellReady } from '../../preload/rpc/parent.ts';
import { serve } from '../../preload/rpc/serve.ts';
import { logUncaught, problemsOf } from '../logs/to-main.ts';
import { checkedPixels, pack, read, resize, show, thumbnail } from './decode.ts';
import { convert, encode } from './encode.ts';
import { MOST_LAYERED_PIXELS } from './layered/limits.ts';
import { inLayeredThread } from './layered-thread.ts';
import { collectLeftovers, limitsFor, limitThisProcess, MOST_OWN_BYTES, watch } from './limits.ts';
import { writePicture } from './write-picture.ts';

/** Ends the process at once. Any softer end would wait for libvips' threads. */
const end = () => process.kill(process.pid, 'SIGKILL');

/** Time for the sentence to be sent before the process ends. */
const LAST_WORDS_MS = 50;

/** The name of a picture that the studio itself made. */
const NAMELESS = '';

type Begun = (event: { kind: 'begun' }) => void;

let last: Promise<unknown> = Promise.resolve();
/** Whether the process is ending. Waiting calls then go to the next process. */
let ending = false;
const never = new Promise<never>(() => undefined);

/** Ends the process when the caller cancels before the work is done, since nothing else stops libvips. */
async function cancellable<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const cancel = () => {
    ending = true;
    end();
  };
  signal?.addEventListener('abort', cancel);
  return work().finally(() => signal?.removeEventListener('abort', cancel));
}

/** Beside this file: layered-worker.ts in the sources, pictures-layered.js in a build. */
function layeredWorker(): Worker {
  const own = import.meta.url;
  return new Worker(new URL(own.endsWith('.ts') ? 'layered-worker.ts' : 'pictures-layered.js', own));
}

/** The pixels that are given, and those that are made of them. */
function pixelsIn({ raster, width, height }: Params<PictureService['writePicture']>): number {
  return raster.width * raster.height + width * height;
}

interface Turn {
  readonly name: string;
  readonly pixels: () => number;
  readonly send: Begun;
  /** Where given, cancelling the call ends the process. */
  readonly signal?: AbortSignal;
  /** Limit of the memory; absent means that of a picture from outside. */
  readonly bytes?: number;
}

/** Runs calls one after another, so that the picture that exceeds its limits is known and ends no other call. */
function inTurn<T>({ name, pixels, send, signal, bytes }: Turn, work: () => Promise<T>): Promise<T> {
  const mine = last.then(() => {
    if (ending) return never;
    if (signal?.aborted) throw StudioError.of('cancelled', {});
    collectLeftovers();
    const usual = limitsFor(pixels());
    const limits = { ...usual, bytes: bytes ?? usual.bytes };
    send({ kind: 'begun' });
    return new Promise<T>((resolve, reject) => {
      watch(limits, cancellable(work, signal), (why) => {
        ending = true;
        reject(why === 'time' ? tooSlow(name) : tooHungry(name));
        setTimeout(end, LAST_WORDS_MS);
      }).then(resolve, reject);
    });
  });
  last = mine.catch(() => undefined);
  return mine;
}

logUncaught('pictures');
limitThisProcess();
acceptConnections(
  (port) =>
    serve(
      pictureService,
      {
        show: ({ bytes, name }, { send }) =>
          inTurn({ name, pixels: () => checkedPixels(bytes, name), send }, () => show(bytes, name)),
        read: ({ bytes, name }, { send }) =>
          inTurn({ name, pixels: () => checkedPixels(bytes, name), send }, () => read(bytes, name)),
        thumbnail: ({ bytes, name, side }, { send }) =>
          inTurn({ name, pixels: () => checkedPixels(bytes, name), send }, () => thumbnail(bytes, name, side)),
        resize: ({ bytes, name, ...wanted }, { send }) =>
          inTurn({ name, pixels: () => checkedPixels(bytes, name) + wanted.width * wanted.height, send }, async () => ({
            png: await resize(bytes, name, wanted),
          })),
        convert: ({ raster, profile, depth }, { send }) =>
          inTurn({ name: NAMELESS, pixels: () => raster.width * raster.height, send }, async () => ({
            samples: await convert(raster, profile, depth),
          })),
        pack: ({ raster }, { send }) =>
          inTurn({ name: NAMELESS, pixels: () => raster.width * raster.height, send }, async () => ({
            png: await pack(raster),
          })),
        encode: ({ png, mediaType, paper }, { send }) =>
          inTurn({ name: NAMELESS, pixels: () => 8 * checkedPixels(png, NAMELESS), send }, async () => ({
            bytes: await encode(png, mediaType, paper),
          })),
        openLayered: (params, { send, signal }) =>
          inTurn({ name: params.name, pixels: () => MOST_LAYERED_PIXELS, send, signal }, () =>
            inLayeredThread(layeredWorker, 'openLayered', params),
          ),
        writeLayered: (params, { send, signal }) =>
          inTurn({ name: NAMELESS, pixels: () => MOST_LAYERED_PIXELS, send, signal, bytes: MOST_OWN_BYTES }, () =>
            inLayeredThread(layeredWorker, 'writeLayered', params),
          ),
        writePicture: (wanted, { send, signal }) =>
          inTurn({ name: NAMELESS, pixels: () => 8 * pixelsIn(wanted), send, signal }, async () => ({
            bytes: await writePicture(wanted),
          })),
      },
      port,
      problemsOf('pictures'),
    ),
  end,
);
tellReady();
