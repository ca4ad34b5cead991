import type { ListedGeneration } from '../../../preload/contract/records.ts';

/** The key that opens and closes a stack, as keyboards show it. Photo managers have it so. */
export const STACK_KEY = 'S';

/** A tile on the page of the gallery: one picture, or the stack of the pictures of one run. */
export interface PageTile {
  readonly id: string;
  /** The picture that is seen. */
  readonly cover: ListedGeneration;
  /**
   * The pictures that are meant where the tile is chosen, in the order of the list. Those of a stack that were discarded are
   * not, unless discarded ones are shown.
   */
  readonly pictures: readonly ListedGeneration[];
  /** How many pictures lie in the stack, or in the open run of the picture. */
  readonly ofRun: number;
  /** Whether its run is open, so that its pictures lie side by side. */
  readonly isOpen: boolean;
}

/** Tiles of pictures that are alone, so that a picture that stays keeps its tile and is not rendered again. */
const alone = new WeakMap<ListedGeneration, PageTile>();

/** What decides which tiles there are. */
export interface TileChoice {
  /** Whether discarded pictures are shown outside of open runs. */
  readonly dropped: boolean;
  readonly openRuns: ReadonlySet<string>;
}

/**
 * The tiles of the pictures that are found. The pictures of a run are a stack, in the place of the first of them, or lie side
 * by side where their run is open. The one that was accepted lies on top of its stack, and the discarded ones lie below it.
 */
export function tilesOf(found: readonly ListedGeneration[], { dropped, openRuns }: TileChoice): readonly PageTile[] {
  const runs = new Map<string, ListedGeneration[]>();
  for (const picture of found) {
    const run = runs.get(picture.runId);
    if (run === undefined) runs.set(picture.runId, [picture]);
    else run.push(picture);
  }
  return [...runs].flatMap(([runId, all]): readonly PageTile[] => {
    const pictures = dropped ? all : all.filter(({ outcome }) => outcome !== 'dropped');
    const [first] = pictures;
    if (first === undefined) return [];
    if (all.length === 1) return [tileOf(first)];
    const ofRun = all.length;
    if (openRuns.has(runId)) {
      return all.map((cover) => ({ id: cover.id, cover, pictures: [cover], ofRun, isOpen: true }));
    }
    const cover = pictures.find(({ outcome }) => outcome === 'accepted') ?? first;
    return [{ id: cover.id, cover, pictures, ofRun, isOpen: false }];
  });
}

function tileOf(cover: ListedGeneration): PageTile {
  const known = alone.get(cover);
  if (known !== undefined) return known;
  const tile = { id: cover.id, cover, pictures: [cover], ofRun: 1, isOpen: false };
  alone.set(cover, tile);
  return tile;
}

/** The ids of the tiles that are chosen: of those that stand for a chosen picture. */
export function chosenTiles(tiles: readonly PageTile[], chosen: ReadonlySet<string>): readonly PageTile[] {
  return chosen.size === 0 ? [] : tiles.filter(({ pictures }) => pictures.some(({ id }) => chosen.has(id)));
}
