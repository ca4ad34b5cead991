import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { Frame, Raster } from '../../../preload/contract/pictures.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { fillsCells } from '../../../preload/contract/tasks.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import { maskPng } from '../pictures/mask-picture.ts';
import { needsOf, noSides } from '../tasks/tasks.ts';
import type { CanvasCandidate } from './run-types.ts';
import type { RunSnapshot } from './snapshot.ts';

/** Keeps what a drawing began from, so that it can be drawn again. The layers of the page may change afterwards. */

export interface InputParts {
  readonly store: Pick<ProjectStore, 'putBlob'>;
  readonly decoder: Pick<PictureClient, 'pack'>;
}

/** The blobs of a drawing's inputs that its record names. */
export type KeptInputs = Pick<Generation, 'givenPicture' | 'freezeMask'>;

/**
 * Stores the part of the page that the model looked at, and what was protected. A part that cannot be encoded is left
 * out, since a picture must not be lost for the sake of its inputs. Rejects as the store does.
 */
export async function keepInputs(
  parts: InputParts,
  snapshot: RunSnapshot,
  { result, recordedTask }: CanvasCandidate,
): Promise<KeptInputs> {
  const { givenPicture, freezeMask, pictures, task, details } = snapshot;
  const page = fillsCells(task) && recordedTask !== 'mix' ? pictures.picture : undefined;
  const ground = page && (needsOf(task).region ? lookedAt(page, result.frame, details.sides) : page);
  const keep = async (bytes: Uint8Array<ArrayBuffer> | null) =>
    bytes === null ? null : (await parts.store.putBlob({ bytes, mediaType: 'image/png' })).hash;
  const [part, frozen] = await Promise.all([
    ground === undefined ? null : packed(parts, ground).then(keep),
    freezeMask === null ? null : keep(maskPng(freezeMask)),
  ]);
  return { givenPicture: givenPicture ?? part, freezeMask: frozen };
}

/** Null where the service of pictures is lost, which says so itself. */
async function packed({ decoder }: InputParts, raster: Raster): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array((await decoder.pack({ raster })).png);
  } catch {
    return null;
  }
}

/**
 * The part of the page within a result's frame.
 * @param sides how much the page grows with the drawing; the frame counts from the new top left corner
 */
export function lookedAt(page: Raster, frame: Frame, sides: Sides = noSides): Raster {
  const { left, top, width, height } = partWithin(page, frame, sides);
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * page.width + left) * 4;
    rgba.set(page.rgba.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, rgba };
}

/**
 * A page on which only that part is known. A drawing in the same frame reads nothing else of it.
 * @param page the size of the page before it grew
 * @returns null where the part does not have the size that the frame asks for
 */
export function pageAround(
  part: Raster,
  page: { readonly width: number; readonly height: number },
  frame: Frame,
  sides: Sides = noSides,
): Raster | null {
  const { left, top, width, height } = partWithin(page, frame, sides);
  if (part.width !== width || part.height !== height) return null;
  const rgba = new Uint8Array(page.width * page.height * 4);
  for (let y = 0; y < height; y++) {
    rgba.set(part.rgba.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * page.width + left) * 4);
  }
  return { width: page.width, height: page.height, rgba };
}

function partWithin(
  page: { readonly width: number; readonly height: number },
  frame: Frame,
  sides: Sides,
): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const left = Math.max(0, Math.min(page.width - 1, frame.x - sides.left));
  const top = Math.max(0, Math.min(page.height - 1, frame.y - sides.top));
  const right = Math.max(left + 1, Math.min(page.width, frame.x + frame.width - sides.left));
  const bottom = Math.max(top + 1, Math.min(page.height, frame.y + frame.height - sides.top));
  return { left, top, width: right - left, height: bottom - top };
}
