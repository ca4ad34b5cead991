import { Images, Star } from 'lucide-react';
import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { Collection, GridLayout, GridList, Size } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { GENERATION_TYPE } from '../../document/drag.ts';
import { useGallery, useWords } from '../context.ts';
import { LoadMore, loadMoreItem, type Pages } from '../controls/LoadMore.tsx';
import { LongList, LongListItem } from '../controls/LongList.tsx';
import { Teach } from '../controls/Teach.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { titleOf } from '../words.ts';
import { GalleryDetails } from './GalleryDetails.tsx';
import { GallerySearchBar } from './GallerySearchBar.tsx';
import { shownOf } from './shown.ts';

/** The narrowest panel has room for two tiles side by side. A tile is a square picture over two lines of words. */
const TILES = { minItemSize: new Size(112, 152), minSpace: new Size(8, 8), preserveAspectRatio: true };

/** Renders only the visible tiles, so that ten thousand pictures cost no more than a screenful. */
export function GalleryPanel() {
  const strings = useWords();
  const { generations, unreadable, complete, addToCanvas, star } = useGallery((state) => state);
  const shown = useShown();
  const pages = usePages();
  const [chosenId, choose] = useState<string | null>(null);
  const byId = useMemo(() => new Map(shown.map((generation) => [generation.id, generation])), [shown]);
  const chosen = (chosenId === null ? undefined : byId.get(chosenId)) ?? null;
  if (generations.length === 0 && unreadable.length === 0 && complete) {
    return <Teach icon={Images} title={strings.gallery.emptyTitle} text={strings.gallery.empty} />;
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== STAR_KEY || event.ctrlKey || event.metaKey || event.altKey) return;
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=row]')?.dataset.key : null;
    const generation = id == null ? undefined : byId.get(id);
    if (generation === undefined) return;
    void star(generation, !generation.starred);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="gallery" onKeyDownCapture={press} role="presentation">
      <GallerySearchBar />
      <Nothing isEmpty={shown.length === 0} />
      <LongList layout={GridLayout} layoutOptions={TILES}>
        <GridList
          className="gallery-grid"
          aria-label={strings.gallery.list}
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
    <Tile generation={generation} />
  </LongListItem>
);

/** There is one constant function per language, since a new function would make the list render all records again. */
const pictureItemIn = { en: pictureItemOf(wordsIn('en')), de: pictureItemOf(wordsIn('de')) };

function spokenOf(words: StudioWords, generation: ListedGeneration): string {
  const title = titleOf(words, generation);
  const starred = generation.starred ? words.gallery.spokenStarred({ title }) : title;
  return generation.outcome === 'dropped' ? words.gallery.spokenDropped({ title: starred }) : starred;
}

/** Photo managers have it so. */
const STAR_KEY = '.';

/** The pictures that the panel shows. */
function useShown(): readonly ListedGeneration[] {
  const generations = useGallery((state) => state.generations);
  const search = useGallery((state) => state.search);
  return useMemo(() => shownOf(generations, search), [generations, search]);
}

/** The pages of what is sought, or of all. */
function usePages(): Pages {
  const { search, loadMoreHits, complete, loading, failed, loadMore } = useGallery((state) => state);
  return search.hits === null ? { complete, loading, failed, loadMore } : { ...search, loadMore: loadMoreHits };
}

/** Says why no picture is shown. */
function Nothing({ isEmpty }: { readonly isEmpty: boolean }) {
  const { gallery: strings } = useWords();
  const { words, starred, hits } = useGallery((state) => state.search);
  const { complete, loading } = usePages();
  const shown = !isEmpty || loading || !complete ? null : hits === null ? strings.allDropped : null;
  const sought = isEmpty && hits?.length === 0 && !loading;
  const text = sought ? (words.trim() === '' && starred ? strings.noStars({ key: STAR_KEY }) : strings.nothing) : shown;
  return (
    <p className={text === null ? 'visually-hidden' : 'gallery-nothing'} role="status">
      {text}
    </p>
  );
}

function Tile({ generation }: { readonly generation: ListedGeneration }) {
  const strings = useWords();
  const prompt = titleOf(strings, generation);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the tile puts the picture on the page by keyboard
    <div
      className="tile-inside"
      title={prompt}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(GENERATION_TYPE, generation.id);
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <Thumbnail hash={generation.picture} className="is-tile" />
      {generation.starred && <Star className="tile-star" size={14} aria-hidden />}
      <span className="tile-words">{prompt}</span>
      {generation.outcome === 'dropped' && <span className="badge">{strings.gallery.dropped}</span>}
    </div>
  );
}
