/**
 * Reads PSD files: their structure by ag-psd, and their pixels channel by channel, one layer after the other, so that only
 * a few are held at once.
 */
import { type Layer, type Psd, readPsd } from 'ag-psd';
import type { Adjustment } from '../../../preload/contract/adjustments.ts';
import { MOST_LAYERS } from '../../../preload/contract/document.ts';
import { toldDpi } from '../../../preload/contract/dpi.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_GUIDES } from '../../../preload/contract/guides.ts';
import { MOST_NESTED } from '../../../preload/contract/layer-tree.ts';
import {
  type LayeredLayer,
  type LayeredMask,
  type Loss,
  plainLayeredLayer,
} from '../../../preload/contract/layered-picture.ts';
import { named, tooLarge, unreadable } from '../../../preload/contract/picture-refusals.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { isOpaque, pngOf } from '../pipeline.ts';
import { greyPngOf } from './layer-pngs.ts';
import { MOST_LAYERED_PIXELS } from './limits.ts';
import { BACKGROUND, type Opened, shortName } from './opened.ts';
import { adjustmentOfPsd, fillOfPsd } from './psd-adjustments.ts';
import { type PsdPixels, type ToWorkingSpace, toWorkingSpace } from './psd-colours.ts';
import { colourCounts, headOfPsd, MODE_AT, type PsdHead, RGB_MODE } from './psd-head.ts';
import { bytesOfPlane, mergedPlanes, type Plane, type PlaneShape, planeOf } from './psd-planes.ts';
import { locksOfPsd, modeOfPsd, tagOfPsd } from './psd-words.ts';

/** @throws StudioError 'bad-picture' */
export async function openPsd(bytes: Uint8Array, name: string): Promise<Opened> {
  const head = headOfPsd(bytes, name);
  const psd = parsed(bytes, name);
  checkLayers(psd, name);
  const reading = new Reading(head, name);
  const layers = psd.children?.length ? await reading.layersOf(psd.children) : await reading.flat(psd);
  const { width, height } = head;
  return { picture: { width, height, layers, ...guidesOf(psd), ...dpiOf(psd) }, losses: [...reading.losses] };
}

const CM_PER_INCH = 2.54;

function dpiOf({ imageResources }: Psd): Pick<Opened['picture'], 'dpi'> {
  const { horizontalResolution = 0, horizontalResolutionUnit } = imageResources?.resolutionInfo ?? {};
  const dpi = toldDpi(horizontalResolution * (horizontalResolutionUnit === 'PPCM' ? CM_PER_INCH : 1));
  return dpi === null ? {} : { dpi };
}

/** The file counts positions without a sign, so a negative one comes as a very large one and is left out. */
function guidesOf({ imageResources, width, height }: Psd): Pick<Opened['picture'], 'guides'> {
  const guides = (imageResources?.gridAndGuidesInformation?.guides ?? [])
    .map(({ direction, location }) => ({ orientation: direction, position: location }))
    .filter(({ orientation, position }) => position <= (orientation === 'vertical' ? width : height))
    .slice(0, MOST_GUIDES);
  return guides.length === 0 ? {} : { guides };
}

/** The bytes of a large file are not copied. They are the same afterwards. */
function parsed(bytes: Uint8Array, name: string): Psd {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = view.getUint16(MODE_AT);
  try {
    // The structure is the same whatever the colours are, but the library takes only some of them.
    view.setUint16(MODE_AT, RGB_MODE);
    return readPsd(bytes, {
      useRawData: true,
      useRawThumbnail: true,
      skipThumbnail: true,
      skipLinkedFilesData: true,
    });
  } catch (cause) {
    throw unreadable(name, cause);
  } finally {
    view.setUint16(MODE_AT, mode);
  }
}

/** Refuses what would take too much, before any pixel is decoded. */
function checkLayers(psd: Psd, name: string): void {
  let [count, pixels] = [0, psd.width * psd.height];
  const visit = (layers: readonly Layer[], depth: number): void => {
    if (depth > MOST_NESTED) throw StudioError.of('pictures.too-deep', { ...named(name), most: MOST_NESTED });
    for (const layer of layers) {
      count += 1;
      for (const box of [layer, layer.mask]) {
        const { width, height } = sizeOf(box ?? {});
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooLarge(name);
        pixels += width * height;
      }
      if (layer.children) visit(layer.children, depth + 1);
    }
  };
  visit(psd.children ?? [], 0);
  if (count > MOST_LAYERS) throw StudioError.of('pictures.too-many-layers', { ...named(name), most: MOST_LAYERS });
  if (pixels > MOST_LAYERED_PIXELS) {
    const megapixels = MOST_LAYERED_PIXELS / 1024 ** 2;
    throw StudioError.of('pictures.too-many-layer-pixels', { ...named(name), megapixels });
  }
}

type Box = Pick<Layer, 'left' | 'top' | 'right' | 'bottom'>;

function sizeOf({ left = 0, top = 0, right = 0, bottom = 0 }: Box) {
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** One file that is being read. */
class Reading {
  readonly losses = new Set<Loss>();
  readonly #head: PsdHead;
  readonly #name: string;
  readonly #toWorkingSpace: ToWorkingSpace;
  readonly #layers: LayeredLayer[] = [];

  constructor(head: PsdHead, name: string) {
    this.#head = head;
    this.#name = name;
    this.#toWorkingSpace = toWorkingSpace(head, name);
    if (head.depth === 16) this.losses.add('depth');
    if (head.depth === 32) this.losses.add('light');
    if (head.colours === 'cmyk' || head.colours === 'lab' || head.colours === 'duotone') this.losses.add(head.colours);
  }

  /** The layers in the order of the contract: bottom first, each group after its content. */
  async layersOf(layers: readonly Layer[]): Promise<LayeredLayer[]> {
    await this.#add(layers);
    return this.#layers;
  }

  /** The only layer of a file without layers. */
  async flat(psd: Psd): Promise<LayeredLayer[]> {
    const { width, height } = this.#head;
    const png = await this.#pngOf(this.#decoded(() => mergedPixels(this.#head, psd)));
    return [{ ...plainLayeredLayer, name: BACKGROUND, pixels: { x: 0, y: 0, width, height, png } }];
  }

  /** Returns the places of the layers in the list. */
  async #add(layers: readonly Layer[]): Promise<number[]> {
    const places: number[] = [];
    for (const layer of layers) {
      const own = layer.adjustment && this.#adjustmentOf(layer.adjustment);
      if (own === null) {
        this.losses.add('adjustment');
        continue;
      }
      if (own?.isSame === false) this.losses.add('adjustment-look');
      const inside = layer.children === undefined ? [] : await this.#add(layer.children);
      const place = this.#layers.length;
      this.#layers.push({ ...(await this.#layerOf(layer)), ...kindOf(layer, own?.adjustment) });
      for (const at of inside) {
        const child = this.#layers[at];
        if (child !== undefined) this.#layers[at] = { ...child, parent: place };
      }
      places.push(place);
    }
    return places;
  }

  async #layerOf(layer: Layer): Promise<LayeredLayer> {
    const { mode, isSame } = modeOfPsd(layer.blendMode);
    if (!isSame) this.losses.add('blend-mode');
    this.#noteLosses(layer);
    return {
      ...plainLayeredLayer,
      name: shortName(layer.name),
      visible: layer.hidden !== true,
      opacity: wholePercent((layer.opacity ?? 1) * (layer.fillOpacity ?? 1)),
      blendMode: mode,
      locks: locksOfPsd(layer.protected, layer.transparencyProtected === true),
      clipped: layer.clipping === true,
      tag: tagOfPsd(layer.layerColor),
      pixels: layer.children === undefined && layer.adjustment === undefined ? await this.#pixelsOf(layer) : null,
      mask: await this.#maskOf(layer),
    };
  }

  #noteLosses(layer: Layer): void {
    if (layer.effects !== undefined && layer.effects.disabled !== true) this.losses.add('effects');
    if (layer.vectorMask !== undefined && layer.mask?.fromVectorData !== true) this.losses.add('vector-mask');
    if ((layer.mask?.userMaskFeather ?? 0) > 0) this.losses.add('mask-feather');
    if (layer.vectorFill !== undefined && isEmpty(layer) && fillOfPsd(layer) === null) this.losses.add('empty-fill');
  }

  async #pixelsOf(layer: Layer): Promise<LayeredLayer['pixels']> {
    if (isEmpty(layer)) return null;
    return { ...sizeOf(layer), png: await this.#pngOf(this.#decoded(() => layerPixels(this.#head, layer))) };
  }

  /** The studio's masks hide outside of their frame, so a mask that shows there is made as large as what it masks. */
  async #maskOf(layer: Layer): Promise<LayeredMask | null> {
    const { mask } = layer;
    if (mask === undefined) return null;
    const own = sizeOf(mask);
    const pixels = own.width > 0 && own.height > 0 ? this.#decoded(() => maskBytes(this.#head, layer)) : null;
    const density = mask.userMaskDensity ?? 1;
    const shown = (value: number) => Math.round(255 - density * (255 - value));
    const beyond = shown(mask.defaultColor ?? 0);
    if (pixels === null && beyond === 255) return null;
    const page = { x: 0, y: 0, width: this.#head.width, height: this.#head.height };
    const frame =
      beyond === 0 && pixels !== null ? own : around(around(page, layer.children ? page : sizeOf(layer)), own);
    if (frame.width > MAX_SIDE || frame.height > MAX_SIDE || frame.width * frame.height > MAX_PIXELS) {
      throw tooLarge(this.#name);
    }
    const values = new Uint8Array(frame.width * frame.height).fill(beyond);
    if (pixels !== null) copyInto(values, frame, pixels, own, shown);
    const png = await greyPngOf({ width: frame.width, height: frame.height, values });
    return { ...frame, png, shownBy: 'grey', enabled: mask.disabled !== true };
  }

  /** Curves of inks and of linear light mean other things than those of the working space. */
  #adjustmentOf(adjustment: NonNullable<Layer['adjustment']>) {
    const { colours, depth } = this.#head;
    const isOwn = (colours === 'rgb' || colours === 'grey') && depth !== 32;
    return isOwn || adjustment.type === 'invert' ? adjustmentOfPsd(adjustment) : null;
  }

  async #pngOf(pixels: PsdPixels): Promise<Uint8Array<ArrayBuffer>> {
    const raster = await this.#toWorkingSpace(pixels);
    return pngOf(raster, !isOpaque(raster));
  }

  #decoded<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      throw unreadable(this.#name, cause);
    }
  }
}

type OwnFields = Pick<LayeredLayer, 'kind' | 'fill' | 'adjustment' | 'passThrough'>;

/** What a layer is, with its own settings. */
function kindOf(layer: Layer, adjustment: Adjustment | undefined): OwnFields {
  if (adjustment !== undefined) return { kind: 'adjustment', adjustment };
  if (layer.children !== undefined) {
    return { kind: 'group', ...(layer.blendMode === 'pass through' && { passThrough: true }) };
  }
  const fill = isEmpty(layer) ? fillOfPsd(layer) : null;
  return fill === null ? { kind: 'picture' } : { kind: 'fill', fill };
}

/** PSD counts opacity to 255, and people count it to 100. */
function wholePercent(opacity: number): number {
  const percent = Math.round(opacity * 100) / 100;
  return Math.abs(percent - opacity) <= 0.5 / 255 ? percent : opacity;
}

const isEmpty = (layer: Box): boolean => sizeOf(layer).width === 0 || sizeOf(layer).height === 0;

const [ALPHA, MASK] = [-1, -2];

/** The channels of a layer. One that the file lacks is 0, and a missing alpha means that all is opaque. */
function layerPixels(head: PsdHead, layer: Layer): PsdPixels {
  const shape = { ...sizeOf(layer), depth: head.depth, large: head.large };
  const missing = new Uint8Array(shape.width * shape.height);
  const colours = Array.from({ length: colourCounts[head.colours] }, (_, id) => channelOf(layer, id, shape) ?? missing);
  return { width: shape.width, height: shape.height, colours, alpha: channelOf(layer, ALPHA, shape) };
}

const maskBytes = (head: PsdHead, layer: Layer): Uint8Array | null => {
  const plane = channelOf(layer, MASK, { ...sizeOf(layer.mask ?? {}), depth: head.depth, large: head.large });
  return plane && bytesOfPlane(plane);
};

function channelOf(layer: Layer, id: number, shape: PlaneShape): Plane | null {
  const channel = layer.rawData?.channels.find((one) => one.id === id);
  return channel?.data === undefined ? null : planeOf(channel.data, channel.compression, shape);
}

/** The merged picture. What follows its colours in RGB and grey is its alpha; elsewhere it is inks and selections. */
function mergedPixels(head: PsdHead, { rawCompositeData }: Psd): PsdPixels {
  if (rawCompositeData === undefined) throw new RangeError('The merged picture is missing.');
  const { width, height, channels } = head;
  const count = colourCounts[head.colours];
  const hasAlpha = channels > count && (head.colours === 'rgb' || head.colours === 'grey');
  const planes = mergedPlanes(rawCompositeData, channels, hasAlpha ? count + 1 : count, head);
  return { width, height, colours: planes.slice(0, count), alpha: planes[count] ?? null };
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function around(a: Frame, b: Frame): Frame {
  if (b.width === 0 || b.height === 0) return a;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  return { x, y, width: right - x, height: bottom - y };
}

function copyInto(values: Uint8Array, frame: Frame, mask: Uint8Array, own: Frame, shown: (value: number) => number) {
  for (let y = 0; y < own.height; y++) {
    const to = (own.y - frame.y + y) * frame.width + own.x - frame.x;
    for (let x = 0; x < own.width; x++) values[to + x] = shown(mask[y * own.width + x] ?? 0);
  }
}
