import { setTimeout as sleep } from 'node:timers/promises';
import {
  cancelledError,
  type DrawingPlan,
  type Family,
  type FamilyModel,
  type Finished,
} from '../../main/engine/families/family.ts';
import type { DrawRequest } from '../../preload/contract/drawing.ts';
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';

/**
 * A family that has nothing of a token grid: it draws grey dots, so many a step, whose shade is the seed. It knows
 * drawing from words and redrawing a part, answers in no words and keeps no trace.
 */
export const dots: Family = {
  name: 'dots',
  open: async ({ path, manifest }) => modelOf(path, manifest),
};

const STEP_MS = 2;

function modelOf(folder: string, manifest: Manifest): FamilyModel {
  return {
    folder,
    manifest,
    provider: 'cpu',
    runtime: 'none 1.0',
    runningSeconds: () => 0,
    freeBytes: () => null,
    planDrawing: async (request) => planOf(request),
    planAnswer: null,
    replay: null,
    close: async () => undefined,
  };
}

function planOf(request: DrawRequest): DrawingPlan {
  const region = request.task === 'retouch' ? { picture: request.picture, mask: request.regionMask } : null;
  const { width, height } = region?.picture ?? (request as { readonly width: number; readonly height: number });
  const frame: Frame = { x: 0, y: 0, width, height };
  const { steps } = request.settings;
  return {
    frame,
    region,
    forecast: { seconds: (steps * STEP_MS) / 1000, bytes: 1 },
    steps: { before: 0, of: steps },
    sample: async (seeds, { onStep, cancelled }) => {
      for (let done = 1; done <= steps; done++) {
        await sleep(STEP_MS);
        if (cancelled()) throw cancelledError();
        const draw = async () => dotted(frame, seeds[0] ?? 0, done / steps, region?.mask);
        await onStep({ done, preview: done < steps ? { seconds: 0, draw } : null });
      }
      return seeds.map((seed) => ({
        seed,
        finish: async (): Promise<Finished> => ({
          patch: dotted(frame, seed, 1, region?.mask),
          trace: null,
          redrawnCells: [],
          record: { dots: String(width * height) },
        }),
      }));
    },
    finished: () => undefined,
  };
}

/** The first `share` of the pixels; clear outside of the mask. */
function dotted({ width, height }: Frame, seed: number, share: number, mask: RegionMask | undefined): Raster {
  const rgba = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < share * width * height; pixel++) {
    if (mask === undefined || mask.values[pixel] !== 0) rgba.set([seed, seed, seed, 255], 4 * pixel);
  }
  return { width, height, rgba };
}
