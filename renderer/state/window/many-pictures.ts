import type { ExportedCaptionFormat } from '../../../preload/contract/caption-files.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { namesOf } from '../../document/export-names.ts';
import { nothingSaid, type SaidOfPictures } from '../../document/said.ts';
import { guarded, type ProjectParts } from '../parts.ts';

/** The project from which many pictures are exported. */
export interface ManyPictures extends Pick<ProjectParts, 'notify' | 'hold'> {
  readonly store: Pick<ProjectParts['store'], 'getBlob'>;
  readonly desktop: Pick<ProjectParts['desktop'], 'choosePictureFolder' | 'writePicture'>;
  readonly words: ProjectParts['words'];
  /** What was said about the pictures, once all of it is in the store. */
  readonly said: () => Promise<SaidOfPictures>;
}

/** How the files are named, and how captions go with them; null where they do not. */
export interface ExportedAs {
  readonly pattern: string;
  readonly captions: ExportedCaptionFormat | null;
}

interface Writing {
  /** Aborts before the next file. */
  readonly signal: AbortSignal;
  /** @param done how many files are written */
  readonly onProgress: (done: number) => void;
}

/**
 * Asks for a folder by the system's dialog, and writes each picture's own PNG there, with its record, and with what was said about it where that is asked for. The files that are
 * written before a failure or an end stay, and a notice says how many they are.
 * @returns whether a folder was chosen and nothing failed
 */
export async function writePictures(
  parts: ManyPictures,
  pictures: readonly ListedGeneration[],
  { pattern, captions }: ExportedAs,
  { signal, onProgress }: Writing,
): Promise<boolean> {
  let isDone = false;
  let written = 0;
  const of = pictures.length;
  await guarded(parts, async () => {
    const { place } = await parts.desktop.choosePictureFolder({});
    if (place === null) return;
    const names = namesOf(pattern, pictures, parts.words().task.picture);
    const said = captions === null ? null : await parts.said();
    for (const [index, { picture, prompt }] of pictures.entries()) {
      onProgress(written);
      if (signal.aborted) break;
      const { bytes } = await parts.store.getBlob({ hash: picture });
      const words = captions && { format: captions, said: said?.get(picture) ?? nothingSaid, prompt };
      await parts.desktop.writePicture({ place, name: names[index] ?? '', bytes, ...(words && { words }) });
      written += 1;
    }
    isDone = true;
  });
  const count = written;
  if (isDone && count === of) parts.notify('done', ({ galleryPage }) => galleryPage.export.written({ count }));
  else if (count > 0 || isDone) parts.notify('note', ({ galleryPage }) => galleryPage.export.some({ count, of }));
  return isDone;
}
