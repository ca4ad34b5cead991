import { useCallback } from 'react';
import { useStudio } from '../context.ts';
import { tilesOf } from './tiles.ts';

/**
 * Chooses all pictures that the gallery shows. The records that have not been read yet are read first, since whoever
 * chooses all means those as well. Whatever the artist chooses meanwhile ends it.
 */
export function useChooseAll(): () => void {
  const { gallery, galleryPage } = useStudio();
  return useCallback(() => {
    const chooseShown = () => {
      const { generations, search } = gallery.getState();
      const { openRuns, choose } = galleryPage.getState();
      const tiles = tilesOf(search.hits ?? generations, { dropped: search.dropped, openRuns });
      choose(tiles.flatMap(({ pictures }) => pictures.map(({ id }) => id)));
      return galleryPage.getState().chosen;
    };
    const readAll = async () => {
      for (let chosen = chooseShown(); ; chosen = chooseShown()) {
        const { complete, search, loadMore, loadMoreHits } = gallery.getState();
        if (search.hits === null ? complete : search.complete) return;
        await (search.hits === null ? loadMore() : loadMoreHits());
        const now = gallery.getState();
        const failed = now.search.hits === null ? now.failed : now.search.failed;
        if (failed || galleryPage.getState().chosen !== chosen || !galleryPage.getState().isShown) return;
      }
    };
    void readAll();
  }, [gallery, galleryPage]);
}
