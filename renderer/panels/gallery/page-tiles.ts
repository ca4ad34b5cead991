import { useMemo } from 'react';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGallery, useGalleryPage } from '../context.ts';
import { chosenTiles, type PageTile, tilesOf } from './tiles.ts';

/** The tiles of the page of the gallery. */
export function usePageTiles(): readonly PageTile[] {
  const found = useGallery(({ search, generations }) => search.hits ?? generations);
  const dropped = useGallery(({ search }) => search.dropped);
  const openRuns = useGalleryPage((gallery) => gallery.openRuns);
  return useMemo(() => tilesOf(found, { dropped, openRuns }), [found, dropped, openRuns]);
}

/** The chosen pictures in the order of the list. A chosen stack stands for all of its pictures. */
export function useChosen(tiles: readonly PageTile[]): readonly ListedGeneration[] {
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  return useMemo(() => chosenTiles(tiles, chosen).flatMap(({ pictures }) => pictures), [tiles, chosen]);
}

/** Gives all of these pictures a star, or takes the stars away where all of them have one. */
export function useStarAll(): (pictures: readonly ListedGeneration[]) => Promise<void> {
  const star = useGallery((gallery) => gallery.star);
  return (pictures) => star(pictures, !pictures.every(({ starred }) => starred));
}

/** Opens the stack of a tile, or closes it. The pictures of a chosen stack stay chosen. */
export function useTurnStack(tiles: readonly PageTile[]): (tile: PageTile) => void {
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  const choose = useGalleryPage((gallery) => gallery.choose);
  const openRun = useGalleryPage((gallery) => gallery.openRun);
  return (tile) => {
    if (tile.ofRun === 1) return;
    choose(chosenTiles(tiles, chosen).flatMap(({ pictures }) => pictures.map(({ id }) => id)));
    openRun(tile.cover.runId, !tile.isOpen);
  };
}
