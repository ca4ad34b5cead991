import { decode, encode } from 'fast-png';
import { MOST_LAYERS } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { ImageSettings } from '../../preload/contract/settings.ts';
import type { CellMap, ConfidenceMap } from '../../renderer/document/canvas-port.ts';
import { emptyDocument } from '../../renderer/document/operations.ts';
import type { PageRaster } from '../../renderer/document/page-raster.ts';
import { storeOf } from '../../renderer/document/project-store.ts';
import { rasteriseRegion } from '../../renderer/document/region-raster.ts';
import { createDocumentStore } from '../../renderer/document/store.ts';
import { readMaskPng } from '../../renderer/generation/pictures/mask-picture.ts';
import type { RunCanvas, RunInput, TaskSettings } from '../../renderer/generation/run/run-types.ts';
import { createRun } from '../../renderer/generation/run-controller.ts';
import { drawTasks, firstChoices } from '../../renderer/generation/tasks/tasks.ts';
import { countingIds, idOf, layerWith } from './documents.ts';
import { english } from './english.ts';
import { FakeEngine } from './fake-engine.ts';
import { MemoryStore } from './memory-store.ts';

export const projectId = idOf(0xf00);

const usual: ImageSettings = { steps: 8, textGuidance: 4, samplingTemperature: 1 };

export const input: RunInput = {
  task: 'generate',
  prompt: ' a red circle ',
  settings: {
    ...(Object.fromEntries(drawTasks.map((task) => [task, usual])) as TaskSettings),
    retouch: { steps: 6, textGuidance: 2, samplingTemperature: 0.5 },
  },
  seed: 7,
  size: { width: 64, height: 64 },
  choices: firstChoices,
  reference: null,
  count: 1,
  verify: false,
};

/** Runs without a window: what the canvas would show is in plain fields. */
export class TestStudio {
  readonly document = createDocumentStore(emptyDocument(256, 256));
  readonly engine = new FakeEngine();
  readonly store = new MemoryStore();
  readonly projectStore = storeOf(this.store, projectId);
  preview: { frame: Frame; insideMask: boolean } | null = null;
  candidate: Frame | null = null;
  confidence: ConfidenceMap | null = null;
  hiddenCells: CellMap | null = null;
  protectedArea: RegionMask | null = null;

  readonly pageRaster: PageRaster = {
    asItIs: () => this.pageRaster,
    rasterise: async (): Promise<Raster> => {
      const { width, height } = this.document.getState().document;
      return { width, height, rgba: new Uint8Array(width * height * 4).fill(255) };
    },
    encoded: async (hash) => (await this.store.getBlob({ projectId, hash })).bytes,
    rasteriseMask: async () => this.rasterisedMask(),
    rasteriseLayer: async () => null,
    composed: async () => null,
    rasteriseLayerMask: async () => null,
    rasteriseProtected: async () => this.protectedArea,
    rasterOf: async (hash): Promise<Raster> => {
      const { bytes } = await this.store.getBlob({ projectId, hash });
      return pixelsOf(bytes);
    },
    rasteriseBare: async () => ({ width: 1, height: 1, rgba: new Uint8Array(4) }),
    histogramBelow: async () => ({ master: [], red: [], green: [], blue: [] }),
    maskThumbnail: async () => null,
    thumbnail: async () => null,
    exportPng: async () => new Uint8Array([0x70, 0x61, 0x67, 0x65]),
  };

  readonly #canvas: RunCanvas = {
    showPreview: (_raster, frame, insideMask) => {
      this.preview = { frame, insideMask };
    },
    clearPreview: () => {
      this.preview = null;
    },
    showCandidate: async (_png, frame) => {
      this.candidate = frame;
    },
    clearCandidate: () => {
      this.candidate = null;
    },
    hideCells: (cells) => {
      this.hiddenCells = cells;
    },
    showConfidence: (map) => {
      this.confidence = map;
    },
  };

  readonly packer = { pack: async ({ raster }: { readonly raster: Raster }) => ({ png: packed(raster) }) };

  readonly run = createRun({
    engine: this.engine,
    store: this.projectStore,
    canvas: this.#canvas,
    page: this.pageRaster,
    document: this.document,
    newId: countingIds(),
    words: () => english,
    decoder: this.packer,
  });

  rasterisedMask(): RegionMask | null {
    const { region, width, height } = this.page;
    return rasteriseRegion(region, width, height, (hash) => {
      const kept = this.store.blobs.get(hash);
      return kept === undefined ? null : readMaskPng(kept.bytes);
    });
  }

  get state() {
    return this.run.getState();
  }

  get page() {
    return this.document.getState().document;
  }

  get rows() {
    return [...this.store.generations.values()];
  }

  /** As many layers as a page takes. */
  async fillPage(): Promise<void> {
    const { hash: blob } = await this.projectStore.putBlob({ bytes: new Uint8Array([1]), mediaType: 'image/png' });
    for (let count = this.page.layers.length; count < MOST_LAYERS; count++)
      this.document.getState().addLayer(layerWith({ id: idOf(0xf000 + count), blob, generationId: null }));
  }

  /** Begins a run and lets it reach the engine. */
  async start(patch: Partial<RunInput> = {}): Promise<{ done: Promise<void> }> {
    const done = this.state.run({ ...input, ...patch });
    await settle();
    return { done };
  }

  async runToEnd(patch: Parameters<FakeEngine['finish']>[0] = {}, asked: Partial<RunInput> = {}): Promise<void> {
    const { done } = await this.start(asked);
    for (let left = asked.count ?? 1; left > 0; left--) {
      this.engine.finish(patch);
      await settle();
    }
    await done;
  }
}

/** The pixels as a PNG. */
function packed({ width, height, rgba }: Raster): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width, height, data: rgba, channels: 4, depth: 8 }));
}

/** Of a PNG its own; of a few bytes that stand for a picture one pixel of the first; none of no bytes. */
function pixelsOf(bytes: Uint8Array): Raster {
  if (bytes.length === 0) throw new StudioError('bad-picture', 'This picture is damaged.');
  if (bytes.length < 50) return { width: 1, height: 1, rgba: new Uint8Array(4).fill(bytes[0] ?? 0) };
  const { width, height, channels, data } = decode(bytes);
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    return i % 4 < channels ? Number(data[(i >> 2) * channels + (i % 4)]) : 255;
  });
  return { width, height, rgba };
}

/** Lets everything that is not waiting for a test go on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
