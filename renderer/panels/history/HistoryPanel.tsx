import { Brush, GitFork, History, SlidersHorizontal, Sprout, X } from 'lucide-react';
import { Button, Collection, GridList, ListLayout } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { useGallery, useGalleryPage, useStudio, useWords } from '../context.ts';
import { DragOut } from '../controls/DragOut.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { LoadMore, loadMoreItem } from '../controls/LoadMore.tsx';
import { LongList, LongListItem } from '../controls/LongList.tsx';
import { Teach } from '../controls/Teach.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { useKey } from '../keys.ts';
import { settingsInWords, taskInWords, titleOf, whenInWords } from '../words.ts';

/** The height is an estimate. A row is measured when it becomes visible, since its words may wrap. */
const ROWS = { estimatedRowHeight: 84, padding: 8 };

/** The list of earlier prompts and regions. A click restores the settings of a row to the prompt bar. */
export function HistoryPanel() {
  const strings = useWords();
  const gallery = useGallery((state) => state);
  const show = useGalleryPage((page) => page.show);
  const key = useKey('show-history');
  const { generations, unreadable, complete, useSettings: bringBack } = gallery;
  if (generations.length === 0 && unreadable.length === 0 && complete) {
    return <Teach icon={History} title={strings.history.emptyTitle} text={strings.history.empty} />;
  }
  return (
    <div className="history">
      <div className="history-head">
        <Button className="quiet-button" onPress={() => show(true, 'history')}>
          <GitFork size={16} aria-hidden />
          {strings.historyPage.asTree}
          {key !== undefined && <kbd>{key}</kbd>}
        </Button>
      </div>
      <Found />
      <LongList layout={ListLayout} layoutOptions={ROWS}>
        <GridList
          className="history-list"
          aria-label={strings.history.list}
          // Letters choose tools, and the window handles Escape.
          disallowTypeAhead
          escapeKeyBehavior="none"
          onAction={(key) => {
            const generation = generations.find(({ id }) => id === key);
            if (generation !== undefined) bringBack(generation);
          }}
        >
          <Collection items={generations}>{pictureItemIn[strings.language]}</Collection>
          {loadMoreItem(strings, gallery)}
        </GridList>
      </LongList>
      <UnreadableLine kind="drawings" unreadable={unreadable} />
      <LoadMore {...gallery} />
    </div>
  );
}

/** The record of a layer, above all others. */
function Found() {
  const strings = useWords();
  const found = useGallery((state) => state.found);
  const find = useGallery((state) => state.find);
  const bringBack = useGallery((state) => state.useSettings);
  if (found === null) return null;
  return (
    <section className="history-found" aria-label={strings.drawn.ofLayer}>
      <div className="history-found-head">
        <h2>{strings.drawn.ofLayer}</h2>
        <IconButton icon={X} size={16} label={strings.region.close} placement="left" onPress={() => find(null)} />
      </div>
      <Row generation={found} />
      <div className="button-row">
        <Button className="quiet-button" onPress={() => bringBack(found)}>
          <SlidersHorizontal size={14} aria-hidden />
          {strings.gallery.use}
        </Button>
        <IconButton
          icon={Sprout}
          size={16}
          label={strings.gallery.useWithSeed}
          placement="top"
          onPress={() => bringBack(found, true)}
        />
      </div>
    </section>
  );
}

const pictureItemOf = (words: StudioWords) => (generation: ListedGeneration) => (
  <LongListItem textValue={titleOf(words, generation)} className="history-item">
    <Row generation={generation} />
  </LongListItem>
);

/** There is one constant function per language, since a new function would make the list render all records again. */
const pictureItemIn = { en: pictureItemOf(wordsIn('en')), de: pictureItemOf(wordsIn('de')) };

function Row({ generation }: { readonly generation: ListedGeneration }) {
  const strings = useWords();
  const { useMask: bringMaskBack } = useGallery((gallery) => gallery);
  const { dragOut } = useStudio();
  const { mask, picture, seed, outcome, createdAt } = generation;
  // The pictures that it was drawn from are shown smaller beside it.
  const givens = [generation.givenPicture, generation.givenStyle].filter((hash) => hash !== null);
  return (
    <>
      <div className="history-row" title={strings.history.use}>
        <span className="history-pictures">
          <DragOut prepare={() => dragOut.ofGeneration(generation)} title={strings.gallery.dragOut}>
            <Thumbnail hash={picture} className="is-history" />
          </DragOut>
          {givens.map((hash) => (
            <Thumbnail key={hash} hash={hash} className="is-history is-given" />
          ))}
          {mask !== null && <Thumbnail hash={mask} className="is-history is-mask" />}
        </span>
        <span className="history-words">
          <span className="history-prompt">{titleOf(strings, generation)}</span>
          <span className="history-settings">
            {taskInWords(strings, generation)} · {settingsInWords(strings, generation)}
          </span>
          <span className="history-settings">
            <span className="no-wrap">{strings.prompt.keptSeed({ seed })}</span> ·{' '}
            {whenInWords(strings, createdAt, Date.now())}
            {outcome === 'dropped' && ` · ${strings.history.dropped}`}
          </span>
        </span>
      </div>
      {mask !== null && (
        <Button className="quiet-button history-mask" onPress={() => void bringMaskBack(generation)}>
          <Brush size={14} aria-hidden />
          {strings.history.useMask}
        </Button>
      )}
    </>
  );
}
