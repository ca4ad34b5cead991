import { firstAdjustments } from '../../../preload/contract/adjustments.ts';
import type { AdjustmentLayer, FillLayer, PaintLayer, PictureLayer } from '../../../preload/contract/document.ts';
import type { Guide } from '../../../preload/contract/guides.ts';
import type { NewQueuedJob } from '../../../preload/contract/queued-jobs.ts';
import type { Note } from '../../../preload/contract/records.ts';
import type { RegionStep, StrokeStep } from '../../../preload/contract/region-steps.ts';
import type { SavedMask } from '../../../preload/contract/saved-masks.ts';
import type { Params } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { adjustmentLayer, fillLayer, paintLayer, pictureLayer } from '../../../renderer/document/new-layer.ts';
import type { Chance } from '../chance.ts';
import { PAGE } from '../requests.ts';

/** Sound content of projects, as the window would send it; all of it follows from chance. */

type Commit = Params<StoreService['commitGeneration']>;

export function commitOf(projectId: string, chance: Chance): Commit {
  return {
    projectId,
    picture: new Uint8Array(Buffer.alloc(chance.int(2000, 20_000), chance.bytes(64))),
    mask: chance.happens(0.5) ? chance.bytes(300) : null,
    generation: {
      id: chance.uuid(),
      runId: chance.uuid(),
      task: 'generate',
      prompt: 'a red circle on a yellow background',
      settings: { steps: 16, textGuidance: 4, samplingTemperature: 1 },
      seed: chance.int(0, 0xffff_ffff),
      modelHash: 'a'.repeat(64),
      modelName: 'Pocket',
      modelFamily: 'lumina-dimoo',
      modelPrecision: 'fp32',
      elementTypes: null,
      provider: 'cpu',
      timings: { total: 1.5, encode: 0, denoise: 1.25, decode: 0.25, running: 1.4 },
      frame: { x: 0, y: 0, ...PAGE },
      pageWidth: PAGE.width,
      pageHeight: PAGE.height,
      details: {},
      givenPicture: null,
      givenStyle: null,
      freezeMask: null,
      versions: null,
      parentId: null,
      grid: { columns: 4, rows: 3, codes: chance.bytes(48) },
      artifacts: [],
      outcome: 'waiting',
    },
  };
}

export function layerOf(blob: string, chance: Chance, generationId: string | null = null): PictureLayer {
  return pictureLayer({
    id: chance.uuid(),
    name: `Layer ${chance.int(1, 1000)}`,
    blob,
    mediaType: 'image/png',
    ...PAGE,
    x: chance.share() * 20,
    y: 0,
    scaleX: 1,
    scaleY: 1,
    generationId,
  });
}

export function strokeOf(chance: Chance): StrokeStep {
  const points = Array.from({ length: chance.int(2, 300) * 2 }, () => chance.share() * 64);
  return { kind: 'stroke', id: chance.uuid(), operation: 'add', size: 8, points };
}

/** A paint layer whose tiles and whose mask are blobs of the project. */
export function paintOf(tiles: readonly string[], mask: string, chance: Chance): PaintLayer {
  return {
    ...paintLayer({ id: chance.uuid(), name: `Paint ${chance.int(1, 1000)}`, width: 512, height: 512 }),
    tiles: tiles.map((blob, at) => ({ column: at % 2, row: at >> 1, blob })),
    mask: { blob: mask, enabled: true, x: 0, y: 0, width: 512, height: 512 },
  };
}

/** Fills and adjustments of every type, the first of them with a mask. */
export function fillsOf(mask: string, chance: Chance): (FillLayer | AdjustmentLayer)[] {
  const colour = { red: chance.int(0, 255), green: chance.int(0, 255), blue: chance.int(0, 255) };
  const stop = { ...colour, alpha: chance.share() };
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 64, y: 40 },
  ];
  const own = (name: string) => ({ id: chance.uuid(), name });
  const frame = { blob: mask, enabled: true, x: 0, y: 0, width: 512, height: 512 };
  return [
    { ...fillLayer({ ...own('Colour'), fill: { type: 'solid', colour } }), mask: frame },
    fillLayer({
      ...own('Gradient'),
      fill: { type: 'gradient', shape: 'radial', from, to, first: stop, second: { ...stop, alpha: 1 } },
    }),
    ...Object.values(firstAdjustments).map((adjustment) => adjustmentLayer({ ...own(adjustment.type), adjustment })),
  ];
}

/** Steps of a region of every kind but the stroke. */
export function otherStepsOf(picture: string, chance: Chance): RegionStep[] {
  const box = { x: 4, y: 4, width: 30, height: 20 };
  const shape = () => ({ id: chance.uuid(), operation: chance.pick(['add', 'subtract', 'intersect'] as const) });
  return [
    { kind: 'rectangle', ...shape(), ...box },
    { kind: 'ellipse', ...shape(), ...box },
    { kind: 'polygon', ...shape(), points: [1, 1, 40, 5, 20, 30] },
    { kind: 'picture', ...shape(), blob: picture, ...box },
    { kind: 'feather', id: chance.uuid(), radius: 3 },
    { kind: 'grow', id: chance.uuid(), by: -2 },
    { kind: 'invert', id: chance.uuid() },
  ];
}

export function savedMaskOf(blob: string, chance: Chance): SavedMask {
  return { id: chance.uuid(), name: `Region ${chance.int(1, 1000)}`, blob, x: 0, y: 0, width: 30, height: 20 };
}

export function guideOf(chance: Chance): Guide {
  return { id: chance.uuid(), orientation: 'vertical', position: chance.int(0, 100) };
}

export function noteOf(picture: string | null, chance: Chance): Note {
  return {
    id: chance.uuid(),
    task: 'caption',
    question: '',
    text: `A caption, ${chance.int(1, 1e6)}`,
    picture,
    settings: null,
    modelHash: 'a'.repeat(64),
    createdAt: 1_700_000_000_000 + chance.int(0, 1e6),
    editedAt: null,
  };
}

export function queuedJobOf(picture: string | null, chance: Chance): NewQueuedJob {
  return {
    id: chance.uuid(),
    runId: chance.uuid(),
    place: chance.int(1, 1000),
    count: 2,
    request: {
      task: 'vary',
      prompt: 'a red circle on a yellow background',
      settings: { steps: 16, textGuidance: 4, samplingTemperature: 1 },
      seed: chance.int(0, 0xffff_ffff),
      size: PAGE,
      details: { strength: 0.5 },
      verify: false,
      waits: true,
      parentId: null,
      page: PAGE,
      pageLook: 'f'.repeat(64),
    },
    picture,
    stylePicture: null,
    regionMask: null,
    freezeMask: null,
    givenPicture: null,
    givenStyle: null,
  };
}
