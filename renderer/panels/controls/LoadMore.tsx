import { Button, GridListLoadMoreItem } from 'react-aria-components';
import type { StudioWords } from '../../../preload/words/index.ts';

/** A list that is read page by page. */
export interface Pages {
  readonly complete: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly loadMore: () => Promise<void>;
}

import { useWords } from '../context.ts';

/** The last item of a list. The list asks for the next page when this item is less than one and a half screens away. */
export function loadMoreItem({ gallery }: StudioWords, { complete, loading, failed, loadMore }: Pages) {
  if (complete || failed) return null;
  return (
    <GridListLoadMoreItem
      className="load-more"
      isLoading={loading}
      onLoadMore={() => void loadMore()}
      scrollOffset={1.5}
    >
      {gallery.loading}
    </GridListLoadMoreItem>
  );
}

/** A button below a list whose next page could not be loaded. */
export function LoadMore({ failed, loadMore }: Pages) {
  const strings = useWords();
  if (!failed) return null;
  return (
    <div className="load-more">
      <Button className="quiet-button" onPress={() => void loadMore()}>
        {strings.gallery.more}
      </Button>
    </div>
  );
}
