import { useCallback, useState, useSyncExternalStore } from 'react';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { LARGE_SIDE } from '../../../preload/contract/thumbnail-sides.ts';
import { useStudio, useWords } from '../context.ts';
import { titleOf } from '../words.ts';

interface WholePictureProps {
  readonly generation: ListedGeneration;
  /** Whether one pixel of the picture is one of the screen. Else it fits into its place. */
  readonly isActual?: boolean;
}

/** A picture as it is. Until it is read, its large thumbnail stands for it. */
export function WholePicture({ generation, isActual = false }: WholePictureProps) {
  const strings = useWords();
  const { thumbnails } = useStudio();
  const whole = useWholeUrl(generation.picture);
  const url = whole ?? thumbnails.urlOf(generation.picture, LARGE_SIDE) ?? thumbnails.urlOf(generation.picture);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const { devicePixelRatio: ratio } = window;
  if (url === null) return <p role="status">{strings.galleryPage.view.loading}</p>;
  return (
    <img
      className={`whole-picture ${isActual ? 'is-actual' : ''}`}
      src={url}
      alt={titleOf(strings, generation)}
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
      {...(isActual && size !== null && { style: { width: size.width / ratio, height: size.height / ratio } })}
    />
  );
}

/** The address of a whole picture, which stays read while it is shown; null until it is read. */
function useWholeUrl(hash: string): string | null {
  const { wholePictures } = useStudio();
  const watch = useCallback((changed: () => void) => wholePictures.watch(hash, changed), [wholePictures, hash]);
  return useSyncExternalStore(watch, () => wholePictures.urlOf(hash));
}
