import { useCallback, useSyncExternalStore } from 'react';
import { useStudio } from '../context.ts';

/** A picture of the project by its hash, on a chequered ground. While it loads, only the ground is shown. */
export function Thumbnail({ hash, className = '' }: { readonly hash: string; readonly className?: string }) {
  const { thumbnails } = useStudio();
  const watch = useCallback((changed: () => void) => thumbnails.watch(hash, changed), [thumbnails, hash]);
  const url = useSyncExternalStore(watch, () => thumbnails.urlOf(hash));
  return (
    <span className={`thumbnail ${className}`} aria-hidden>
      {url !== null && <img src={url} alt="" draggable={false} decoding="async" />}
    </span>
  );
}
