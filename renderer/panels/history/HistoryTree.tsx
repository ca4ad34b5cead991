import { ChevronRight, Layers, Star } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useMemo } from 'react';
import {
  Button,
  Collection,
  type Key,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  TreeLoadMoreItem,
  Virtualizer,
} from 'react-aria-components';
import { type StudioWords, wordsIn } from '../../../preload/words/index.ts';
import { useGallery, useGalleryPage, useHistoryTree, useWords } from '../context.ts';
import { LoadMore } from '../controls/LoadMore.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { isStarKey, rowOf } from '../gallery/pictures-shown.tsx';
import { taskInWords, titleOf, whenInWords } from '../words.ts';
import { branchesOf, type LineageRow, rowsInSight, STACK_KEY } from './lineage.ts';
import { NodePicture } from './NodePicture.tsx';

/** The height of a row, in CSS pixels. */
const LAYOUT = { rowHeight: 68, padding: 8 };
/** Letters choose tools elsewhere, so the tree must not search for them. Its types do not declare the property. */
const NO_SEARCH = { disallowTypeAhead: true };

/** The tree of drawings, of which only the rows in sight are rendered. */
export function HistoryTree({ rows }: { readonly rows: readonly LineageRow[] }) {
  const strings = useWords();
  const words = strings.historyPage;
  const tree = useHistoryTree((state) => state);
  const view = useGalleryPage((gallery) => gallery.view);
  const { chosen, closed, choose, close, unreadable, complete, loading, failed, loadMore } = tree;
  const branches = useMemo(() => branchesOf(rows), [rows]);
  const seen = useMemo(() => rowsInSight(rows, closed), [rows, closed]);
  const press = useKeysOfTree(seen);
  const keys = seen.filter(({ members }) => members.some(({ id }) => chosen.has(id))).map(({ id }) => id);
  const select = (selected: 'all' | Set<Key>) => {
    const chosenRows = selected === 'all' ? seen : seen.filter(({ id }) => selected.has(id));
    // A row that stays chosen keeps which of its drawings is meant.
    choose(chosenRows.map(({ cover, members }) => members.find(({ id }) => chosen.has(id))?.id ?? cover.id));
  };
  return (
    <section className="history-tree-body" aria-label={words.title} onKeyDownCapture={press}>
      <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
        <Tree
          className="history-tree"
          aria-label={words.tree}
          {...NO_SEARCH}
          escapeKeyBehavior="none"
          disallowEmptySelection
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={keys}
          onSelectionChange={select}
          expandedKeys={branches.filter((id) => !closed.has(id))}
          onExpandedChange={(open) => close(branches.filter((id) => !open.has(id)))}
          onAction={(key) => view(seen.find(({ id }) => id === key)?.cover.id ?? null)}
        >
          <Collection items={rows}>{rowIn[strings.language]}</Collection>
          {!complete && !failed && (
            <TreeLoadMoreItem
              className="load-more"
              isLoading={loading}
              onLoadMore={() => void loadMore()}
              scrollOffset={1.5}
            >
              {strings.gallery.loading}
            </TreeLoadMoreItem>
          )}
        </Tree>
      </Virtualizer>
      <LoadMore complete={complete} loading={loading} failed={failed} loadMore={loadMore} />
      <UnreadableLine kind="drawings" unreadable={unreadable} />
    </section>
  );
}

/** Keys that the library does not have: stars, stacks and a look at the picture. */
function useKeysOfTree(seen: readonly LineageRow[]): (event: KeyboardEvent) => void {
  const openRun = useHistoryTree((tree) => tree.openRun);
  const view = useGalleryPage((gallery) => gallery.view);
  const star = useGallery((gallery) => gallery.star);
  return (event) => {
    const id = rowOf(event);
    const row = id === null ? undefined : seen.find((one) => one.id === id);
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isStarKey(event)) void star([row.cover], !row.cover.starred);
    else if (event.key.toUpperCase() === STACK_KEY && row.ofRun > 1) openRun(row.cover.runId, !row.isOpen);
    else if (event.key === ' ' && !event.shiftKey) view(row.cover.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const rowItemOf = (words: StudioWords) => {
  const item = (row: LineageRow) => (
    <TreeItem
      id={row.id}
      textValue={spokenOf(words, row)}
      className={`history-node ${row.isOpen ? 'is-of-run' : ''} ${row.cover.outcome === 'dropped' ? 'is-dropped' : ''}`}
      style={({ level }) => ({ '--level': level - 1 }) as CSSProperties}
    >
      <TreeItemContent>
        {({ hasChildItems }) => (
          <>
            <span className="history-indent" aria-hidden />
            <span className="history-chevron">
              {hasChildItems && (
                <Button slot="chevron" className="layer-chevron">
                  <ChevronRight size={16} aria-hidden />
                </Button>
              )}
            </span>
            <NodeInside row={row} />
          </>
        )}
      </TreeItemContent>
      <Collection items={row.children}>{item}</Collection>
    </TreeItem>
  );
  return item;
};

/** There is one constant function per language, since a new function would make the tree render all rows again. */
const rowIn = { en: rowItemOf(wordsIn('en')), de: rowItemOf(wordsIn('de')) };

/** The name of a row for screen readers. */
function spokenOf(words: StudioWords, { cover, ofRun, isOpen }: LineageRow): string {
  const title = titleOf(words, cover);
  const outcome = outcomeOf(words, cover);
  const row = words.historyPage.spoken({ title, task: taskInWords(words, cover), outcome });
  return ofRun === 1 || isOpen ? row : words.galleryPage.spokenStack({ title: row, count: ofRun });
}

/** What became of a drawing; of a replay whether it came out the same. */
function outcomeOf({ historyPage: words }: StudioWords, { outcome, details }: LineageRow['cover']): string {
  if (details.replay !== undefined) return words.replays[details.replay.same ? 'same' : 'other'];
  return words.outcomes[outcome];
}

function NodeInside({ row }: { readonly row: LineageRow }) {
  const strings = useWords();
  const openRun = useHistoryTree((tree) => tree.openRun);
  const { cover, ofRun, isOpen } = row;
  return (
    <>
      <span className="history-node-picture">
        <NodePicture generation={cover} className="is-node" />
        {cover.starred && <Star className="tile-star" size={12} aria-hidden />}
        {ofRun > 1 && !isOpen && (
          // It is for the pointer alone: a key and a button of the details do the same.
          <span
            className="tile-stack"
            title={strings.galleryPage.stackHelp({ key: STACK_KEY })}
            aria-hidden
            onPointerDown={(event) => event.stopPropagation()}
            onMouseDown={(event) => event.stopPropagation()}
            onClick={(event) => {
              event.stopPropagation();
              openRun(cover.runId, true);
            }}
          >
            <Layers size={12} aria-hidden />
            {ofRun}
          </span>
        )}
      </span>
      <span className="history-node-words">
        <span className="history-node-title clip">{titleOf(strings, cover)}</span>
        <span className="history-settings clip">
          {taskInWords(strings, cover)} · {whenInWords(strings, cover.createdAt, Date.now())}
        </span>
      </span>
      {cover.mask !== null && <Thumbnail hash={cover.mask} className="is-node is-mask" />}
      <span className={`history-outcome is-${cover.outcome}`}>{outcomeOf(strings, cover)}</span>
    </>
  );
}
