import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Kernel } from '../../../preload/contract/picture-service.ts';
import { isPageSize } from '../../document/frame-page.ts';
import { atSize, scaledBox, scaledPixels } from '../../document/image-size.ts';
import { isPicture } from '../../document/layer-tree.ts';
import type { Working } from '../../document/long-work.ts';
import { savedMasksOf, setDpi } from '../../document/operations.ts';
import { guarded } from '../parts.ts';
import { keepPng } from './layer-pixels.ts';
import type { PixelCommandParts } from './pixel-change.ts';
import { workingParts } from './working-parts.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ImageSize {
  /**
   * Scales the picture with all of its layers, and gives the page this resolution, in one undo step. A failure becomes a
   * notice.
   */
  resize(size: Size, kernel: Kernel, dpi: number | null): Promise<void>;
}

/** Every picture is resampled in the process for pictures, and is in the store before the document names it. */
export function createImageSize(parts: PixelCommandParts): ImageSize {
  return {
    resize: (size, kernel, dpi) =>
      guarded(parts, () =>
        parts.document
          .getState()
          .workInTurn('image-size', (working) => resize(workingParts(parts, working), size, { kernel, dpi }, working)),
      ),
  };
}

async function resize(
  parts: PixelCommandParts,
  size: Size,
  { kernel, dpi }: { readonly kernel: Kernel; readonly dpi: number | null },
  working: Working,
): Promise<void> {
  const { document, change } = parts.document.getState();
  if (!isPageSize(size)) return;
  if (size.width === document.width && size.height === document.height) {
    change((page) => setDpi(page, dpi));
    return;
  }
  const { tell, signal } = working;
  const of = document.layers.filter(isPicture).length + savedMasksOf(document).length;
  let done = 0;
  tell(done, of);
  const made = () => tell(++done, of);
  const resampled = {
    layers: await resampledLayers(parts, document, size, kernel, made),
    masks: await resampledMasks(parts, document, size, kernel, made),
  };
  signal.throwIfAborted();
  const state = parts.document.getState();
  if (state.document === document) state.change((page) => setDpi(atSize(page, size, resampled), dpi));
  else parts.notify('failure', ({ layers }) => layers.changedMeanwhile);
}

async function resampledLayers(
  parts: PixelCommandParts,
  document: PictureDocument,
  size: Size,
  kernel: Kernel,
  made: () => void,
) {
  const found = new Map<string, string>();
  for (const layer of document.layers.filter(isPicture)) {
    const wanted = scaledPixels(layer, document, size);
    found.set(layer.id, await resampled(parts, layer.blob, { ...wanted, kernel, grey: false }));
    made();
  }
  return found;
}

async function resampledMasks(
  parts: PixelCommandParts,
  document: PictureDocument,
  size: Size,
  kernel: Kernel,
  made: () => void,
) {
  const found = new Map<string, string>();
  for (const mask of savedMasksOf(document)) {
    const { width, height } = scaledBox(mask, document, size);
    found.set(mask.id, await resampled(parts, mask.blob, { width, height, kernel, grey: true }));
    made();
  }
  return found;
}

async function resampled(
  { store, decoder, ...parts }: PixelCommandParts,
  hash: string,
  wanted: Size & { readonly kernel: Kernel; readonly grey: boolean },
): Promise<string> {
  const { bytes } = await store.getBlob({ hash });
  const { png } = await decoder.resize({ bytes: new Uint8Array(bytes), name: '', ...wanted });
  return keepPng({ ...parts, store }, new Uint8Array(png));
}
