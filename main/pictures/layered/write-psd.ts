/** Writes PSD files by ag-psd: 8 bits, layers as pixels, fills and adjustments as such, with the picture of all layers. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Layer, type PixelData, type Psd, writePsdUint8Array } from 'ag-psd';
import type { LayeredLayer, LayeredMask, LayeredPicture } from '../../../preload/contract/layered-picture.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { rgbaOf, valuesOf } from './layer-pngs.ts';
import { psdAdjustmentOf, psdFillOf } from './psd-adjustments.ts';
import { NARROW, withPlainComposite } from './psd-composite.ts';
import { markLevels } from './psd-levels.ts';
import { psdLocksOf, psdModeOf, psdTagOf } from './psd-words.ts';

export async function writePsd(picture: LayeredPicture, merged: Raster): Promise<Uint8Array<ArrayBuffer>> {
  const children = await childrenOf(picture.layers, null);
  const { width, height } = picture;
  const psd: Psd = { width, height, children, imageData: asPixels(merged), imageResources: resourcesFor(picture) };
  const bytes = new Uint8Array(writePsdUint8Array(psd, { noBackground: true }));
  if (picture.layers.some(({ adjustment }) => adjustment?.type === 'levels')) markLevels(bytes);
  return width < NARROW ? withPlainComposite(bytes, merged) : bytes;
}

const resourcesFor = (picture: LayeredPicture): NonNullable<Psd['imageResources']> => ({
  ...guidesFor(picture),
  ...(picture.dpi !== undefined && { resolutionInfo: resolutionOf(picture.dpi) }),
});

function resolutionOf(dpi: number) {
  const across = { horizontalResolution: dpi, horizontalResolutionUnit: 'PPI', widthUnit: 'Inches' } as const;
  return { ...across, verticalResolution: dpi, verticalResolutionUnit: 'PPI', heightUnit: 'Inches' } as const;
}

/** Guides beside the page are left out, since the file counts their positions from 0 and without a sign. */
function guidesFor({ guides = [] }: LayeredPicture): Psd['imageResources'] {
  const held = guides
    .filter(({ position }) => position >= 0)
    .map(({ orientation, position }) => ({ direction: orientation, location: inFile(position) }));
  return held.length === 0 ? {} : { gridAndGuidesInformation: { guides: held } };
}

/** The file counts in parts of a 32nd of a pixel. */
const inFile = (position: number) => Math.round(position * 32) / 32;

/** Bottom first, as in the file. */
async function childrenOf(layers: readonly LayeredLayer[], parent: number | null): Promise<Layer[]> {
  const found: Layer[] = [];
  for (const [at, layer] of layers.entries()) {
    if (layer.parent !== parent) continue;
    const own = await layerOf(layer);
    found.push(layer.kind === 'group' ? { ...own, children: await childrenOf(layers, at) } : own);
  }
  return found;
}

async function layerOf({
  name,
  visible,
  opacity,
  blendMode,
  locks,
  clipped,
  tag,
  pixels,
  mask,
  fill,
  adjustment,
  passThrough,
}: LayeredLayer): Promise<Layer> {
  return {
    name,
    hidden: !visible,
    opacity,
    blendMode: passThrough === true ? 'pass through' : psdModeOf(blendMode),
    clipping: clipped,
    transparencyProtected: locks.all || locks.transparency,
    protected: psdLocksOf(locks),
    layerColor: psdTagOf(tag),
    ...(pixels && { left: pixels.x, top: pixels.y, imageData: new PackedPixels(await rgbaOf(pixels.png)) }),
    ...(mask && { mask: await maskOf(mask) }),
    ...(fill && { vectorFill: psdFillOf(fill) }),
    ...(adjustment && { adjustment: psdAdjustmentOf(adjustment) }),
  };
}

async function maskOf(mask: LayeredMask): Promise<NonNullable<Layer['mask']>> {
  const { values, ...size } = await valuesOf(mask);
  const rgba = new Uint8Array(4 * values.length);
  for (let at = 0; at < values.length; at++) rgba.fill(values[at] ?? 0, 4 * at, 4 * at + 3);
  return {
    left: mask.x,
    top: mask.y,
    defaultColor: 0,
    disabled: !mask.enabled,
    positionRelativeToLayer: false,
    imageData: new PackedPixels({ ...size, rgba }),
  };
}

/** Pixels that are unpacked when the library asks for them, so that many layers can wait for their turn. */
class PackedPixels implements PixelData {
  readonly width: number;
  readonly height: number;
  readonly #packed: Buffer;

  constructor({ width, height, rgba }: Raster) {
    this.width = width;
    this.height = height;
    this.#packed = deflateRawSync(rgba, { level: 1 });
  }

  get data(): Uint8ClampedArray {
    return new Uint8ClampedArray(inflateRawSync(this.#packed));
  }
}

function asPixels({ width, height, rgba }: Raster): PixelData {
  return { width, height, data: new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.length) };
}
