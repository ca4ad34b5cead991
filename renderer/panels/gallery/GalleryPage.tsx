import { ArrowLeft, Images } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { LEAST_TILE, MOST_TILE } from '../../../preload/contract/gallery-page.ts';
import { useApp, useDocument, useGallery, useGalleryPage, useWords } from '../context.ts';
import { CaptionsLine } from '../controls/CaptionsLine.tsx';
import { Choice } from '../controls/Choice.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { LineSlider } from '../controls/LineSlider.tsx';
import { Notices } from '../controls/Notices.tsx';
import { Teach } from '../controls/Teach.tsx';
import { useKey } from '../keys.ts';
import { CaptionPictures } from './CaptionPictures.tsx';
import { ChangeCaptions } from './ChangeCaptions.tsx';
import { CompareView } from './CompareView.tsx';
import { ExportPictures } from './ExportPictures.tsx';
import { focusTile } from './focus-tile.ts';
import { GallerySearchBar } from './GallerySearchBar.tsx';
import { PageActions } from './PageActions.tsx';
import { PageGrid } from './PageGrid.tsx';
import { PictureView } from './PictureView.tsx';
import { usePageTiles } from './page-tiles.ts';
import { useIsEmpty } from './pictures-shown.tsx';
import { ReviewCaptions } from './ReviewCaptions.tsx';
import { chosenTiles, type PageTile } from './tiles.ts';

/** All pictures of the project over the whole window, in place of the canvas. */
export function GalleryPage() {
  const isShown = useGalleryPage(({ isShown, face }) => isShown && face === 'gallery');
  const projectId = useDocument(({ document }) => document.projectId);
  // The key resets what is scrolled, since it belongs to one project.
  return isShown ? <Page key={projectId} /> : null;
}

function Page() {
  const strings = useWords();
  const words = strings.galleryPage;
  const project = useApp((app) => app.project?.name ?? '');
  const isEmpty = useIsEmpty();
  const page = useRef<HTMLElement>(null);
  const tiles = usePageTiles();
  const pictures = useMemo(() => tiles.flatMap((tile) => tile.pictures), [tiles]);
  useFocusOnTile(page, tiles);
  return (
    <main className="gallery-page" data-keys="gallery" aria-label={words.title} tabIndex={-1} ref={page}>
      <PageBar project={project} />
      {isEmpty ? (
        <Teach icon={Images} title={strings.gallery.emptyTitle} text={words.empty} />
      ) : (
        <PageGrid tiles={tiles} />
      )}
      <div>
        <CaptionsLine />
        <PageActions tiles={tiles} />
      </div>
      <PictureView pictures={pictures} />
      <CompareView pictures={pictures} />
      <ExportPictures />
      <CaptionPictures />
      <ReviewCaptions />
      <ChangeCaptions />
      <Notices over />
    </main>
  );
}

/**
 * Moves the focus to the chosen picture, or to the first one, when the page appears, and when the view of one or two
 * pictures has gone.
 */
function useFocusOnTile(page: RefObject<HTMLElement | null>, tiles: readonly PageTile[]): void {
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  const isCovered = useGalleryPage(({ viewed, compared, exported, captioned, reviewed, changed }) =>
    [viewed, compared, exported, captioned, reviewed, changed].some((one) => one !== null),
  );
  const now = useRef({ tiles, chosen });
  now.current = { tiles, chosen };
  useEffect(() => {
    if (isCovered) return;
    const grid = page.current?.querySelector<HTMLElement>('[role=grid]');
    if (grid == null) return page.current?.focus();
    const [first] = chosenTiles(now.current.tiles, now.current.chosen);
    const ids = now.current.tiles.map(({ id }) => id);
    return focusTile(grid, ids, first?.id);
  }, [page, isCovered]);
}

/** Leads back to the canvas, and says what is shown, in which order and how large. */
function PageBar({ project }: { readonly project: string }) {
  const { galleryPage: words } = useWords();
  const { show, tile, setTile } = useGalleryPage((gallery) => gallery);
  const oldestFirst = useGallery(({ search }) => search.oldestFirst);
  const seek = useGallery((gallery) => gallery.seek);
  return (
    <header className="gallery-bar">
      <IconButton
        icon={ArrowLeft}
        label={words.back}
        hint={useKey('show-canvas')}
        placement="right"
        onPress={() => show(false)}
      />
      <h1 className="gallery-title clip">{words.of({ project })}</h1>
      <GallerySearchBar />
      <Choice
        className="choice is-inline gallery-order"
        label={words.order}
        values={ORDERS}
        chosen={oldestFirst ? 'oldest' : 'newest'}
        nameOf={(order) => words.orders[order]}
        onChoose={(order) => seek({ oldestFirst: order === 'oldest' })}
      />
      <LineSlider label={words.tile} value={tile} least={LEAST_TILE} most={MOST_TILE} shown={tile} onChange={setTile} />
    </header>
  );
}

const ORDERS = ['newest', 'oldest'] as const;
