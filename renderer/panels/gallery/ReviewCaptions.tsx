import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type CaptionFilter, captionFilters, isAmong } from '../../document/caption-filters.ts';
import { captionsOfPictures } from '../../document/said.ts';
import { useDescribe, useGalleryPage, useWords } from '../context.ts';
import { NumberBox } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Notices } from '../controls/Notices.tsx';
import { OneOf } from '../controls/OneOf.tsx';
import { CaptionOf } from './CaptionOf.tsx';
import { WholePicture } from './WholePicture.tsx';

/** From how many words on a caption is long, until the artist says so. */
const LONG = 40;
const MOST_WORDS = 2000;

/** The captions of the chosen pictures, one after another beside their pictures. */
export function ReviewCaptions() {
  const { reviewed, review } = useGalleryPage((gallery) => gallery);
  return (
    <ModalOverlay className="veil" isOpen={reviewed !== null} onOpenChange={(open) => !open && review(null)}>
      <Modal className="whole-window">{reviewed !== null && <Reviewed pictures={reviewed} />}</Modal>
    </ModalOverlay>
  );
}

function Reviewed({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const { captions: words } = useWords();
  const review = useGalleryPage((gallery) => gallery.review);
  const notes = useDescribe((describe) => describe.notes);
  const captions = useMemo(() => captionsOfPictures(notes), [notes]);
  const [filter, setFilter] = useState<CaptionFilter>('all');
  const [most, setMost] = useState(LONG);
  const [at, setAt] = useState(0);
  // What is accepted or edited stays in its place until something else is asked for.
  const now = useRef(captions);
  now.current = captions;
  const among = useMemo(
    () => pictures.filter(({ picture }) => isAmong(now.current.get(picture), filter, most)),
    [pictures, filter, most],
  );
  const generation = among[at];
  const [isEnd, setEnd] = useState(false);
  const accept = useRef<() => Promise<boolean>>(async () => false);
  const go = (by: number) => {
    setEnd(by > 0 && at === among.length - 1);
    setAt(Math.max(0, Math.min(among.length - 1, at + by)));
  };
  const isAccepting = useRef(false);
  const acceptAndGo = async () => {
    if (isAccepting.current) return;
    isAccepting.current = true;
    if (await accept.current()) go(1);
    isAccepting.current = false;
  };
  const view = useRef<HTMLDivElement>(null);
  useFocusOnNext(view, generation?.id);
  useFocusAfterChoice(view, filter);
  const show = (change: () => void) => {
    change();
    setAt(0);
    setEnd(false);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const act = actOf(event);
    if (act === 'leave') event.currentTarget.querySelector<HTMLElement>('[role=dialog]')?.focus();
    else if (act === 'edit') event.currentTarget.querySelector('textarea')?.focus();
    else if (act === 'accept') void acceptAndGo();
    else if (act === 'previous') go(-1);
    else if (act === 'next') go(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="picture-view" ref={view} onKeyDownCapture={press}>
      <Dialog className="picture-view-parts review" aria-label={words.review.title}>
        <div className="picture-view-bar">
          <IconButton
            icon={ChevronLeft}
            label={words.review.previous}
            hint="←"
            isDisabled={at === 0}
            onPress={() => go(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={words.review.next}
            hint="→"
            isDisabled={at >= among.length - 1}
            onPress={() => go(1)}
          />
          <p className="picture-view-place" role="status">
            {among.length === 0 ? words.review.none : words.review.place({ number: at + 1, count: among.length })}
            {isEnd && <span> · {words.review.end}</span>}
          </p>
          {filter === 'long' && (
            <NumberBox
              label={words.review.most}
              value={most}
              least={1}
              most={MOST_WORDS}
              step={1}
              digits={0}
              onChange={(next) => show(() => setMost(next))}
            />
          )}
          <OneOf
            label={words.review.filter}
            values={captionFilters}
            chosen={filter}
            nameOf={(one) => words.review.filters[one]}
            onChoose={(one) => show(() => setFilter(one))}
          />
          <IconButton icon={X} label={words.review.back} hint="Esc" onPress={() => review(null)} />
        </div>
        <div className="picture-stage">
          {generation !== undefined && <WholePicture key={generation.id} generation={generation} />}
        </div>
        <aside className="picture-view-side">
          {generation !== undefined && (
            <CaptionOf
              key={generation.id}
              generation={generation}
              caption={captions.get(generation.picture)}
              acceptor={accept}
              onAccept={() => void acceptAndGo()}
            />
          )}
        </aside>
        <Notices over />
      </Dialog>
    </div>
  );
}

/** The focus would be lost with the parts of the picture before. Whoever was typing goes on typing. */
function useFocusOnNext(view: RefObject<HTMLElement | null>, id: string | undefined): void {
  const wasTyping = useRef(false);
  useEffect(() => {
    const follow = ({ target }: FocusEvent) => {
      wasTyping.current = target instanceof HTMLTextAreaElement;
    };
    const element = view.current;
    element?.addEventListener('focusin', follow);
    return () => element?.removeEventListener('focusin', follow);
  }, [view]);
  const last = useRef(id);
  useEffect(() => {
    if (last.current === id) return;
    last.current = id;
    if (document.activeElement !== document.body) return;
    const field = wasTyping.current ? view.current?.querySelector('textarea') : null;
    (field ?? view.current?.querySelector<HTMLElement>('[role=dialog]'))?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, [view, id]);
}

/** Milliseconds after which the list has given the focus back to its button. */
const CLOSING_MS = 150;

/** After the choice of a filter, the keys of the view are meant again. */
function useFocusAfterChoice(view: RefObject<HTMLElement | null>, filter: CaptionFilter): void {
  const last = useRef(filter);
  useEffect(() => {
    if (last.current === filter) return;
    last.current = filter;
    const timer = setTimeout(() => view.current?.querySelector<HTMLElement>('[role=dialog]')?.focus(), CLOSING_MS);
    return () => clearTimeout(timer);
  }, [view, filter]);
}

/** What a key means. While a text is typed, its own keys stay with it. Buttons and lists keep Enter and the arrows. */
function actOf({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): Act | null {
  if (!(target instanceof Element) || altKey) return null;
  const isTyping = target.matches('textarea');
  if (ctrlKey || metaKey) return key === 'Enter' ? 'accept' : null;
  if (isTyping) return key === 'Escape' ? 'leave' : null;
  if (target.closest('button, input, [role=option], [role=listbox]') !== null) return null;
  return KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

type Act = 'previous' | 'next' | 'accept' | 'edit' | 'leave';
const KEYS: Readonly<Record<string, Act>> = { ArrowLeft: 'previous', ArrowRight: 'next', Enter: 'accept', e: 'edit' };
