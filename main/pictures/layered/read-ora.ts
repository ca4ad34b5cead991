/** Reads OpenRaster files: a zip archive of PNG files with an XML file that says how they lie. */
import { layerTagSchema, MOST_LAYERS } from '../../../preload/contract/document.ts';
import { toldDpi } from '../../../preload/contract/dpi.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_NESTED } from '../../../preload/contract/layer-tree.ts';
import type { LayeredLayer, LayeredMask, Loss } from '../../../preload/contract/layered-picture.ts';
import { depthOf } from '../../../preload/contract/layered-picture.ts';
import { readHeader } from '../../../preload/contract/picture-header.ts';
import { named, tooLarge, unreadable } from '../../../preload/contract/picture-refusals.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { show } from '../decode.ts';
import { greyPngOf, valuesOf } from './layer-pngs.ts';
import { MOST_LAYERED_PIXELS } from './limits.ts';
import { type Opened, shortName } from './opened.ts';
import { readStack, type StackNode } from './ora-stack.ts';
import { CLIPPING, MASKING, modeOfOra, OWN } from './ora-words.ts';
import { type Archive, openArchive } from './zip.ts';

const MOST_XML_BYTES = 8 * 1024 * 1024;

/** @throws StudioError 'bad-picture' */
export async function openOra(bytes: Uint8Array, name: string): Promise<Opened> {
  const archive = openArchive(bytes, name);
  const xml = archive.entry('stack.xml');
  if (xml === null || xml.length > MOST_XML_BYTES) throw unreadable(name);
  const image = readStack(new TextDecoder().decode(xml), name);
  const [width, height] = [sideOf(image.attributes.w, name), sideOf(image.attributes.h, name)];
  if (width * height > MAX_PIXELS) throw tooLarge(name);
  const reading = new Reading(archive, name);
  const layers = await reading.layersOf(image.inside);
  const dpi = toldDpi(Number(image.attributes.xres ?? 0));
  const picture = { width, height, layers, ...(dpi !== null && { dpi }) };
  if (layers.length === 0) throw StudioError.of('pictures.no-layers', named(name));
  if (depthOf(picture) > MOST_NESTED) throw StudioError.of('pictures.too-deep', { ...named(name), most: MOST_NESTED });
  return { picture, losses: [...reading.losses] };
}

function sideOf(text: string | undefined, name: string): number {
  const side = Number(text);
  if (!Number.isInteger(side) || side < 1) throw unreadable(name);
  if (side > MAX_SIDE) throw tooLarge(name);
  return side;
}

type Attributes = StackNode['attributes'];

class Reading {
  readonly losses = new Set<Loss>();
  readonly #archive: Archive;
  readonly #name: string;
  readonly #layers: LayeredLayer[] = [];
  #pixels = 0;

  constructor(archive: Archive, name: string) {
    this.#archive = archive;
    this.#name = name;
  }

  async layersOf(nodes: readonly StackNode[]): Promise<LayeredLayer[]> {
    await this.#add(nodes);
    return this.#layers;
  }

  /** Adds layers from the bottom up, and returns their places in the list. */
  async #add(nodes: readonly StackNode[]): Promise<number[]> {
    const places: number[] = [];
    for (const node of nodes.toReversed()) {
      places.push(...(node.kind === 'stack' ? await this.#addStack(node) : await this.#addLayer(node.attributes)));
    }
    return places;
  }

  async #addStack(node: StackNode): Promise<number[]> {
    const kept = node.attributes[`${OWN}:stack`];
    if (kept === 'run') return this.#addRun(node);
    const [top, ...below] = node.inside;
    const masks = top?.kind === 'layer' && top.attributes['composite-op'] === MASKING;
    const mask = masks ? await this.#maskOf(top.attributes) : null;
    const inside = mask === null ? node.inside : below;
    const [only] = inside;
    if (kept === 'mask' && mask !== null && only?.kind === 'layer' && inside.length === 1) {
      const places = await this.#addLayer({ ...node.attributes, ...placeOf(only.attributes) });
      this.#change(places, { mask });
      return places;
    }
    const content = await this.#add(inside);
    const passThrough = passesThrough(node) && { passThrough: true };
    const place = this.#push({ ...this.#lookOf(node.attributes), kind: 'group', pixels: null, mask, ...passThrough });
    this.#change(content, { parent: place });
    return [place];
  }

  /** A layer and those that are clipped to it, which the studio has written as a stack with the layer's look. */
  async #addRun({ attributes, inside }: StackNode): Promise<number[]> {
    const places = await this.#add(inside);
    const { opacity, blendMode, visible } = this.#lookOf(attributes);
    this.#change(places.slice(0, 1), { opacity, blendMode, visible });
    return places;
  }

  async #addLayer(attributes: Attributes): Promise<number[]> {
    const pixels = attributes.src === undefined ? null : await this.#pixelsOf(attributes);
    if (attributes.src !== undefined && pixels === null) {
      this.losses.add('unreadable-layer');
      return [];
    }
    const isEmpty = attributes[`${OWN}:empty`] === 'true';
    return [this.#push({ ...this.#lookOf(attributes), kind: 'picture', pixels: isEmpty ? null : pixels, mask: null })];
  }

  #push(layer: LayeredLayer): number {
    if (this.#layers.length >= MOST_LAYERS) {
      throw StudioError.of('pictures.too-many-layers', { ...named(this.#name), most: MOST_LAYERS });
    }
    return this.#layers.push(layer) - 1;
  }

  #change(places: readonly number[], patch: Partial<LayeredLayer>): void {
    for (const at of places) {
      const layer = this.#layers[at];
      if (layer !== undefined) this.#layers[at] = { ...layer, ...patch };
    }
  }

  #lookOf(attributes: Attributes): Omit<LayeredLayer, 'kind' | 'pixels' | 'mask'> {
    const { mode, isSame } = modeOfOra(attributes['composite-op']);
    if (!isSame) this.losses.add('blend-mode');
    const own = (key: string) => attributes[`${OWN}:${key}`];
    const opacity = Number(attributes.opacity ?? 1);
    const isClipped = own('clipped') === 'true' || attributes['composite-op'] === CLIPPING;
    return {
      name: shortName(attributes.name),
      parent: null,
      visible: attributes.visibility !== 'hidden',
      opacity: Number.isFinite(opacity) ? Math.max(0, Math.min(1, opacity)) : 1,
      blendMode: mode,
      locks: {
        all: attributes['edit-locked'] === 'true',
        position: own('lock-position') === 'true',
        transparency: own('lock-transparency') === 'true',
      },
      clipped: isClipped,
      tag: tagOf(own('tag')),
    };
  }

  async #pixelsOf(attributes: Attributes): Promise<LayeredLayer['pixels']> {
    const bytes = this.#archive.entry(attributes.src ?? '');
    const header = bytes && readHeader(bytes);
    if (bytes === null || header?.mediaType !== 'image/png' || header.size === null) return null;
    this.#pixels += header.size.width * header.size.height;
    if (this.#pixels > MOST_LAYERED_PIXELS) {
      const megapixels = MOST_LAYERED_PIXELS / 1024 ** 2;
      throw StudioError.of('pictures.too-many-layer-pixels', { ...named(this.#name), megapixels });
    }
    const { width, height, png } = await show(bytes, this.#name);
    return {
      x: offset(attributes.x),
      y: offset(attributes.y),
      width,
      height,
      png: png === null ? bytes : new Uint8Array(png),
    };
  }

  async #maskOf(attributes: Attributes): Promise<LayeredMask | null> {
    const pixels = await this.#pixelsOf(attributes);
    if (pixels === null) return null;
    const mask: LayeredMask = { ...pixels, shownBy: 'alpha', enabled: attributes.visibility !== 'hidden' };
    return { ...mask, shownBy: 'grey', png: await greyPngOf(await valuesOf(mask)) };
  }
}

/**
 * Whether the layers of a stack blend with what lies below it. In a file of another program that is so where the stack is not
 * isolated and any of its layers has a blend mode. https://www.openraster.org/baseline/layer-stack-spec.html
 */
function passesThrough({ attributes, inside }: StackNode): boolean {
  const { isolation, opacity = 1, 'composite-op': operation = 'svg:src-over' } = attributes;
  if (attributes[`${OWN}:pass-through`] === 'true') return true;
  const isIsolated = isolation === 'isolate' || Number(opacity) < 1 || operation !== 'svg:src-over';
  return !isIsolated && inside.some((node) => modeOfOra(node.attributes['composite-op']).mode !== 'normal');
}

const placeOf = ({ src = '', x = '0', y = '0' }: Attributes) => ({ src, x, y });

function offset(text: string | undefined): number {
  const value = Math.round(Number(text ?? 0));
  return Number.isFinite(value) ? Math.max(-1e6, Math.min(1e6, value)) : 0;
}

function tagOf(text: string | undefined): LayeredLayer['tag'] {
  const known = layerTagSchema.safeParse(text);
  return known.success ? known.data : 'none';
}
