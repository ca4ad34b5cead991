import type { Layer } from '../../preload/contract/document.ts';
import type { Params } from '../../preload/contract/service.ts';
import type { Generation, StoreService } from '../../preload/contract/store.ts';
import { layerBoxFor, type PagePlacement } from './placement.ts';
import type { DrawTask, KeptResult } from './session-types.ts';

export type CommitParams = Params<StoreService['commitGeneration']>;

/** What a run knew when it began: enough to record it, whatever the page has become since. */
export interface Job {
  readonly projectId: string;
  readonly generationId: string;
  readonly prompt: string;
  /** Grey PNG of the page's size, for a retouch. */
  readonly mask: Uint8Array<ArrayBuffer> | null;
  readonly parentId: string | null;
}

/** Everything that made the picture, ready for the store. */
export function commitParams(job: Job, result: KeptResult, placement: PagePlacement): CommitParams {
  return {
    projectId: job.projectId,
    generation: {
      id: job.generationId,
      task: result.task,
      prompt: job.prompt,
      settings: result.settings,
      seed: result.seed,
      modelHash: result.modelHash,
      modelName: result.modelName,
      provider: result.provider,
      timings: result.timings,
      frame: placement.frame,
      pageWidth: placement.page.width,
      pageHeight: placement.page.height,
      parentId: job.parentId,
      gridColumns: result.grid.columns,
      gridRows: result.grid.rows,
      gridCodes: littleEndian(result.grid.codes),
      outcome: result.task === 'retouch' ? 'waiting' : 'accepted',
    },
    picture: result.png,
    mask: job.mask,
  };
}

/** What the engine had answered, as far as the record keeps it. */
export function resultOf(
  generation: Generation,
  png: Uint8Array<ArrayBuffer>,
): KeptResult & { readonly task: DrawTask } {
  const { seed, settings, modelHash, modelName, provider, timings, frame, gridColumns, gridRows, gridCodes } =
    generation;
  return {
    task: generation.mask === null ? 'generate' : 'retouch',
    png,
    frame,
    grid: { columns: gridColumns, rows: gridRows, codes: codesOf(gridCodes) },
    receipt: null,
    seed,
    settings,
    modelHash,
    modelName,
    provider,
    timings,
  };
}

/** The layer that shows a committed generation at its frame. */
export function layerOf(
  generation: Generation,
  id: string,
  picture: { readonly width: number; readonly height: number },
  box: ReturnType<typeof layerBoxFor> = layerBoxFor(generation.frame, picture),
): Layer {
  return {
    id,
    name: shortName(generation.prompt, generation.task === 'retouch' ? 'Retouch' : 'Picture'),
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

const NAME_LENGTH = 48;

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
