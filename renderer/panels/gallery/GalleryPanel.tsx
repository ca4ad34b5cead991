import { Images, Maximize2 } from 'lucide-react';
import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { Collection, GridLayout, GridList, Size } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { useGallery, useGalleryPage, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { LoadMore, loadMoreItem } from '../controls/LoadMore.tsx';
import { LongList, LongListItem } from '../controls/LongList.tsx';
import { Teach } from '../controls/Teach.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { useKey } from '../keys.ts';
import { GalleryDetails } from './GalleryDetails.tsx';
import { GallerySearchBar } from './GallerySearchBar.tsx';
import { PictureTile, spokenOf } from './PictureTile.tsx';
import {
  isStarKey,
  NothingShown,
  rowOf,
  useIsEmpty,
  useListName,
  usePages,
  useShown,
  useTopOfSearch,
} from './pictures-shown.tsx';

/** The narrowest panel has room for two tiles side by side. A tile is a square picture over two lines of words. */
const TILES = { minItemSize: new Size(112, 152), minSpace: new Size(8, 8), preserveAspectRatio: true };

/** Renders only the visible tiles, so that ten thousand pictures cost no more than a screenful. */
export function GalleryPanel() {
  const strings = useWords();
  const { unreadable, addToCanvas, star } = useGallery((state) => state);
  const shown = useShown();
  const pages = usePages();
  const top = useTopOfSearch();
  const list = useListName();
  const show = useGalleryPage((gallery) => gallery.show);
  const openKey = useKey('show-gallery');
  const [chosenId, choose] = useState<string | null>(null);
  const byId = useMemo(() => new Map(shown.map((generation) => [generation.id, generation])), [shown]);
  const chosen = (chosenId === null ? undefined : byId.get(chosenId)) ?? null;
  if (useIsEmpty()) return <Teach icon={Images} title={strings.gallery.emptyTitle} text={strings.gallery.empty} />;
  const press = (event: KeyboardEvent) => {
    const generation = isStarKey(event) ? byId.get(rowOf(event) ?? '') : undefined;
    if (generation === undefined) return;
    void star([generation], !generation.starred);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="gallery" onKeyDownCapture={press} role="presentation">
      <GallerySearchBar>
        <IconButton
          icon={Maximize2}
          size={16}
          label={strings.galleryPage.open}
          hint={openKey}
          placement="bottom"
          onPress={() => show(true)}
        />
      </GallerySearchBar>
      <NothingShown isEmpty={shown.length === 0} />
      <LongList layout={GridLayout} layoutOptions={TILES}>
        <GridList
          ref={top}
          className="gallery-grid"
          aria-label={list}
          layout="grid"
          // Letters choose tools, and the window handles Escape.
          disallowTypeAhead
          escapeKeyBehavior="none"
          // The second click of a double click must not clear the selection.
          disallowEmptySelection
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={chosen === null ? [] : [chosen.id]}
          onSelectionChange={(keys) => choose(keys === 'all' ? null : ([...keys].map(String)[0] ?? null))}
          onAction={(key) => {
            const generation = byId.get(String(key));
            if (generation !== undefined) void addToCanvas(generation);
          }}
        >
          <Pictures />
        </GridList>
      </LongList>
      <LoadMore {...pages} />
      <UnreadableLine kind="drawings" unreadable={unreadable} />
      <GalleryDetails generation={chosen} onClose={() => choose(null)} />
    </div>
  );
}

/**
 * The React collection of all pictures. Building it takes time, so it reads nothing about the selection: it is rebuilt
 * when pictures are added and not at every click.
 */
const Pictures = memo(function Pictures() {
  const strings = useWords();
  return (
    <>
      <Collection items={useShown()}>{pictureItemIn[strings.language]}</Collection>
      {loadMoreItem(strings, usePages())}
    </>
  );
});

const pictureItemOf = (words: StudioWords) => (generation: ListedGeneration) => (
  <LongListItem
    textValue={spokenOf(words, generation)}
    className={({ isSelected }) => `tile ${isSelected ? 'is-on' : ''}`}
  >
    <PictureTile generation={generation} />
  </LongListItem>
);

/** There is one constant function per language, since a new function would make the list render all records again. */
const pictureItemIn = { en: pictureItemOf(wordsIn('en')), de: pictureItemOf(wordsIn('de')) };
