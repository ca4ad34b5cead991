import { type DragEvent, type ReactNode, useRef } from 'react';
import { useStudio } from '../context.ts';

interface DragOutProps {
  /** Writes the file at the press, since it has to lie ready when the drag begins. Null comes where there is none. */
  readonly prepare: () => Promise<string | null>;
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Drags a picture out of the window, as a file. It is for the pointer alone: Export does the same by keys. */
export function DragOut({ prepare, title, className = '', children }: DragOutProps) {
  const { start } = useStudio().dragOut;
  const prepared = useRef<Promise<string | null> | null>(null);
  const drag = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void prepared.current?.then((file) => (file === null ? undefined : start(file)));
  };
  return (
    <span
      className={`drag-out ${className}`}
      title={title}
      draggable
      aria-hidden
      onPointerDown={(event) => {
        if (event.button === 0) prepared.current = prepare();
      }}
      onDragStart={drag}
    >
      {children}
    </span>
  );
}
