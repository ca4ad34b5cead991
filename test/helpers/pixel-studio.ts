import { decode, encode } from 'fast-png';
import type { PictureDocument, PictureLayer } from '../../preload/contract/document.ts';
import type { PictureClient } from '../../preload/contract/picture-service.ts';
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import type { PageRaster, PartToCompose } from '../../renderer/document/page-raster.ts';
import { storeOf } from '../../renderer/document/project-store.ts';
import { rasteriseRegion } from '../../renderer/document/region-raster.ts';
import { createDocumentStore } from '../../renderer/document/store.ts';
import { pixelWorkHere } from '../../renderer/pixels/pixel-work.ts';
import { createPictureClipboard } from '../../renderer/services/picture-clipboard.ts';
import type { PixelCommandParts } from '../../renderer/state/project/pixel-change.ts';
import { createPixelCommands } from '../../renderer/state/project/pixel-commands.ts';
import { idOf, layerWith } from './documents.ts';
import { english } from './english.ts';
import { MemoryStore } from './memory-store.ts';
import { composedPlainly } from './plain-compositor.ts';

/** The commands on pixels without a window: a store in memory, real PNG files, and pixels that a test can read. */
export class PixelStudio {
  readonly store = new MemoryStore();
  readonly document;
  readonly notices: string[] = [];
  readonly parts: PixelCommandParts;
  readonly commands;
  /** What the model answers: its map of the parts of the picture. */
  partsMap: Raster | null = null;
  /** What was put on the clipboard last. */
  copied: Uint8Array<ArrayBuffer> | null = null;
  #made = 0;

  constructor(document: PictureDocument) {
    this.document = createDocumentStore(document);
    const page = () => this.document.getState().document;
    this.parts = {
      document: this.document,
      store: storeOf(this.store, idOf(0xf00)),
      decoder: decoderHere(),
      pixelWork: pixelWorkHere(),
      partsMap: async () => this.partsMap,
      clipboard: createPictureClipboard({
        copyPicture: async ({ bytes }) => {
          this.copied = new Uint8Array(bytes);
          return {};
        },
      }),
      page: {
        composed: async (part: PartToCompose) => composedPlainly(part, (hash) => this.pixels(hash)),
        asItIs: () => this.parts.page,
        rasteriseMask: async () => rasteriseRegion(page().region, page().width, page().height),
      } as unknown as PageRaster,
      colours: () => ({
        foreground: { red: 200, green: 30, blue: 40 },
        background: { red: 0, green: 90, blue: 250 },
      }),
      newId: () => idOf(0x5000 + ++this.#made),
      words: () => english,
      notify: (_kind: string, said: (words: StudioWords) => string) => this.notices.push(said(english)),
      hold: () => () => {},
    } as unknown as PixelCommandParts;
    this.commands = createPixelCommands(this.parts);
  }

  get page(): PictureDocument {
    return this.document.getState().document;
  }

  /** Keeps a picture, and puts it on the page as the topmost layer. */
  async add(number: number, raster: Raster, patch: Partial<PictureLayer> = {}): Promise<string> {
    const bytes = pngOf(raster);
    const { hash: blob } = await this.parts.store.putBlob({ bytes, mediaType: 'image/png' });
    const { width, height } = raster;
    const layer = layerWith({ id: idOf(number), name: `Layer ${number}`, blob, width, height, ...patch });
    this.document.getState().addLayer(layer);
    return layer.id;
  }

  layer(id: string): PictureLayer {
    const layer = this.page.layers.find((one) => one.id === id);
    if (layer?.kind !== 'picture') throw new Error(`There is no picture ${id}.`);
    return layer;
  }

  pixels(hash: string): Raster {
    const blob = this.store.blobs.get(hash);
    if (blob === undefined) throw new Error(`There is no blob ${hash}.`);
    return rasterOfPng(blob.bytes);
  }

  mask(hash: string): RegionMask {
    const { width, height, data, channels } = decode(this.store.blobs.get(hash)?.bytes ?? new Uint8Array());
    if (channels !== 1) throw new Error('A mask is grey.');
    return { width, height, values: Uint8Array.from(data) };
  }
}

export function pngOf({ width, height, rgba }: Raster): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width, height, data: rgba, channels: 4, depth: 8 }));
}

export function rasterOfPng(bytes: Uint8Array): Raster {
  const { width, height, channels, data } = decode(bytes);
  if (channels !== 4) throw new Error('A layer is RGBA here.');
  return { width, height, rgba: Uint8Array.from(data) };
}

function decoderHere(): Pick<PictureClient, 'read' | 'pack'> {
  return {
    read: async ({ bytes }) => ({ mediaType: 'image/png', raster: rasterOfPng(bytes), own: null }),
    pack: async ({ raster }) => ({ png: pngOf(raster) }),
  };
}

/** A picture whose every pixel is another one. */
export function patterned(width: number, height: number, seed = 1): Raster {
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i * 73 * seed + (i >> 3) * 41) % 256);
  return { width, height, rgba };
}
