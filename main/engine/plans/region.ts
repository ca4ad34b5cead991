/** Brings requests that redraw a part of a picture to one form: a picture and the pixels that may change. */
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { frameForExtension } from '../../../preload/contract/extension-frame.ts';
import { type Frame, MAX_PIXELS, MAX_SIDE, type Raster, type RegionMask } from '../../../preload/contract/pictures.ts';
import { frameAround } from '../../../preload/contract/region-frame.ts';
import type { KnownCodes } from '../../../preload/contract/task-inputs.ts';
import { extendedPicture } from '../framing/extend.ts';
import { grownMask } from '../framing/grow.ts';
import type { Size } from '../framing/sizes.ts';

/** A picture and the pixels that may change. */
export interface RegionJob {
  readonly picture: Raster;
  /** A mask of the picture's size in which frozen pixels are 0. */
  readonly mask: RegionMask;
  /** Whether some pixels are frozen, for the sentence of an error. */
  readonly frozen: boolean;
  readonly feather: number | null;
  /** The part that goes to the model, by the box of the painted pixels. */
  readonly frameOf: (box: Frame, native: Size) => Frame;
  readonly known: KnownCodes | null;
  readonly strength: number | null;
  /** Whether the patch is opaque, since nothing lies below a new border. */
  readonly opaque: boolean;
}

type RegionRequest = Extract<DrawRequest, { contextMargin: number | null }>;

/** @throws StudioError 'bad-request' */
export function regionOf(request: RegionRequest): RegionJob {
  if ('sides' in request) return regionOfExtension(request);
  const { picture, regionMask, freezeMask, maskGrowth = 0, feather, contextMargin, known } = request;
  const mask =
    regionMask === null
      ? everything(picture)
      : grownMask(checked(regionMask, picture, 'drawing.mask-size'), maskGrowth);
  return {
    picture,
    mask: withoutFrozen(mask, freezeMask && checked(freezeMask, picture, 'drawing.freeze-mask-size')),
    frozen: freezeMask !== undefined,
    feather,
    frameOf: (box, native) => frameAround(box, picture, native, contextMargin ?? undefined),
    known: known ?? null,
    strength: 'strength' in request ? request.strength : null,
    opaque: false,
  };
}

function regionOfExtension({
  picture,
  sides,
  feather,
  contextMargin,
}: Extract<DrawRequest, { task: 'extend' }>): RegionJob {
  const width = picture.width + sides.left + sides.right;
  const height = picture.height + sides.top + sides.bottom;
  if (width === picture.width && height === picture.height) {
    throw StudioError.of('drawing.nothing-added', {});
  }
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const most = { side: MAX_SIDE, megapixels: MAX_PIXELS / 1024 ** 2 };
    throw StudioError.of('drawing.extended-too-large', { width, height, ...most });
  }
  return {
    ...extendedPicture(picture, sides),
    frozen: false,
    feather,
    frameOf: (_box, native) => frameForExtension({ width, height }, sides, native, contextMargin ?? undefined),
    known: null,
    strength: null,
    opaque: true,
  };
}

function everything({ width, height }: Size): RegionMask {
  return { width, height, values: new Uint8Array(width * height).fill(255) };
}

/** @throws StudioError `code` where the mask is not of the picture's size */
function checked(
  mask: RegionMask,
  { width, height }: Size,
  code: 'drawing.mask-size' | 'drawing.freeze-mask-size',
): RegionMask {
  if (mask.width === width && mask.height === height) return mask;
  throw StudioError.of(code, { maskWidth: mask.width, maskHeight: mask.height, width, height });
}

/** Removes frozen pixels from a mask. A pixel counts as frozen from a value of 1. */
function withoutFrozen(mask: RegionMask, frozen: RegionMask | undefined): RegionMask {
  if (frozen === undefined) return mask;
  return { ...mask, values: mask.values.map((value, i) => (frozen.values[i] === 0 ? value : 0)) };
}
