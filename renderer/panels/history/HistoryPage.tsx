import { ArrowLeft, GitFork, ScrollText } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useApp, useDocument, useGallery, useGalleryPage, useHistoryTree, useReplay, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Notices } from '../controls/Notices.tsx';
import { Teach } from '../controls/Teach.tsx';
import { CompareView } from '../gallery/CompareView.tsx';
import { focusTile } from '../gallery/focus-tile.ts';
import { PictureView } from '../gallery/PictureView.tsx';
import { useKey } from '../keys.ts';
import { HistoryTree } from './HistoryTree.tsx';
import { type LineageRow, lineageOf, rowsInSight } from './lineage.ts';
import { NodeDetails } from './NodeDetails.tsx';

/** The tree of everything that was drawn in the project, over the whole window, in place of the canvas. */
export function HistoryPage() {
  const isShown = useGalleryPage(({ isShown, face }) => isShown && face === 'history');
  const projectId = useDocument(({ document }) => document.projectId);
  // The key resets what is scrolled, since it belongs to one project.
  return isShown ? <Page key={projectId} /> : null;
}

function Page() {
  const strings = useWords();
  const words = strings.historyPage;
  const project = useApp((app) => app.project?.name ?? '');
  const show = useGalleryPage((gallery) => gallery.show);
  const chooseRecipe = useReplay((replay) => replay.chooseRecipe);
  const { records, openRuns, complete, unreadable } = useHistoryTree((tree) => tree);
  const rows = useMemo(() => lineageOf(records, openRuns), [records, openRuns]);
  const page = useRef<HTMLElement>(null);
  const pictures = useMemo(() => picturesOf(rows), [rows]);
  useFirstChoice(page, rows);
  const isEmpty = records.length === 0 && unreadable.length === 0 && complete;
  return (
    <main className="gallery-page history-page" data-keys="gallery" aria-label={words.title} tabIndex={-1} ref={page}>
      <header className="gallery-bar">
        <IconButton
          icon={ArrowLeft}
          label={strings.galleryPage.back}
          hint={useKey('show-canvas')}
          placement="right"
          onPress={() => show(false)}
        />
        <h1 className="gallery-title clip">{words.of({ project })}</h1>
        <p className="history-help clip">{words.help}</p>
        <Button className="quiet-button" onPress={() => void chooseRecipe()}>
          <ScrollText size={16} aria-hidden />
          {words.recipe.open}
        </Button>
      </header>
      {isEmpty ? (
        <Teach icon={GitFork} title={strings.history.emptyTitle} text={words.empty} />
      ) : (
        <div className="history-page-parts">
          <HistoryTree rows={rows} />
          <NodeDetails rows={rows} />
        </div>
      )}
      <PictureView pictures={pictures} />
      <CompareView pictures={pictures} />
      <Notices over />
    </main>
  );
}

/** All pictures in the order of the rows. */
function picturesOf(rows: readonly LineageRow[]): readonly ListedGeneration[] {
  return rowsInSight(rows, new Set()).flatMap(({ members }) => members);
}

/**
 * Chooses the newest drawing where none is chosen, and moves the focus to the chosen one when the page appears, and when
 * what lay over it has gone.
 */
function useFirstChoice(page: RefObject<HTMLElement | null>, rows: readonly LineageRow[]): void {
  const newest = useGallery(({ generations }) => generations[0]?.id);
  const { chosen, choose, find, loadMore, records } = useHistoryTree((tree) => tree);
  const closed = useHistoryTree((tree) => tree.closed);
  const isCovered = useGalleryPage(({ viewed, compared }) => viewed !== null || compared !== null);
  const now = useRef({ rows, chosen, closed });
  now.current = { rows, chosen, closed };
  const isRead = records.length > 0;
  const isFirst = chosen.size === 0;
  useEffect(() => {
    // The newest drawing may be known only a moment after the page was opened.
    if (newest === undefined) void loadMore();
    else if (isFirst) void find(newest).then((isThere) => isThere && choose([newest]));
  }, [newest, isFirst, loadMore, find, choose]);
  // What is chosen may lie on a page that is still being read.
  const isThere = useMemo(() => records.some(({ id }) => chosen.has(id)), [records, chosen]);
  useEffect(() => {
    if (isCovered || !isRead) return;
    const tree = page.current?.querySelector<HTMLElement>('[role=treegrid]');
    if (tree == null) return page.current?.focus();
    const seen = rowsInSight(now.current.rows, now.current.closed);
    const row = isThere ? seen.find(({ members }) => members.some(({ id }) => now.current.chosen.has(id))) : undefined;
    return focusTile(
      tree,
      seen.map(({ id }) => id),
      row?.id,
    );
  }, [page, isCovered, isRead, isThere]);
}
