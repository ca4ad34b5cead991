import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { namesOf } from '../../document/export-names.ts';
import { guarded, type ProjectParts } from '../parts.ts';

/** The project from which many pictures are exported. */
export interface ManyPictures extends Pick<ProjectParts, 'notify' | 'hold'> {
  readonly store: Pick<ProjectParts['store'], 'getBlob'>;
  readonly desktop: Pick<ProjectParts['desktop'], 'choosePictureFolder' | 'writePicture'>;
  readonly words: ProjectParts['words'];
}

interface Writing {
  /** Aborts before the next file. */
  readonly signal: AbortSignal;
  /** @param done how many files are written */
  readonly onProgress: (done: number) => void;
}

/**
 * Asks for a folder by the system's dialog, and writes each picture's own PNG there, with its record. The files that are
 * written before a failure or an end stay, and a notice says how many they are.
 * @returns whether a folder was chosen and nothing failed
 */
export async function writePictures(
  parts: ManyPictures,
  pictures: readonly ListedGeneration[],
  pattern: string,
  { signal, onProgress }: Writing,
): Promise<boolean> {
  let isDone = false;
  let written = 0;
  const of = pictures.length;
  await guarded(parts, async () => {
    const { place } = await parts.desktop.choosePictureFolder({});
    if (place === null) return;
    const names = namesOf(pattern, pictures, parts.words().task.picture);
    for (const [index, { picture }] of pictures.entries()) {
      onProgress(written);
      if (signal.aborted) break;
      const { bytes } = await parts.store.getBlob({ hash: picture });
      await parts.desktop.writePicture({ place, name: names[index] ?? '', bytes });
      written += 1;
    }
    isDone = true;
  });
  const count = written;
  if (isDone && count === of) parts.notify('done', ({ galleryPage }) => galleryPage.export.written({ count }));
  else if (count > 0 || isDone) parts.notify('note', ({ galleryPage }) => galleryPage.export.some({ count, of }));
  return isDone;
}
