import { Columns2, type LucideIcon, Repeat2, SplitSquareHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Dialog, Group, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGalleryPage, useWords } from '../context.ts';
import { DividedPictures } from '../controls/DividedPictures.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
import { WholePicture } from './WholePicture.tsx';

const ways = ['slider', 'side', 'blink'] as const;
type Way = (typeof ways)[number];
/** Each way has its number as its key. */
const wayIcons: Readonly<Record<Way, LucideIcon>> = { slider: SplitSquareHorizontal, side: Columns2, blink: Repeat2 };

type Pair = readonly [ListedGeneration, ListedGeneration];

/** Two pictures over the whole window, laid over each other or side by side, with what was different in their making. */
export function CompareView({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const { compared, compare } = useGalleryPage((gallery) => gallery);
  const [first, second] = (compared ?? []).map((id) => pictures.find((one) => one.id === id));
  const pair: Pair | null = first !== undefined && second !== undefined ? [first, second] : null;
  return (
    <ModalOverlay className="veil" isOpen={pair !== null} onOpenChange={(open) => !open && compare(null)}>
      <Modal className="whole-window">{pair !== null && <Compared pair={pair} />}</Modal>
    </ModalOverlay>
  );
}

function Compared({ pair }: { readonly pair: Pair }) {
  const { galleryPage: all } = useWords();
  const words = all.comparison;
  const compare = useGalleryPage((gallery) => gallery.compare);
  const [way, setWay] = useState<Way>('slider');
  const [isSecond, setSecond] = useState(false);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = ways[Number(event.key) - 1];
    if (chosen !== undefined) {
      setWay(chosen);
      // What had the focus may go away with its way.
      event.currentTarget.querySelector<HTMLElement>('[role=dialog]')?.focus();
      // Whoever has pressed a button to come here goes on with the key: Enter still presses the button.
    } else if (event.key === ' ' && way === 'blink') setSecond(!isSecond);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="picture-view" onKeyDownCapture={press}>
      <Dialog className="compare-view">
        <div className="picture-view-bar">
          <Heading slot="title" className="compare-title">
            {words.title}
          </Heading>
          <Group className="button-row" aria-label={words.how}>
            {ways.map((one, index) => (
              <IconButton
                key={one}
                icon={wayIcons[one]}
                label={words.ways[one]}
                hint={String(index + 1)}
                pressed={one === way}
                onPress={() => setWay(one)}
              />
            ))}
          </Group>
          <IconButton icon={X} label={all.view.back} hint="Esc" onPress={() => compare(null)} />
        </div>
        <div className={`compare-stage is-${way}`}>
          {way === 'slider' && <Divided pair={pair} />}
          {way === 'side' && pair.map((one, index) => <Numbered key={one.id} generation={one} number={index + 1} />)}
          {way === 'blink' && <Blinking pair={pair} isSecond={isSecond} onFlip={() => setSecond(!isSecond)} />}
        </div>
        <DifferenceTable pair={pair} />
      </Dialog>
    </div>
  );
}

function Numbered({ generation, number }: { readonly generation: ListedGeneration; readonly number: number }) {
  const words = useWords().galleryPage.comparison;
  return (
    <figure className="compare-picture">
      <WholePicture generation={generation} />
      <figcaption className="badge">{words.number({ number })}</figcaption>
    </figure>
  );
}

function Divided({ pair }: { readonly pair: Pair }) {
  const words = useWords().galleryPage.comparison;
  const [first, second] = pair;
  return (
    <DividedPictures
      divider={words.divider}
      first={<Numbered generation={first} number={1} />}
      second={<Numbered generation={second} number={2} />}
    />
  );
}

interface BlinkingProps {
  readonly pair: Pair;
  readonly isSecond: boolean;
  readonly onFlip: () => void;
}

/** One picture in the place of the other. Both stay drawn, so that the change takes no time. */
function Blinking({ pair, isSecond, onFlip }: BlinkingProps) {
  const words = useWords().galleryPage.comparison;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a button and a key do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button and a key do the same */}
      <div className="compare-over" onClick={onFlip}>
        <Numbered generation={pair[0]} number={1} />
        <div className="compare-second" style={{ visibility: isSecond ? 'visible' : 'hidden' }}>
          <Numbered generation={pair[1]} number={2} />
        </div>
      </div>
      <div className="compare-flip">
        <IconButton icon={Repeat2} label={words.flip} hint={words.space} placement="top" onPress={onFlip} />
        <p role="status">{words.number({ number: isSecond ? 2 : 1 })}</p>
      </div>
    </>
  );
}
