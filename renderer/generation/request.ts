import type { DrawRequest } from '../../preload/contract/engine.ts';
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { RunInput } from './session-types.ts';

/** What a retouch starts from: the page and the painted region, of the same size. */
export interface RetouchSource {
  readonly picture: Raster;
  readonly regionMask: RegionMask;
}

/** The one place where the prompt bar's words become a request of the engine. */
export function buildDrawRequest(input: RunInput, source: RetouchSource | null): DrawRequest {
  const { seed } = input;
  const prompt = input.prompt.trim();
  if (source === null) {
    const { width, height } = input.size;
    return { task: 'generate', prompt, width, height, settings: input.settings.generate, seed };
  }
  const { picture, regionMask } = source;
  const settings = input.settings.retouch;
  return { task: 'retouch', prompt, picture, regionMask, feather: null, contextMargin: null, settings, seed };
}
