import { Layers, Star } from 'lucide-react';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { ThumbnailSide } from '../../../preload/contract/thumbnail-sides.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { GENERATION_TYPE } from '../../document/drag.ts';
import { useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { titleOf } from '../words.ts';
import { STACK_KEY } from './tiles.ts';

interface PictureTileProps {
  readonly generation: ListedGeneration;
  readonly side?: ThumbnailSide;
  /** How many pictures the tile stands for. */
  readonly count?: number;
  /** Called where the sign of a stack is pressed. */
  readonly onStack?: (() => void) | undefined;
}

/** A picture in the panel or on the page of the gallery, with its words and signs. It can be dragged onto the canvas. */
export function PictureTile({ generation, side, count = 1, onStack }: PictureTileProps) {
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
      <Thumbnail hash={generation.picture} className="is-tile" {...(side !== undefined && { side })} />
      {generation.starred && <Star className="tile-star" size={14} aria-hidden />}
      {count > 1 && <StackSign count={count} onStack={onStack} />}
      <span className="tile-words">{prompt}</span>
      {generation.outcome === 'dropped' && <span className="badge">{strings.gallery.dropped}</span>}
    </div>
  );
}

/** It is for the pointer alone: a key and a button of the bar do the same. */
function StackSign({ count, onStack }: { readonly count: number; readonly onStack: (() => void) | undefined }) {
  const { galleryPage: words } = useWords();
  return (
    <span
      className="tile-stack"
      title={words.stackHelp({ key: STACK_KEY })}
      aria-hidden
      // The press must not choose the tile.
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        onStack?.();
      }}
    >
      <Layers size={12} aria-hidden />
      {count}
    </span>
  );
}

/** The name of a picture for screen readers. */
export function spokenOf(words: StudioWords, generation: ListedGeneration): string {
  const title = titleOf(words, generation);
  const starred = generation.starred ? words.gallery.spokenStarred({ title }) : title;
  return generation.outcome === 'dropped' ? words.gallery.spokenDropped({ title: starred }) : starred;
}
