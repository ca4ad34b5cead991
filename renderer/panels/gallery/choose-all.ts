import { useCallback } from 'react';
import { useStudio } from '../context.ts';
import { tilesOf } from './tiles.ts';

/** Records of a page here. The list is drawn anew after each, which takes longer than to read it. */
const AT_ONCE = 500;
/** Milliseconds until it is looked again whether a page has come that something else has asked for. */
const LOOK_MS = 50;

type Studio = Pick<ReturnType<typeof useStudio>, 'gallery' | 'galleryPage'>;

/**
 * Chooses all pictures that the gallery shows. The records that have not been read yet are read first, since whoever
 * chooses all means those as well. Whatever the artist chooses meanwhile ends it.
 */
export function useChooseAll(): () => void {
  const { gallery, galleryPage } = useStudio();
  return useCallback(() => void chooseAll({ gallery, galleryPage }), [gallery, galleryPage]);
}

export async function chooseAll({ gallery, galleryPage }: Studio): Promise<void> {
  const found = () => gallery.getState().search.hits ?? gallery.getState().generations;
  const chooseShown = () => {
    const { openRuns, choose } = galleryPage.getState();
    const tiles = tilesOf(found(), { dropped: gallery.getState().search.dropped, openRuns });
    choose(tiles.flatMap(({ pictures }) => pictures.map(({ id }) => id)));
    return galleryPage.getState().chosen;
  };
  let chosen = chooseShown();
  for (;;) {
    const { complete, search, loadMore, loadMoreHits } = gallery.getState();
    if (search.hits === null ? complete : search.complete) return;
    const before = found();
    await (search.hits === null ? loadMore(AT_ONCE) : loadMoreHits(AT_ONCE));
    const now = gallery.getState();
    const failed = now.search.hits === null ? now.failed : now.search.failed;
    if (failed || galleryPage.getState().chosen !== chosen || !galleryPage.getState().isShown) return;
    // The list itself may be reading a page. Nothing else would happen in the window if this asked again at once.
    if (found() === before) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    else chosen = chooseShown();
  }
}
