import { decode, encode } from 'fast-png';
import type { EngineService } from '../../../preload/contract/engine.ts';
import { MAX_SIDE, type Raster, type RegionMask } from '../../../preload/contract/pictures.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { Client } from '../../../preload/contract/service.ts';
import { emptyDocument } from '../../../renderer/document/operations.ts';
import type { PageRaster } from '../../../renderer/document/page-raster.ts';
import type { ProjectStore } from '../../../renderer/document/project-store.ts';
import { createDocumentStore } from '../../../renderer/document/store.ts';
import { createRun } from '../../../renderer/generation/run-controller.ts';
import { english } from '../../helpers/english.ts';

/**
 * What the window draws with, without a window: its own run, a real engine and a real store. The page is whatever
 * pixels a test lays on it, as a canvas would have composed them.
 */
export class Easel {
  readonly document;
  readonly run;
  readonly page: PageRaster;
  /** All records that were written, oldest first. */
  readonly drawn: Generation[] = [];
  /** What the page shows, is marked on it, and is protected. */
  pixels: Raster;
  mask: RegionMask | null = null;
  frozen: RegionMask | null = null;

  constructor(
    engine: Pick<Client<EngineService>, 'draw'>,
    store: ProjectStore,
    size: { width: number; height: number },
  ) {
    this.document = createDocumentStore(emptyDocument(size.width, size.height));
    this.pixels = { ...size, rgba: new Uint8Array(size.width * size.height * 4).fill(255) };
    const none = async () => null;
    this.page = {
      asItIs: () => this.page,
      rasterise: async () => this.pixels,
      rasterOf: async (hash) => rasterIn((await store.getBlob({ hash })).bytes),
      encoded: async (hash) => (await store.getBlob({ hash })).bytes,
      rasteriseMask: async () => this.mask,
      rasteriseProtected: async () => this.frozen,
      exportPng: async () => pngOf(this.pixels),
      rasteriseBare: async () => this.pixels,
      histogramBelow: async () => ({ master: [], red: [], green: [], blue: [] }),
      ...{ rasteriseLayer: none, composed: none, rasteriseLayerMask: none, maskThumbnail: none, thumbnail: none },
    };
    const nothing = () => undefined;
    this.run = createRun({
      engine,
      store: {
        ...store,
        commitGeneration: async (params) => {
          const record = await store.commitGeneration(params);
          this.drawn.push(record);
          return record;
        },
      },
      canvas: {
        ...{ showPreview: nothing, clearPreview: nothing, clearCandidate: nothing, hideCells: nothing },
        showConfidence: nothing,
        showCandidate: async () => undefined,
      },
      page: this.page,
      document: this.document,
      decoder: { pack: async ({ raster }) => ({ png: pngOf(raster) }) },
      newId: () => crypto.randomUUID(),
      words: () => english,
    });
  }
}

/** The pixels as a PNG, as the service of pictures packs them: all four channels. */
export function pngOf({ width, height, rgba }: Raster): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width, height, data: rgba, channels: 4, depth: 8 }));
}

/** Decodes one of our PNG files. */
export function rasterIn(bytes: Uint8Array): Raster {
  const { width, height, channels, data } = decode(bytes);
  if (width > MAX_SIDE || height > MAX_SIDE) throw new Error('A picture of a round is small.');
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < 4; channel++) {
      if (channels === 1 && channel < 3) rgba[at * 4 + channel] = Number(data[at]);
      else if (channel < channels) rgba[at * 4 + channel] = Number(data[at * channels + channel]);
    }
  }
  return { width, height, rgba };
}
