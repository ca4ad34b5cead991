import type { Layer } from '../../preload/contract/document.ts';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import type { ProjectStore } from '../document/project-store.ts';
import { layerBoxFor, type PagePlacement } from './placement.ts';
import type { Candidate, Offered } from './session-types.ts';
import { type DrawTask, drawTasks } from './tasks.ts';
import { traceOfPng } from './trace.ts';
import type { Work } from './work.ts';

export type CommitParams = Parameters<ProjectStore['commitGeneration']>[0];

/** Everything that made the picture, ready for the store. */
export function commitParams(work: Work, candidate: Candidate, placement: PagePlacement): CommitParams {
  const { result, generationId } = candidate;
  return {
    generation: {
      id: generationId,
      task: candidate.recordedTask,
      prompt: work.prompt,
      settings: result.settings,
      seed: result.seed,
      modelHash: result.modelHash,
      modelName: result.modelName,
      provider: result.provider,
      timings: result.timings,
      frame: placement.frame,
      pageWidth: placement.page.width,
      pageHeight: placement.page.height,
      details: { ...work.details, ...(result.checks && { checks: result.checks }) },
      givenPicture: work.givenPicture,
      givenStyle: work.givenStyle,
      parentId: work.parentId,
      gridColumns: result.grid.columns,
      gridRows: result.grid.rows,
      gridCodes: littleEndian(result.grid.codes),
      outcome: work.waits ? 'waiting' : 'accepted',
    },
    picture: result.png,
    mask: work.mask,
  };
}

/** The drawing task of that name in a record; null for a name of another kind, or of another version of the studio. */
export function knownTaskOf(task: string): DrawTask | null {
  return drawTasks.find((name) => name === task) ?? null;
}

/** As which a record is used again. What the window does not know lies on the page as a whole picture does. */
export function drawTaskOf(task: string): DrawTask {
  return knownTaskOf(task) ?? 'generate';
}

/** A candidate of an earlier day, as far as its record keeps it. */
export async function candidateOf({ generation, png }: Offered): Promise<Candidate> {
  const { id, prompt, seed, settings, modelHash, modelName, provider, timings, frame } = generation;
  const { gridColumns, gridRows, gridCodes, details } = generation;
  const checks = details.checks && { checks: details.checks };
  const task = drawTaskOf(generation.task);
  const grid = { columns: gridColumns, rows: gridRows, codes: codesOf(gridCodes) };
  const made = { seed, settings, modelHash, modelName, provider, timings };
  return {
    generationId: id,
    prompt,
    recordedTask: generation.task,
    result: { task, png, frame, grid, receipt: null, ...made, ...checks },
    trace: await traceOfPng(png),
    size: pngSize(png) ?? { width: frame.width, height: frame.height },
    frame,
    generation,
  };
}

/** Width and height stand in a PNG's header at a fixed place; null where the bytes are too few for one. */
function pngSize(png: Uint8Array): { width: number; height: number } | null {
  if (png.length < 24) return null;
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** What a layer is called where no words say it. */
const plainNames: Readonly<Record<DrawTask, string>> = {
  generate: 'Picture',
  retouch: 'Retouch',
  extend: 'Extension',
  vary: 'Variation',
  edit: 'Edit',
  subject: 'Picture',
  control: 'Picture',
  style: 'Restyled picture',
  predict: 'Map',
  views: 'Another view',
};

/** The layer that shows a committed generation at its frame. */
export function layerOf(
  generation: ListedGeneration,
  id: string,
  picture: { readonly width: number; readonly height: number },
  box: ReturnType<typeof layerBoxFor> = layerBoxFor(generation.frame, picture),
): Layer {
  return {
    id,
    name: shortName(generation.prompt, plainNames[drawTaskOf(generation.task)]),
    blob: generation.picture,
    mediaType: 'image/png',
    width: picture.width,
    height: picture.height,
    ...box,
    angle: 0,
    opacity: 1,
    visible: true,
    generationId: generation.id,
  };
}

const NAME_LENGTH = 60;

/** A prompt as a layer's name: one line, cut at a word. */
export function shortName(prompt: string, fallback: string): string {
  const line = prompt.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return fallback;
  if (line.length <= NAME_LENGTH) return line;
  const cut = line.slice(0, NAME_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > NAME_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** Int32 codes as the bytes that the record keeps, on any machine. */
function littleEndian(codes: Int32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(codes.length * 4));
  codes.forEach((code, i) => {
    view.setInt32(i * 4, code, true);
  });
  return new Uint8Array(view.buffer);
}

function codesOf(bytes: Uint8Array): Int32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(i * 4, true));
}
