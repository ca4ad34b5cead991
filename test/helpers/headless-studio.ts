import type { PictureDocument } from '../../preload/contract/document.ts';
import type { DrawRequest, DrawResult } from '../../preload/contract/drawing.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../../renderer/document/canvas-port.ts';
import type { LoadBlob, PageRaster } from '../../renderer/document/page-raster.ts';
import { rasteriseRegion } from '../../renderer/document/region-raster.ts';
import { noSnapping } from '../../renderer/document/snapping.ts';
import type { DocumentStore } from '../../renderer/document/store.ts';
import type { CoreParts } from '../../renderer/editor/core-parts.ts';
import { createStudioCore, type StudioCore } from '../../renderer/editor/studio-core.ts';
import { paintWorkHere } from '../../renderer/pixels/paint/paint-work.ts';
import { pixelWorkHere } from '../../renderer/pixels/pixel-work.ts';
import { createPictureClipboard } from '../../renderer/services/picture-clipboard.ts';

/** Lets a promise settle when a test says so. */
export type Delay = <T>(promise: Promise<T>, label: string) => Promise<T>;

export interface HeadlessParts {
  readonly store: Client<StoreService>;
  /** Every answer that the window waits for passes through here. */
  readonly delay: Delay;
  readonly newId?: () => string;
  /** Of the app's calls those that a test answers itself. */
  readonly desktop?: Partial<CoreParts['desktop']>;
  /** Told the name of everything that the canvas is asked to do. */
  readonly onCanvas?: (call: string) => void;
}

/** The whole studio of the window, without a page: a real store, an engine that draws at once, a canvas that shows nothing. */
export function headlessStudio({ store, delay, newId, onCanvas, desktop = {} }: HeadlessParts): StudioCore {
  const core = createStudioCore({
    store: delayed(store, delay),
    engine: engineOf(delay),
    desktop: desktopOf(desktop),
    clipboard: createPictureClipboard(desktopOf(desktop)),
    newId: newId ?? (() => crypto.randomUUID()),
    createCanvas: (document) => canvasOf(document, delay, onCanvas),
    decoder: decoderOf(delay),
    pixelWork: pixelWorkHere(),
    paintWork: paintWorkHere(),
    randomSeed: () => 7,
    leaveFields: () => {},
    askForWords: () => {},
  });
  core.onService({ service: 'store', state: 'running', told: null });
  return core;
}

/** Calls leave in their order, as they do over a port; their answers come in any. */
function delayed(store: Client<StoreService>, delay: Delay): Client<StoreService> {
  return new Proxy(store, {
    get: (target, name: keyof StoreService) => {
      const method = target[name] as (params: unknown) => Promise<unknown>;
      return (params: unknown) => {
        const answer = method(params);
        // One that is never let through, as the window is gone, is nobody's failure.
        answer.catch(() => undefined);
        return delay(answer, name);
      };
    },
  });
}

function engineOf(delay: Delay): CoreParts['engine'] {
  const describe = { steps: 1, genLength: 1, blockLength: 1, samplingTemperature: 0 };
  let captions = 0;
  const aborted = (signal: AbortSignal | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new StudioError('cancelled', 'Cancelled.')));
    });
  const engine = {
    status: () => new Promise(() => {}),
    draw: (request: DrawRequest, options: { signal?: AbortSignal } = {}) =>
      Promise.race([delay(Promise.resolve(drawn(request)), 'draw'), aborted(options.signal)]),
    describe: (_request: unknown, options: { signal?: AbortSignal } = {}) => {
      const result = { task: 'caption', text: `caption ${++captions}`, seed: 0, settings: describe };
      const model = { modelHash: 'f'.repeat(64), modelName: 'Fake', provider: 'cpu', timings };
      return Promise.race([delay(Promise.resolve({ ...result, ...model }), 'describe'), aborted(options.signal)]);
    },
  };
  return engine as unknown as CoreParts['engine'];
}

const timings = { total: 1, encode: 0, denoise: 1, decode: 0, running: 1 };

function drawn(request: DrawRequest): DrawResult {
  const prompt = 'prompt' in request ? request.prompt : '';
  return {
    task: request.task,
    png: picture(`${prompt} ${request.seed}`),
    frame: { x: 0, y: 0, width: 64, height: 64 },
    grid: { columns: 1, rows: 1, codes: new Int32Array([1]) },
    confidence: new Float32Array([1]),
    fixedAt: new Int16Array([0]),
    receipt: null,
    seed: request.seed,
    settings: request.settings,
    modelHash: 'f'.repeat(64),
    modelFamily: 'lumina-dimoo',
    modelPrecision: 'fp32',
    elementTypes: { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' },
    modelName: 'Fake',
    provider: 'cpu',
    timings,
  };
}

/** Bytes that begin as a PNG does and say what they are. */
export function picture(words: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new TextEncoder().encode(words)]);
}

function decoderOf(delay: Delay): CoreParts['decoder'] {
  const show = ({ bytes }: { bytes: Uint8Array }) =>
    delay(Promise.resolve({ mediaType: 'image/png', ...sizeOf(bytes), transparent: false, png: null }), 'show');
  return { show } as unknown as CoreParts['decoder'];
}

const sizeOf = (bytes: Uint8Array) => ({ width: 60 + (bytes.length % 7), height: 48 });

function desktopOf(own: NonNullable<HeadlessParts['desktop']>): CoreParts['desktop'] {
  const known = { askToLeave: async () => ({ leave: true }), listRecoveries: async () => [], ...own };
  return new Proxy(known, {
    get: (target, name) => target[name as 'askToLeave'] ?? (async () => ({})),
  }) as unknown as CoreParts['desktop'];
}

function canvasOf(shown: DocumentStore, delay: Delay, onCall: (call: string) => void = () => {}): CanvasPort {
  const viewport = { get: () => ({ zoom: 1, x: 0, y: 0, angle: 0 }), subscribe: () => () => {} };
  const nothing = () => undefined;
  const known = {
    viewport: new Proxy(viewport, { get: (own, name) => own[name as 'get'] ?? nothing }),
    onPointer: () => nothing,
    onHover: () => nothing,
    onPlace: () => nothing,
    onMeasure: () => nothing,
    onLook: () => nothing,
    onOpenGuide: () => nothing,
    snapping: noSnapping,
    editText: () => ({ end: nothing }),
    styleText: nothing,
    sizeOfText: () => ({ width: 1, height: 1 }),
    fonts: async () => [],
    hasFont: () => true,
    onOpenLayer: () => nothing,
    beginPaint: () => ({ show: nothing, keep: nothing, end: nothing }),
    showCandidate: async () => delay(Promise.resolve(), 'candidate'),
    pageOf: (document: DocumentStore, loadBlob: LoadBlob) => pageOf(document, loadBlob, delay),
    // Of a canvas that knows one page alone.
    ...pageOf(shown, () => Promise.reject(new Error('not asked for')), delay),
  };
  return new Proxy(known, {
    get: (own, name: string) => {
      const method = own[name as 'onPointer'] ?? nothing;
      if (typeof method !== 'function') return method;
      return (...given: []) => {
        onCall(name);
        return method(...given);
      };
    },
  }) as unknown as CanvasPort;
}

function pageOf(document: DocumentStore, loadBlob: LoadBlob, delay: Delay): PageRaster {
  return rasterOf(() => document.getState().document, loadBlob, delay);
}

function rasterOf(page: () => PictureDocument, loadBlob: LoadBlob, delay: Delay): PageRaster {
  const names = () => page().layers.map(({ name }) => name);
  return {
    asItIs: () => {
      const now = page();
      return rasterOf(() => now, loadBlob, delay);
    },
    rasterise: async () => {
      const { width, height } = page();
      return delay(Promise.resolve({ width, height, rgba: new Uint8Array(width * height * 4) }), 'rasterise');
    },
    rasterOf: async (hash) => {
      await loadBlob(hash);
      return { width: 1, height: 1, rgba: new Uint8Array(4) };
    },
    encoded: async (hash) => loadBlob(hash),
    rasteriseMask: async () => rasteriseRegion(page().region, page().width, page().height),
    rasteriseLayer: async () => null,
    composed: async () => null,
    rasteriseLayerMask: async () => null,
    rasteriseProtected: async () => delay(Promise.resolve(null), 'protected'),
    rasteriseBare: async () => ({ width: 1, height: 1, rgba: new Uint8Array(4) }),
    histogramBelow: async () => ({ master: [], red: [], green: [], blue: [] }),
    maskThumbnail: async () => null,
    thumbnail: async () => null,
    exportPng: async () => delay(Promise.resolve(picture(`page of ${names()}`)), 'export'),
  };
}
