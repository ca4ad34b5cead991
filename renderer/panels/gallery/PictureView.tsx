import { ChevronLeft, ChevronRight, Maximize, X, ZoomIn } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGallery, useGalleryPage, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Notices } from '../controls/Notices.tsx';
import { PictureDetails } from './GalleryDetails.tsx';
import { isStarKey, usePages } from './pictures-shown.tsx';
import { SaidAbout } from './SaidAbout.tsx';
import { WholePicture } from './WholePicture.tsx';

/** How many pictures before the last one the next page is asked for. */
const AHEAD = 20;
/** The key that switches between the size of the window and the actual one. */
const ZOOM_KEY = 'Z';

/** One picture over the whole window, with what made it. The arrow keys go through all pictures of the page. */
export function PictureView({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const { viewed, view } = useGalleryPage((gallery) => gallery);
  const at = viewed === null ? -1 : pictures.findIndex(({ id }) => id === viewed);
  const generation = pictures[at];
  return (
    <ModalOverlay className="veil" isOpen={generation !== undefined} onOpenChange={(open) => !open && view(null)}>
      <Modal className="whole-window">
        {generation !== undefined && <Viewed generation={generation} at={at} pictures={pictures} />}
      </Modal>
    </ModalOverlay>
  );
}

interface ViewedProps {
  readonly generation: ListedGeneration;
  readonly at: number;
  readonly pictures: readonly ListedGeneration[];
}

function Viewed({ generation, at, pictures }: ViewedProps) {
  const { galleryPage: words } = useWords();
  const { view, show, choose } = useGalleryPage((gallery) => gallery);
  const star = useGallery((gallery) => gallery.star);
  const [isActual, setActual] = useState(false);
  const count = pictures.length;
  const goTo = (place: number) => {
    const next = pictures[place];
    if (next === undefined) return;
    view(next.id);
    choose([next.id]);
  };
  useNeighbours(pictures, at);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft') goTo(at - 1);
    else if (event.key === 'ArrowRight') goTo(at + 1);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(count - 1);
    else if (event.key.toUpperCase() === ZOOM_KEY) setActual(!isActual);
    else if (isStarKey(event)) void star([generation], !generation.starred);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="picture-view" onKeyDownCapture={press}>
      <Dialog className="picture-view-parts" aria-label={words.view.label({ number: at + 1, count })}>
        <div className="picture-view-bar">
          <IconButton
            icon={ChevronLeft}
            label={words.view.previous}
            hint="←"
            isDisabled={at === 0}
            onPress={() => goTo(at - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={words.view.next}
            hint="→"
            isDisabled={at === count - 1}
            onPress={() => goTo(at + 1)}
          />
          <p className="picture-view-place" role="status">
            {words.view.place({ number: at + 1, count })}
          </p>
          <IconButton
            icon={Maximize}
            label={words.view.fit}
            hint={ZOOM_KEY}
            pressed={!isActual}
            onPress={() => setActual(false)}
          />
          <IconButton
            icon={ZoomIn}
            label={words.view.actual}
            hint={ZOOM_KEY}
            pressed={isActual}
            onPress={() => setActual(true)}
          />
          <IconButton icon={X} label={words.view.back} hint="Esc" onPress={() => view(null)} />
        </div>
        <Stage isActual={isActual} onZoom={() => setActual(!isActual)}>
          <WholePicture key={generation.id} generation={generation} isActual={isActual} />
        </Stage>
        <aside className="picture-view-side">
          <PictureDetails generation={generation} onUsed={() => show(false)} />
          <SaidAbout picture={generation.picture} />
        </aside>
        <Notices over />
      </Dialog>
    </div>
  );
}

interface StageProps {
  readonly isActual: boolean;
  readonly onZoom: () => void;
  readonly children: React.ReactNode;
}

/** The place of the picture. A double click changes its size, and a drag moves what does not fit. */
function Stage({ isActual, onZoom, children }: StageProps) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!isActual || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = ({ currentTarget: stage, pointerId, movementX, movementY }: PointerEvent<HTMLElement>) => {
    if (!stage.hasPointerCapture(pointerId)) return;
    const { devicePixelRatio: ratio } = window;
    stage.scrollLeft -= movementX / ratio;
    stage.scrollTop -= movementY / ratio;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key and two buttons do the same
    <div
      className={`picture-stage ${isActual ? 'is-actual' : ''}`}
      onDoubleClick={onZoom}
      onPointerDown={drag}
      onPointerMove={move}
    >
      {children}
    </div>
  );
}

/** Reads the pictures beside the shown one ahead, and the next page of the list before its end comes. */
function useNeighbours(pictures: readonly ListedGeneration[], at: number): void {
  const { wholePictures } = useStudio();
  const { complete, loading, failed, loadMore } = usePages();
  const [before, after] = [pictures[at - 1]?.picture, pictures[at + 1]?.picture];
  useEffect(() => {
    const hashes = [before, after].filter((hash) => hash !== undefined);
    const leave = hashes.map((hash) => wholePictures.watch(hash, () => undefined));
    return () => {
      for (const release of leave) release();
    };
  }, [wholePictures, before, after]);
  const isNearEnd = at >= pictures.length - AHEAD;
  useEffect(() => {
    if (isNearEnd && !complete && !loading && !failed) void loadMore();
  }, [isNearEnd, complete, loading, failed, loadMore]);
}
