import { useEffect, useRef } from 'react';
import { strings } from '../theme/strings.ts';
import { useGallery } from './context.ts';

/** The end of a list: coming into sight asks for the next page. */
export function LoadMore() {
  const { complete, loading, loadMore } = useGallery((gallery) => gallery);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || complete || loading) return;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void loadMore();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [complete, loading, loadMore]);
  if (complete) return null;
  return (
    <div ref={end} className="load-more">
      {loading ? strings.gallery.loading : ''}
    </div>
  );
}
