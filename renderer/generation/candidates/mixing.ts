import { type DrawRequest, drawRequestSchema } from '../../../preload/contract/drawing.ts';
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import type { CanvasCandidate } from '../run/run-types.ts';
import type { RunSnapshot } from '../run/snapshot.ts';
import { needsOf } from '../tasks/tasks.ts';

/** Takes a painted part of one candidate over into another. */

/** The width of the border that is redrawn, in cells, on both sides of the line together. */
const BORDER = 2;

/** True for a whole picture with a trace. A part cannot be mixed, since it belongs to the page around it. */
function isMixable(candidate: CanvasCandidate): candidate is CanvasCandidate & { readonly trace: PictureTrace } {
  return candidate.trace !== null && !needsOf(candidate.result.task).region;
}

/** Indexes of the candidates whose parts can be mixed into the one at `shown`. */
export function mixableWith(candidates: readonly CanvasCandidate[], shown: number): number[] {
  const one = candidates[shown];
  if (one === undefined || !isMixable(one)) return [];
  const alike = (other: CanvasCandidate) =>
    isMixable(other) &&
    other.trace.columns === one.trace.columns &&
    other.trace.rows === one.trace.rows &&
    other.size.width === one.size.width &&
    other.size.height === one.size.height;
  return candidates.flatMap((other, index) => (index !== shown && alike(other) ? [index] : []));
}

/** The painted region in the pixels of a picture that lies on the page in `frame`. */
export function maskOnPicture(mask: RegionMask, frame: Frame, { width, height }: CanvasCandidate['size']): RegionMask {
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

/** A picture with its trace. */
export interface Drawing {
  readonly picture: Raster;
  readonly trace: PictureTrace;
}

/** @param regionMask has the size of the pictures; the second picture is taken where it is set */
export function mixRequest(
  first: Drawing,
  second: Drawing,
  regionMask: RegionMask,
  { prompt, settings, verify }: Pick<RunSnapshot, 'prompt' | 'settings' | 'verify'>,
  seed: number,
): DrawRequest {
  const { imageGuidance: _, ...own } = settings;
  return drawRequestSchema.parse({
    task: 'mix',
    prompt,
    ...first,
    second,
    regionMask,
    border: BORDER,
    feather: null,
    settings: own,
    seed,
    ...(verify && { verify }),
  });
}
