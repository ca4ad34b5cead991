import { decode } from 'fast-png';
import { type DrawRequest, drawRequestSchema, type ImageSettings } from '../../preload/contract/engine.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { PictureTrace } from '../../preload/contract/task-inputs.ts';
import type { Candidate } from './session-types.ts';
import { needsOf } from './tasks.ts';

/** Taking a painted part of one candidate over into another. */

/** Cells of the border that is drawn anew, both sides of the line together. */
const BORDER = 2;

/** A whole picture with its trace. Parts that lie on a page are none: what is around them is the page's. */
type Mixable = Pick<Candidate, 'result' | 'size'> & { readonly trace: PictureTrace };

export function isMixable<C extends Candidate>(candidate: C): candidate is C & Mixable {
  return candidate.trace !== null && !needsOf(candidate.result.task).region;
}

/** Places of those that a part of the one at `shown` can come from. */
export function mixableWith(candidates: readonly Candidate[], shown: number): number[] {
  const one = candidates[shown];
  if (one === undefined || !isMixable(one)) return [];
  const alike = (other: Candidate) =>
    isMixable(other) &&
    other.trace.columns === one.trace.columns &&
    other.trace.rows === one.trace.rows &&
    other.size.width === one.size.width &&
    other.size.height === one.size.height;
  return candidates.flatMap((other, place) => (place !== shown && alike(other) ? [place] : []));
}

/** What is painted on the page, in the pixels of a picture that lies there in `frame`. */
export function maskOnPicture(mask: RegionMask, frame: Frame, { width, height }: Candidate['size']): RegionMask {
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const pageY = Math.floor(frame.y + ((y + 0.5) * frame.height) / height);
    if (pageY < 0 || pageY >= mask.height) continue;
    for (let x = 0; x < width; x++) {
      const pageX = Math.floor(frame.x + ((x + 0.5) * frame.width) / width);
      if (pageX < 0 || pageX >= mask.width) continue;
      values[y * width + x] = mask.values[pageY * mask.width + pageX] ?? 0;
    }
  }
  return { width, height, values };
}

/** @throws StudioError 'bad-picture' where a candidate is no PNG as the engine writes them */
function rasterOf({ result: { png } }: Pick<Candidate, 'result'>): Raster {
  try {
    const { width, height, data, channels, depth } = decode(png);
    if (depth !== 8 || (channels !== 3 && channels !== 4)) throw new Error(`${channels} channels of ${depth} bits`);
    const rgba = new Uint8Array(width * height * 4).fill(255);
    for (let pixel = 0; pixel < width * height; pixel++) {
      rgba.set(data.subarray(pixel * channels, (pixel + 1) * channels), pixel * 4);
    }
    return { width, height, rgba };
  } catch (cause) {
    throw new StudioError('bad-picture', 'One of the two pictures is damaged and cannot be mixed.', { cause });
  }
}

/** @param regionMask on the pictures: where the second one is taken */
export function mixRequest(
  first: Mixable,
  second: Mixable,
  regionMask: RegionMask,
  { prompt, settings }: { readonly prompt: string; readonly settings: ImageSettings },
): DrawRequest {
  const { imageGuidance: _, ...own } = settings;
  return drawRequestSchema.parse({
    task: 'mix',
    prompt,
    picture: rasterOf(first),
    trace: first.trace,
    second: { picture: rasterOf(second), trace: second.trace },
    regionMask,
    border: BORDER,
    feather: null,
    settings: own,
    seed: first.result.seed,
  });
}
