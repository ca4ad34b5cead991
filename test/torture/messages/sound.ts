import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { EngineService } from '../../../preload/contract/engine.ts';
import { type EngineWire, namedJobSchema } from '../../../preload/contract/engine-wire.ts';
import type { Params } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import type { DrawTaskName } from '../../../preload/contract/tasks.ts';
import { namePictures } from '../../../preload/rpc/named-pictures.ts';
import type { Chance } from '../chance.ts';
import { commitOf, layerOf, noteOf, queuedJobOf, strokeOf } from '../projects/content.ts';
import { drawRequest, emptyPage, PAGE, retouchRequest } from '../requests.ts';
import type { Known } from './hostile.ts';

/** One sound call of a method each: what hostile ones are made from. */
export type SoundCalls = readonly (readonly [method: string, params: unknown])[];

export function soundStoreCalls({ projectId, hash }: Known, generationId: string, chance: Chance): SoundCalls {
  const document = { ...emptyPage, layers: [layerOf(hash, chance)], region: [strokeOf(chance)] };
  const calls: { readonly [K in keyof StoreService]: Params<StoreService[K]> } = {
    listProjects: {},
    createProject: { name: 'Hostile', document: emptyPage },
    openProject: { id: projectId, fallback: { name: 'First', document: emptyPage } },
    // It holds a drawing, so that it stays.
    discardProject: { projectId },
    renameProject: { id: projectId, name: 'Renamed' },
    // Nothing may go to the trash: what was saved is looked for afterwards.
    deleteProject: { projectId: chance.uuid() },
    listTrash: {},
    bringBack: { trashedId: `2026-12-01T11-24-45-591Z.1.${chance.uuid()}` },
    deleteForGood: { trashedId: `2026-12-01T11-24-45-591Z.1.${chance.uuid()}` },
    duplicateProject: { projectId, name: 'Twin' },
    getCard: { of: projectId },
    exportProject: { projectId, place: chance.uuid() },
    importProject: { place: chance.uuid(), name: 'twin.dimoo' },
    beginDelivery: {},
    deliver: { place: chance.uuid(), at: 0, bytes: new Uint8Array([1, 2, 3]) },
    dropDelivery: { place: chance.uuid() },
    keepCard: { projectId, bytes: new Uint8Array([1, 2, 3]) },
    saveDocument: { projectId, document },
    putBlob: { projectId, bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png' },
    putBlobs: { projectId, blobs: [{ bytes: new Uint8Array([4, 5, 6]), mediaType: 'image/png' }] },
    getBlob: { projectId, hash },
    getThumbnail: { projectId, hash },
    commitGeneration: commitOf(projectId, chance),
    listVersions: { projectId },
    readVersion: { projectId, number: 1 },
    readUndoSteps: { projectId, direction: 'undo', from: 1 },
    settleGeneration: { projectId, id: generationId, outcome: 'dropped', document },
    starGenerations: { projectId, ids: [generationId], starred: true },
    getGeneration: { projectId, id: generationId },
    listDrawnWith: { projectId },
    listTree: { projectId, from: null, limit: 50 },
    listGenerations: { projectId, before: null, limit: 50, sought: { words: 'red', starred: false } },
    queueJob: { projectId, job: queuedJobOf(hash, chance) },
    listQueuedJobs: { projectId },
    arrangeQueuedJobs: { projectId, places: [{ id: chance.uuid(), place: 1.5 }] },
    markQueuedJob: { projectId, id: chance.uuid(), failure: null },
    dropQueuedJobs: { projectId, ids: [chance.uuid()] },
    queueCaptions: { projectId, captions: [{ id: chance.uuid(), task: 'caption', question: '', picture: hash }] },
    listQueuedCaptions: { projectId },
    markQueuedCaption: { projectId, id: chance.uuid(), failure: null },
    dropQueuedCaptions: { projectId, ids: [chance.uuid()] },
    commitCaption: { projectId, note: noteOf(hash, chance) },
    putNotes: { projectId, notes: [noteOf(hash, chance), noteOf(hash, chance)] },
    putNote: { projectId, note: noteOf(hash, chance) },
    listNotes: { projectId },
    deleteNote: { projectId, id: chance.uuid() },
    restoreNote: { projectId, id: chance.uuid() },
    listNoteVersions: { projectId, id: chance.uuid() },
    checkProject: { projectId },
    listBackups: { projectId },
    backUpProject: { projectId },
    restoreBackup: { projectId, backupId: '2026-11-29T11-24-45-591Z.asked' },
    status: {},
    getSettings: {},
    putSetting: { key: 'theme', value: { a: [1, null, 'x'] } },
  };
  return Object.entries(calls);
}

export interface SoundEngine {
  readonly calls: SoundCalls;
  /** What the calls name, by sha256: it has to be uploaded before. */
  readonly pictures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Jobs have no id yet: each submission needs one of its own. */
export async function soundEngineCalls(): Promise<SoundEngine> {
  const jobs = soundJobs();
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
  const submissions: Params<EngineWire['submit']>[] = [];
  for (const job of jobs) {
    const named = await namePictures(job);
    for (const [sha256, bytes] of named.pictures) pictures.set(sha256, bytes);
    submissions.push({ jobId: '', job: namedJobSchema.parse(named.value) });
  }
  const [[sha256 = '', bytes = new Uint8Array()] = []] = pictures;
  const jobId = '00000000-0000-4000-8000-00000000000f';
  const others: { readonly [K in Exclude<keyof EngineWire, 'submit'>]: Params<EngineWire[K]> } = {
    status: {},
    missing: { hashes: [sha256] },
    upload: { sha256, bytes },
    follow: { jobId },
    download: { jobId, sha256 },
    drop: { jobId },
  };
  return {
    calls: [...submissions.map((submission) => ['submit', submission] as const), ...Object.entries(others)],
    pictures,
  };
}

/** One of each kind of job, with pixels. */
function soundJobs(): readonly unknown[] {
  const { width, height } = PAGE;
  const picture = { width, height, rgba: new Uint8Array(width * height * 4).fill(90) };
  const settings = { steps: 2, genLength: 4, blockLength: 4, samplingTemperature: 0 };
  const [columns, rows] = [8, 8];
  const trace = {
    columns,
    rows,
    codes: new Int32Array(columns * rows),
    fixedAt: new Int16Array(columns * rows),
    confidence: new Float32Array(columns * rows),
  };
  const retouch = retouchRequest(1, 'a blue star');
  const { regionMask } = retouch;
  const drawing = { seed: 1, settings: retouch.settings };
  const part = { prompt: '', picture, feather: 2, contextMargin: 1, ...drawing };
  const sides = { left: 8, top: 0, right: 0, bottom: 0 };
  const draws: { readonly [T in DrawTaskName]: Extract<DrawRequest, { task: T }> } = {
    generate: drawRequest(1, 'a red circle'),
    retouch,
    extend: { task: 'extend', ...part, sides },
    vary: { task: 'vary', ...part, regionMask, strength: 0.5 },
    sketch: { task: 'sketch', prompt: 'a red circle', picture, strength: 0.5, ...drawing },
    mix: { task: 'mix', ...part, trace, second: { picture, trace }, regionMask, border: 2 },
    edit: { task: 'edit', ...part, regionMask: null },
    subject: { task: 'subject', prompt: 'at sea', picture, size: null, ...drawing },
    control: { task: 'control', prompt: 'a house', picture, variant: 'canny', ...drawing },
    style: { task: 'style', picture, stylePicture: picture, ...drawing },
    predict: { task: 'predict', picture, variant: 'depth', ...drawing },
    views: { task: 'views', picture, size: PAGE, variant: 'left', ...drawing },
  };
  const ways: readonly DrawRequest[] = [
    ...Object.values(draws),
    { ...draws.generate, resume: { trace, stepsDone: 1 } },
  ];
  const describe: Params<EngineService['describe']> = { task: 'caption', picture, question: '', settings, seed: 1 };
  const replay: Params<EngineService['replay']> = { trace, stepsDone: null };
  return [
    ...ways.map((request) => ({ kind: 'draw', request, previews: true })),
    { kind: 'describe', request: describe },
    { kind: 'replay', request: replay },
  ];
}
