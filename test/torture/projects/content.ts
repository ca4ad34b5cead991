import type { PictureLayer } from '../../../preload/contract/document.ts';
import type { NewQueuedJob } from '../../../preload/contract/queued-jobs.ts';
import type { Note } from '../../../preload/contract/records.ts';
import type { StrokeStep } from '../../../preload/contract/region-steps.ts';
import type { Params } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { pictureLayer } from '../../../renderer/document/new-layer.ts';
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
