import { unlessAborted, type Working } from '../../document/long-work.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { PixelCommandParts } from './pixel-change.ts';

/** The parts of work that can be cancelled: everything that takes long rejects as soon as it is. */
export function workingParts(parts: PixelCommandParts, working: Working): PixelCommandParts {
  const { page, decoder, pixelWork } = parts;
  const { signal } = working;
  const until = <T>(promise: Promise<T>): Promise<T> => unlessAborted(promise, signal);
  return {
    ...parts,
    page: {
      ...page,
      rasteriseMask: () => until(page.rasteriseMask()),
      composed: (part, read) => page.composed(part, read, working),
    },
    decoder: {
      ...decoder,
      read: (params) => until(decoder.read(params)),
      pack: (params) => until(decoder.pack(params)),
      resize: (params) => until(decoder.resize(params)),
    },
    pixelWork: withSignal(pixelWork, signal),
  };
}

/** The same work on pixels. Its threads end where the signal is aborted. */
function withSignal(work: PixelWork, signal: AbortSignal): PixelWork {
  return {
    ...work,
    tiles: (raster) => work.tiles(raster, signal),
    joined: (size, tiles) => work.joined(size, tiles, signal),
    part: (mask) => work.part(mask, signal),
    layerMask: (wanted) => work.layerMask(wanted, signal),
    invertMask: (mask, layer) => work.invertMask(mask, layer, signal),
    maskTiles: (mask, layer) => work.maskTiles(mask, layer, signal),
    applyMask: (raster, mask) => work.applyMask(raster, mask, signal),
    clear: (raster, region, layer) => work.clear(raster, region, layer, signal),
  };
}
