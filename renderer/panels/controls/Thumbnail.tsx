import { useCallback, useSyncExternalStore } from 'react';
import { SMALL_SIDE, type ThumbnailSide } from '../../../preload/contract/thumbnail-sides.ts';
import { useStudio } from '../context.ts';

interface ThumbnailProps {
  readonly hash: string;
  /** The longer side that its copy has at most, in pixels. */
  readonly side?: ThumbnailSide;
  readonly className?: string;
}

/**
 * A picture of the project by its hash, on a chequered ground. While it loads, only the ground is shown, or the small copy
 * in place of a large one.
 */
export function Thumbnail({ hash, side = SMALL_SIDE, className = '' }: ThumbnailProps) {
  const small = useUrl(hash, SMALL_SIDE);
  const url = useUrl(hash, side) ?? small;
  return (
    <span className={`thumbnail ${className}`} aria-hidden>
      {url !== null && <img src={url} alt="" draggable={false} decoding="async" />}
    </span>
  );
}

function useUrl(hash: string, side: ThumbnailSide): string | null {
  const { thumbnails } = useStudio();
  const watch = useCallback((changed: () => void) => thumbnails.watch(hash, changed, side), [thumbnails, hash, side]);
  return useSyncExternalStore(watch, () => thumbnails.urlOf(hash, side));
}
