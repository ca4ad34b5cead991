import { type DragEvent, type ReactNode, useRef } from 'react';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGallery, useWords } from '../context.ts';

interface DragOutProps {
  readonly generation: ListedGeneration;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Drags a picture out of the window, as a file. It is for the pointer alone: Export does the same by keys. */
export function DragOut({ generation, className = '', children }: DragOutProps) {
  const words = useWords().gallery;
  const { prepareDrag, startDrag } = useGallery((gallery) => gallery);
  const prepared = useRef<Promise<string | null> | null>(null);
  // The file has to lie ready when the drag begins, so that it is written at the press.
  const prepare = () => {
    prepared.current = prepareDrag(generation);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void prepared.current?.then((file) => (file === null ? undefined : startDrag(file)));
  };
  return (
    <span
      className={`drag-out ${className}`}
      title={words.dragOut}
      draggable
      aria-hidden
      onPointerDown={(event) => event.button === 0 && prepare()}
      onDragStart={drag}
    >
      {children}
    </span>
  );
}
