/** Writes OpenRaster files: a zip archive of PNG files with an XML file that says how they lie. */
import { type Zippable, zipSync } from 'fflate';
import sharp from 'sharp';
import type { LayeredLayer, LayeredMask, LayeredPicture } from '../../../preload/contract/layered-picture.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { bytesOf } from '../bytes.ts';
import { isOpaque, pngOf } from '../pipeline.ts';
import { valuesOf } from './layer-pngs.ts';
import { CLIPPING, MASKING, modeOf, OWN, OWN_NAMESPACE } from './ora-words.ts';

const THUMBNAIL_SIDE = 256;
/** Zip archives know no earlier time. Equal pictures give equal files. */
const TIME = new Date(1980, 0, 1);

export async function writeOra(picture: LayeredPicture, merged: Raster): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Files();
  const stack = await new Writing(picture, files).stack();
  const mergedPng = await pngOf(merged, !isOpaque(merged));
  const thumbnail = sharp(mergedPng).resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  const archive: Zippable = {
    // It must be first, and as it is.
    mimetype: [new TextEncoder().encode('image/openraster'), { level: 0 }],
    'stack.xml': [new TextEncoder().encode(stack), { level: 6 }],
    ...files.entries,
    'mergedimage.png': [mergedPng, { level: 0 }],
    'Thumbnails/thumbnail.png': [bytesOf(await thumbnail.png().toBuffer()), { level: 0 }],
  };
  return new Uint8Array(zipSync(archive, { mtime: TIME }));
}

class Files {
  readonly entries: Zippable = {};
  #count = 0;

  /** Keeps a PNG, and returns its path in the archive. */
  add(png: Uint8Array): string {
    this.#count += 1;
    const path = `data/layer${String(this.#count).padStart(4, '0')}.png`;
    this.entries[path] = [png, { level: 0 }];
    return path;
  }
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

class Writing {
  readonly #picture: LayeredPicture;
  readonly #files: Files;

  constructor(picture: LayeredPicture, files: Files) {
    this.#picture = picture;
    this.#files = files;
  }

  async stack(): Promise<string> {
    const { width, height, dpi } = this.#picture;
    const own = { [`xmlns:${OWN}`]: OWN_NAMESPACE };
    const resolution = dpi === undefined ? {} : { xres: dpi, yres: dpi };
    const root = element('stack', {}, await this.#inside(null));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('image', { version: '0.0.3', w: width, h: height, ...resolution, ...own }, root)}`;
  }

  /** What lies in a group, top first. A layer and those clipped to it become one stack, which ends the clipping. */
  async #inside(parent: number | null): Promise<string> {
    const runs: (readonly [LayeredLayer, number])[][] = [];
    for (const [at, layer] of this.#picture.layers.entries()) {
      if (layer.parent !== parent) continue;
      const last = runs.at(-1);
      if (layer.clipped && last !== undefined) last.push([layer, at]);
      else runs.push([[layer, at]]);
    }
    const parts: string[] = [];
    for (const run of runs) parts.unshift(await this.#run(run));
    return parts.join('');
  }

  async #run(run: readonly (readonly [LayeredLayer, number])[]): Promise<string> {
    const [[base, at] = [], ...clipped] = run;
    if (base === undefined || at === undefined) return '';
    if (clipped.length === 0) return this.#layer(base, at);
    const parts = [await this.#layer({ ...base, opacity: 1, blendMode: 'normal', visible: true }, at)];
    for (const [layer, place] of clipped) parts.unshift(await this.#layer(layer, place));
    const { opacity, blendMode, visible } = base;
    const look = lookOf({ opacity, blendMode, visible, clipped: false });
    return element('stack', { name: base.name, ...look, ...ISOLATED, [`${OWN}:stack`]: 'run' }, parts.join(''));
  }

  async #layer(layer: LayeredLayer, at: number): Promise<string> {
    const attributes = { name: layer.name, ...lookOf(layer), ...keptOf(layer) };
    if (layer.kind === 'group') {
      const inside = `${await this.#mask(layer.mask)}${await this.#inside(at)}`;
      const passes = layer.passThrough === true;
      const isolation = passes ? { isolation: 'auto', [`${OWN}:pass-through`]: 'true' } : ISOLATED;
      return element('stack', { ...attributes, ...isolation }, inside);
    }
    const source = await this.#source(layer.pixels);
    if (layer.mask === null) return element('layer', { ...attributes, ...source });
    const { [`${OWN}:empty`]: empty, ...placed } = source;
    const inside = `${await this.#mask(layer.mask)}${element('layer', { name: layer.name, ...placed })}`;
    return element('stack', { ...attributes, ...ISOLATED, [`${OWN}:stack`]: 'mask', [`${OWN}:empty`]: empty }, inside);
  }

  /** A mask keeps what lies below it in its stack. Readers of the standard need no more to show it. */
  async #mask(mask: LayeredMask | null): Promise<string> {
    if (mask === null) return '';
    const { width, height, values } = await valuesOf(mask);
    const rgba = new Uint8Array(4 * width * height);
    for (let at = 0; at < values.length; at++) rgba[4 * at + 3] = values[at] ?? 0;
    const src = this.#files.add(await pngOf({ width, height, rgba }, true));
    const visibility = mask.enabled ? 'visible' : 'hidden';
    return element('layer', { name: 'Mask', 'composite-op': MASKING, visibility, src, x: mask.x, y: mask.y });
  }

  /** Every layer needs a picture, so one without pixels gets a clear one. */
  async #source(pixels: LayeredLayer['pixels']): Promise<Attributes> {
    if (pixels !== null) return { src: this.#files.add(pixels.png), x: pixels.x, y: pixels.y };
    const clear = await pngOf({ width: 1, height: 1, rgba: new Uint8Array(4) }, true);
    return { src: this.#files.add(clear), x: 0, y: 0, [`${OWN}:empty`]: 'true' };
  }
}

const ISOLATED = { isolation: 'isolate' };

function lookOf({
  opacity,
  blendMode,
  visible,
  clipped,
}: Pick<LayeredLayer, 'opacity' | 'blendMode' | 'visible' | 'clipped'>) {
  const operation = clipped && blendMode === 'normal' ? CLIPPING : modeOf(blendMode);
  return { opacity, visibility: visible ? 'visible' : 'hidden', 'composite-op': operation };
}

/** What the format has no words for. */
function keptOf({ locks, clipped, tag }: LayeredLayer): Attributes {
  return {
    'edit-locked': locks.all ? 'true' : undefined,
    [`${OWN}:lock-position`]: locks.position ? 'true' : undefined,
    [`${OWN}:lock-transparency`]: locks.transparency ? 'true' : undefined,
    [`${OWN}:clipped`]: clipped ? 'true' : undefined,
    [`${OWN}:tag`]: tag === 'none' ? undefined : tag,
  };
}

function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  return inside === '' ? `${start}/>` : `${start}>${inside}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text for an attribute. XML cannot hold other control characters, and lone halves of characters, at all. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are to be removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"\n\r\t]/g, (character) => entities[character] ?? '')
  );
}
