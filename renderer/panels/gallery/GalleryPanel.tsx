import { Images } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { Collection, GridLayout, GridList, Size } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/store.ts';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { GENERATION_TYPE } from '../../document/drag.ts';
import { useGallery, useWords } from '../context.ts';
import { LoadMore, loadMoreItem } from '../controls/LoadMore.tsx';
import { LongList, LongListItem } from '../controls/LongList.tsx';
import { Teach } from '../controls/Teach.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { titleOf } from '../words.ts';
import { GalleryDetails } from './GalleryDetails.tsx';

/** Two tiles side by side in the narrowest panel: a square picture over two lines of words. */
const TILES = { minItemSize: new Size(112, 152), minSpace: new Size(8, 8), preserveAspectRatio: true };

/** Only what is in sight is there: ten thousand pictures cost what a screenful does. */
export function GalleryPanel() {
  const strings = useWords();
  const { generations, unreadable, complete, addToCanvas } = useGallery((state) => state);
  const [chosenId, choose] = useState<string | null>(null);
  const byId = useMemo(() => new Map(generations.map((generation) => [generation.id, generation])), [generations]);
  const chosen = (chosenId === null ? undefined : byId.get(chosenId)) ?? null;
  if (generations.length === 0 && unreadable.length === 0 && complete) {
    return <Teach icon={Images} title={strings.gallery.emptyTitle} text={strings.gallery.empty} />;
  }
  return (
    <div className="gallery">
      <LongList layout={GridLayout} layoutOptions={TILES}>
        <GridList
          className="gallery-grid"
          aria-label={strings.gallery.list}
          layout="grid"
          // Letters choose tools, and Escape is the window's.
          disallowTypeAhead
          escapeKeyBehavior="none"
          // The second click of a double click is not to take the choice back.
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
      <LoadMore />
      <UnreadableLine kind="drawings" unreadable={unreadable} />
      <GalleryDetails generation={chosen} onClose={() => choose(null)} />
    </div>
  );
}

/**
 * Every picture, in sight or not, as React holds it. What it takes to go through them is due when pictures come, and not
 * with every click: nothing here knows of the choice.
 */
const Pictures = memo(function Pictures() {
  const strings = useWords();
  const gallery = useGallery((state) => state);
  return (
    <>
      <Collection items={gallery.generations}>{pictureItemIn[strings.language]}</Collection>
      {loadMoreItem(strings, gallery)}
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

/** One function for each language, for good: a new one would have the list go through all records again. */
const pictureItemIn = { en: pictureItemOf(wordsIn('en')), de: pictureItemOf(wordsIn('de')) };

function spokenOf(words: StudioWords, generation: ListedGeneration): string {
  const title = titleOf(words, generation);
  return generation.outcome === 'dropped' ? words.gallery.spokenDropped({ title }) : title;
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
      <span className="tile-words">{prompt}</span>
      {generation.outcome === 'dropped' && <span className="badge">{strings.gallery.dropped}</span>}
    </div>
  );
}
