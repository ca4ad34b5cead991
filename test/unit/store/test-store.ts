import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { dataFolderAt } from '../../../main/store/folders.ts';
import { storeHandlers } from '../../../main/store/handlers.ts';
import { closeStudio, openStudio, type Studio } from '../../../main/store/studio.ts';
import type { PictureDocument, PictureLayer } from '../../../preload/contract/document.ts';
import type { Failure } from '../../../preload/contract/errors.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { NewQueuedJob } from '../../../preload/contract/queued-jobs.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { StrokeStep } from '../../../preload/contract/region-steps.ts';
import type { Params } from '../../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../../preload/contract/store.ts';
import { type Connection, connect } from '../../../preload/rpc/connect.ts';
import { threadPort } from '../../../preload/rpc/port.ts';
import { serve } from '../../../preload/rpc/serve.ts';
import { pictureLayer } from '../../../renderer/document/new-layer.ts';

/** A data folder that goes with the test. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestStore {
  readonly root: string;
  readonly client: Connection<StoreService>;
  readonly studio: () => Promise<Studio>;
  /** Ends it as a quit does; the folder stays. */
  readonly close: () => Promise<void>;
}

/** The whole service on real files, called through a real port, with the contract checked at both ends. */
export function startStore(root: string = makeDataFolder()): TestStore {
  let opening: Promise<Studio> | undefined;
  const studio = () => {
    opening ??= openStudio(dataFolderAt(root));
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  const { port1, port2 } = new MessageChannel();
  serve(storeService, storeHandlers(studio), threadPort(port1));
  const client = connect(storeService, threadPort(port2));
  const close = async () => {
    client.close();
    const open = await opening?.catch(() => undefined);
    opening = undefined;
    if (open !== undefined) closeStudio(open);
  };
  onTestFinished(close);
  return { root, client, studio, close };
}

export const emptyDocument: PictureDocument = { width: 64, height: 48, layers: [], region: [] };

/** Bytes that differ in every call; the store does not look into pictures. */
export function makePicture(size = 200): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(size));
}

export function makeLayer(blob: string, change: Partial<PictureLayer> = {}): PictureLayer {
  return pictureLayer({
    id: randomUUID(),
    name: 'Sky',
    blob,
    mediaType: 'image/png',
    width: 64,
    height: 48,
    x: 1.5,
    y: -2,
    scaleX: 0.5,
    scaleY: 2,
    angle: 30,
    opacity: 0.25,
    generationId: null,
    ...change,
  });
}

export function makeStroke(points = 3, change: Partial<StrokeStep> = {}): StrokeStep {
  const numbers = Array.from({ length: points * 2 }, () => Math.random() * 1000);
  return { kind: 'stroke', id: randomUUID(), operation: 'add', size: 12.5, points: numbers, ...change };
}

type Commit = Params<StoreService['commitGeneration']>;

export function makeCommit(projectId: string, change: Partial<Commit['generation']> = {}): Commit {
  return {
    projectId,
    picture: makePicture(),
    mask: null,
    generation: {
      id: randomUUID(),
      runId: randomUUID(),
      task: 'generate',
      prompt: 'a red circle on a yellow background',
      settings: { steps: 16, textGuidance: 4, samplingTemperature: 1 },
      seed: 0xffff_ffff,
      modelHash: 'a'.repeat(64),
      modelName: 'Pocket',
      modelFamily: 'lumina-dimoo',
      modelPrecision: 'fp32',
      elementTypes: { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' },
      provider: 'cpu',
      timings: { total: 1.5, encode: 0, denoise: 1.25, decode: 0.25, running: 1.4 },
      frame: { x: 0, y: 0, width: 64, height: 48 },
      pageWidth: 64,
      pageHeight: 48,
      details: {},
      givenPicture: null,
      givenStyle: null,
      freezeMask: null,
      versions: null,
      parentId: null,
      grid: { columns: 4, rows: 3, codes: makePicture(48) },
      artifacts: [],
      outcome: 'waiting',
      ...change,
    },
  };
}

/** A drawing to queue, which needs no picture. */
export function makeQueuedJob(change: Partial<NewQueuedJob> = {}): NewQueuedJob {
  return {
    id: randomUUID(),
    runId: randomUUID(),
    place: 1,
    count: 1,
    request: {
      task: 'generate',
      prompt: 'a red circle on a yellow background',
      settings: { steps: 16, textGuidance: 4, samplingTemperature: 1, negativePrompt: 'blue' },
      seed: 0xffff_ffff,
      size: { width: 64, height: 48 },
      details: { strength: 0.25 },
      verify: true,
      waits: true,
      parentId: randomUUID(),
      page: { width: 64, height: 48 },
      pageLook: 'f'.repeat(64),
    },
    picture: null,
    stylePicture: null,
    regionMask: null,
    freezeMask: null,
    givenPicture: null,
    givenStyle: null,
    ...change,
  };
}

/** What a call that must fail says. */
export async function failureFrom(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof StudioError) return error.failure;
    throw error;
  }
  throw new Error('The call was expected to fail.');
}

/** The newest records of a project, whole, newest first. */
export async function newestRows(
  store: Pick<TestStore, 'client'>,
  projectId: string,
  limit = 500,
): Promise<Generation[]> {
  const { generations } = await store.client.listGenerations({ projectId, before: null, limit });
  return Promise.all(generations.map(({ id }) => store.client.getGeneration({ projectId, id })));
}

export async function newProject(store: TestStore): Promise<string> {
  const { project } = await store.client.createProject({ name: 'Test', document: emptyDocument });
  return project.id;
}
