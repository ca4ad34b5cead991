import type { ProjectStore } from '../../document/project-store.ts';
import type { PagePlacement } from '../pictures/placement.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { traceOfPng } from './draw-trace.ts';
import type { KeptInputs } from './kept-inputs.ts';
import type { CanvasCandidate, Offered } from './run-types.ts';
import type { RunSnapshot } from './snapshot.ts';

export type CommitParams = Parameters<ProjectStore['commitGeneration']>[0];

/** Everything that made the picture, in the form that the store saves. */
export function commitParams(
  snapshot: RunSnapshot,
  candidate: CanvasCandidate,
  placement: PagePlacement,
  inputs: KeptInputs,
): CommitParams {
  const { result, generationId } = candidate;
  return {
    generation: {
      id: generationId,
      runId: snapshot.runId,
      task: candidate.recordedTask,
      prompt: snapshot.prompt,
      settings: result.settings,
      seed: result.seed,
      modelHash: result.modelHash,
      modelName: result.modelName,
      modelFamily: result.modelFamily,
      modelPrecision: result.modelPrecision,
      elementTypes: result.elementTypes,
      provider: result.provider,
      versions: result.versions ?? null,
      timings: result.timings,
      frame: placement.frame,
      pageWidth: placement.page.width,
      pageHeight: placement.page.height,
      details: { ...snapshot.details, ...(result.checks && { checks: result.checks }) },
      ...inputs,
      givenStyle: snapshot.givenStyle,
      parentId: snapshot.parentId,
      grid: result.grid && { ...result.grid, codes: littleEndian(result.grid.codes) },
      artifacts: [],
      outcome: snapshot.waits ? 'waiting' : 'accepted',
    },
    picture: result.png,
    mask: snapshot.mask,
    ...(snapshot.queuedJob !== null && { queuedJob: snapshot.queuedJob }),
  };
}

/** Restores a candidate of an earlier session from its record. */
export async function candidateOf({ generation, png }: Offered): Promise<CanvasCandidate> {
  const { id, prompt, seed, settings, modelHash, modelName, provider, timings, frame, details } = generation;
  const { modelFamily, modelPrecision, elementTypes } = generation;
  const checks = details.checks && { checks: details.checks };
  const task = drawTaskOf(generation.task);
  const grid = generation.grid && { ...generation.grid, codes: codesOf(generation.grid.codes) };
  const model = { modelHash, modelName, modelFamily, modelPrecision, elementTypes };
  const made = { seed, settings, ...model, provider, timings };
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

/** Reads width and height at their fixed place in a PNG's header; null where there are too few bytes. */
function pngSize(png: Uint8Array): { width: number; height: number } | null {
  if (png.length < 24) return null;
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Int32 codes in the byte order of the record, on every machine. */
export function littleEndian(codes: Int32Array): Uint8Array<ArrayBuffer> {
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
