/** Reads pictures that this engine drew, with the trace in their files. */
import { toldOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { imageToImageSize } from '../../../preload/contract/model-tasks.ts';
import { readHeader } from '../../../preload/contract/picture-header.ts';
import { frameSchema } from '../../../preload/contract/pictures.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import { gridFor } from '../../../preload/contract/region-frame.ts';
import type { KnownCodes, PictureTrace } from '../../../preload/contract/task-inputs.ts';
import { areCodes } from '../codec/codes.ts';
import { traceOfText } from '../families/lumina-dimoo/trace-text.ts';
import type { Size } from '../framing/sizes.ts';
import type { Engine } from './engine.ts';
import { sayNote } from './options.ts';
import { type OpenedPicture, openPicture, pictureBytes } from './pictures.ts';

/** A picture's trace and prompt. */
export interface Drawing {
  readonly prompt: string;
  readonly trace: PictureTrace;
  /** Size of the drawn part, in pixels. */
  readonly width: number;
  readonly height: number;
}

type OwnModel = Pick<Manifest, 'name' | 'modelHash' | 'codebookSize' | 'codec' | 'nativeSizes' | 'defaults'>;

/**
 * Opens a drawing.
 * @param path absolute
 * @throws StudioError 'not-found', or 'bad-picture' where this model did not draw it
 */
export async function openDrawing(path: string, manifest: OwnModel): Promise<Drawing> {
  return drawingIn(await pictureBytes(path), path, manifest);
}

function drawingIn(bytes: Uint8Array, path: string, manifest: OwnModel): Drawing {
  const text = pngText(bytes);
  if (text.trace === undefined) {
    throw StudioError.of('cli.no-trace', { path });
  }
  if (text.modelHash !== manifest.modelHash) {
    throw StudioError.of('cli.foreign-trace', { path, model: manifest.name });
  }
  const drawing = drawingOf(text, bytes, manifest);
  if (drawing !== null) return drawing;
  throw StudioError.of('cli.trace-damaged', { path });
}

/** The drawing in a PNG's text, or null where the trace is invalid or impossible for a picture of this model and size. */
function drawingOf(text: Readonly<Record<string, string>>, bytes: Uint8Array, manifest: OwnModel): Drawing | null {
  const trace = traceOfText(text);
  const frame = frameSchema.safeParse(parsed(text.frame));
  const size = readHeader(bytes)?.size;
  if (trace === null || !frame.success || !size || !areCodes(trace.codes, manifest.codebookSize)) return null;
  const { width, height } = frame.data;
  // The check comes before decoding, since a few bytes may claim any number of cells.
  if (width > size.width || height > size.height || !fits(trace, frame.data, manifest)) return null;
  return { prompt: text.prompt ?? '', trace, width, height };
}

/** Whether the grid has cells for every pixel, or as many as the model's own pictures. */
function fits({ columns, rows }: PictureTrace, frame: Size, manifest: OwnModel): boolean {
  const { patchSize } = manifest.codec;
  const grids = [...manifest.nativeSizes, imageToImageSize(manifest)].map((native) =>
    gridFor(frame, native, patchSize),
  );
  grids.push({ columns: Math.ceil(frame.width / patchSize), rows: Math.ceil(frame.height / patchSize) });
  return grids.some((grid) => grid.columns === columns && grid.rows === rows);
}

/**
 * The codes and confidence in a picture's file, where they decode exactly to the picture; null otherwise. A damaged
 * trace is ignored with a message.
 */
export async function knownCodesOf(
  { path, bytes, raster }: OpenedPicture,
  { client, manifest }: Engine,
): Promise<KnownCodes | null> {
  const text = pngText(bytes);
  if (text.trace === undefined || text.modelHash !== manifest.modelHash) return null;
  const drawing = drawingOf(text, bytes, manifest);
  if (drawing === null) {
    sayNote(toldOf('cli.trace-set-aside', { path }));
    return null;
  }
  const { columns, rows, codes, confidence } = drawing.trace;
  const { width, height } = raster;
  const { patchSize } = manifest.codec;
  if (columns * patchSize !== width || rows * patchSize !== height) return null;
  const shown = await client.replay({ trace: drawing.trace, stepsDone: null });
  if (Buffer.compare(shown.raster.rgba, raster.rgba) !== 0) return null;
  return { frame: { x: 0, y: 0, width, height }, columns, rows, codes, confidence };
}

/**
 * Opens two drawings of this model to be mixed.
 * @param first absolute path
 * @param second absolute path
 * @throws StudioError 'not-found', 'bad-picture'
 */
export async function openPair(first: string, second: string, manifest: OwnModel) {
  const open = async (path: string) => {
    const { bytes, raster } = await openPicture(path);
    const { trace, prompt } = drawingIn(bytes, path, manifest);
    return { trace, prompt, picture: raster };
  };
  const own = await open(first);
  const { trace, picture } = await open(second);
  return { ...own, second: { trace, picture } };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return null;
  }
}
