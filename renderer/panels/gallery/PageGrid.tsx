import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { Collection, GridLayout, GridList, type Key, type Selection, Size } from 'react-aria-components';
import { LARGE_SIDE, SMALL_SIDE } from '../../../preload/contract/thumbnail-sides.ts';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { useGallery, useGalleryPage, useWords } from '../context.ts';
import { LoadMore, loadMoreItem } from '../controls/LoadMore.tsx';
import { LongList, LongListItem } from '../controls/LongList.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { useChooseAll } from './choose-all.ts';
import { PictureTile, spokenOf } from './PictureTile.tsx';
import { usePageTiles, useStarAll, useTurnStack } from './page-tiles.ts';
import { isStarKey, NothingShown, rowOf, useListName, usePages, useTopOfSearch } from './pictures-shown.tsx';
import { chosenTiles, type PageTile, STACK_KEY } from './tiles.ts';

/** The width from which a tile has room for words, in CSS pixels. */
const WORDS_FROM = 128;
/** The height of the words below a picture. */
const WORDS_HEIGHT = 40;
/** How much wider than asked for a tile may be, so that the tiles fill the window. */
const WIDEST = 1.4;

/** The pictures of the page in a grid of which only what is in sight is rendered. */
export function PageGrid({ tiles }: { readonly tiles: readonly PageTile[] }) {
  const unreadable = useGallery((state) => state.unreadable);
  // One by one: the progress of an export must not draw the grid again.
  const width = useGalleryPage((gallery) => gallery.tile);
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  const choose = useGalleryPage((gallery) => gallery.choose);
  const view = useGalleryPage((gallery) => gallery.view);
  const pages = usePages();
  const top = useTopOfSearch();
  const list = useListName();
  const chooseAll = useChooseAll();
  const press = useKeysOfGrid(tiles);
  const layout = useMemo(() => {
    const words = width >= WORDS_FROM ? WORDS_HEIGHT : 0;
    const sized = (side: number) => new Size(side, side + words);
    const widest = Math.round(width * WIDEST);
    return {
      minItemSize: sized(width),
      maxItemSize: sized(widest),
      minSpace: new Size(8, 8),
      preserveAspectRatio: true,
    };
  }, [width]);
  const [given, setGiven] = useState<Selection>(new Set());
  const select = (keys: Selection) => {
    setGiven(keys);
    if (keys === 'all') chooseAll();
    else choose(tiles.filter(({ id }) => keys.has(id)).flatMap(({ pictures }) => pictures.map(({ id }) => id)));
  };
  return (
    <section
      className={`gallery-body ${width < WORDS_FROM ? 'is-small' : ''}`}
      onKeyDownCapture={press}
      aria-label={list}
    >
      <NothingShown isEmpty={tiles.length === 0} />
      <LongList layout={GridLayout} layoutOptions={layout}>
        <GridList
          ref={top}
          className="gallery-grid"
          aria-label={list}
          layout="grid"
          disallowTypeAhead
          escapeKeyBehavior="none"
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={keysOf(chosenTiles(tiles, chosen), given)}
          onSelectionChange={select}
          onAction={(key) => view(String(key))}
        >
          <Tiles />
        </GridList>
      </LongList>
      <LoadMore {...pages} />
      <UnreadableLine kind="drawings" unreadable={unreadable} />
    </section>
  );
}

/**
 * The keys of the chosen tiles. Those that the list itself has given know where its selection began, and Shift goes on from
 * there.
 */
function keysOf(chosen: readonly PageTile[], given: Selection): Iterable<Key> {
  const isSame = given !== 'all' && given.size === chosen.length && chosen.every(({ id }) => given.has(id));
  return isSame ? given : chosen.map(({ id }) => id);
}

/** Keys of the list that the library does not have: stars, stacks and a look at the picture. */
function useKeysOfGrid(tiles: readonly PageTile[]): (event: KeyboardEvent) => void {
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  const view = useGalleryPage((gallery) => gallery.view);
  const starAll = useStarAll();
  const turn = useTurnStack(tiles);
  return (event) => {
    const id = rowOf(event);
    const tile = id === null ? undefined : tiles.find((one) => one.id === id);
    if (tile === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isStarKey(event)) {
      const meant = chosenTiles(tiles, chosen);
      void starAll((meant.length > 0 ? meant : [tile]).flatMap(({ pictures }) => pictures));
    } else if (event.key.toUpperCase() === STACK_KEY) turn(tile);
    else if (event.key === ' ') view(tile.cover.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The collection of all tiles, which reads nothing about the selection, as that of the panel. */
const Tiles = memo(function Tiles() {
  const strings = useWords();
  return (
    <>
      <Collection items={usePageTiles()}>{tileItemIn[strings.language]}</Collection>
      {loadMoreItem(strings, usePages())}
    </>
  );
});

const tileItemOf = (words: StudioWords) => (tile: PageTile) => {
  const title = spokenOf(words, tile.cover);
  const count = tile.isOpen ? 1 : tile.ofRun;
  return (
    <LongListItem
      textValue={count === 1 ? title : words.galleryPage.spokenStack({ title, count })}
      className={({ isSelected }) => `tile ${isSelected ? 'is-on' : ''} ${tile.isOpen ? 'is-of-run' : ''}`}
    >
      <TileInside tile={tile} />
    </LongListItem>
  );
};

/** There is one constant function per language, since a new function would make the list render all tiles again. */
const tileItemIn = { en: tileItemOf(wordsIn('en')), de: tileItemOf(wordsIn('de')) };

function TileInside({ tile }: { readonly tile: PageTile }) {
  const width = useGalleryPage((gallery) => gallery.tile);
  const turn = useTurnStack(usePageTiles());
  const side = width * WIDEST * window.devicePixelRatio > SMALL_SIDE ? LARGE_SIDE : SMALL_SIDE;
  return <PictureTile generation={tile.cover} side={side} count={tile.ofRun} onStack={() => turn(tile)} />;
}
