import { useGallery } from './context.ts';

/** A picture of the project by its hash, on a chequered ground; the ground alone while it loads. */
export function Thumbnail({ hash, className = '' }: { readonly hash: string; readonly className?: string }) {
  const url = useGallery((gallery) => gallery.pictureUrl(hash));
  return (
    <span className={`thumbnail ${className}`} aria-hidden>
      {url !== null && <img src={url} alt="" draggable={false} loading="lazy" />}
    </span>
  );
}
