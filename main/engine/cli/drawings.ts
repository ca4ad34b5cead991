/** Pictures that this engine drew, with the trace that lies in their files. */
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { frameSchema, type Raster } from '../../../preload/contract/pictures.ts';
import type { KnownCodes, PictureTrace } from '../../../preload/contract/task-inputs.ts';
import type { Model } from '../model.ts';
import { pngText } from '../pictures/png.ts';
import { replay } from '../replay.ts';
import { traceOfText } from '../trace-text.ts';
import { openPicture, pictureBytes } from './options.ts';

export interface Drawing {
  readonly prompt: string;
  readonly trace: PictureTrace;
  /** Pixels of what was drawn. */
  readonly width: number;
  readonly height: number;
}

/**
 * @param path absolute
 * @throws StudioError 'not-found', or 'bad-picture' where this model has not drawn it
 */
export async function openDrawing(path: string, manifest: Pick<Manifest, 'name' | 'modelHash'>): Promise<Drawing> {
  const text = pngText(await pictureBytes(path));
  const drawing = drawingOf(text);
  if (drawing === null) {
    throw new StudioError('bad-picture', `${path} carries no trace; only PNG files as the studio wrote them do.`);
  }
  if (text.modelHash !== manifest.modelHash) {
    throw new StudioError('bad-picture', `${path} was drawn by another model than "${manifest.name}".`);
  }
  return drawing;
}

function drawingOf(text: Readonly<Record<string, string>>): Drawing | null {
  const trace = traceOfText(text);
  const frame = frameSchema.safeParse(parsed(text.frame));
  if (trace === null || !frame.success) return null;
  return { prompt: text.prompt ?? '', trace, width: frame.data.width, height: frame.data.height };
}

/**
 * The codes and confidence in a picture's file, where the picture is still, pixel by pixel, what they
 * decode to; null for all other pictures.
 * @param path absolute
 */
export async function knownCodesOf(path: string, picture: Raster, model: Model): Promise<KnownCodes | null> {
  const text = pngText(await pictureBytes(path));
  const drawing = text.modelHash === model.manifest.modelHash ? drawingOf(text) : null;
  if (drawing === null) return null;
  const { raster } = await replay(model, { trace: drawing.trace, stepsDone: null });
  if (raster.width !== picture.width || Buffer.compare(raster.rgba, picture.rgba) !== 0) return null;
  const { columns, rows, codes, confidence } = drawing.trace;
  return { frame: { x: 0, y: 0, width: picture.width, height: picture.height }, columns, rows, codes, confidence };
}

/** Two drawings of this model to be mixed. @param first absolute, as `second` */
export async function openPair(first: string, second: string, manifest: Pick<Manifest, 'name' | 'modelHash'>) {
  const open = async (path: string) => {
    const { trace, prompt } = await openDrawing(path, manifest);
    return { trace, prompt, picture: (await openPicture(path)).raster };
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
