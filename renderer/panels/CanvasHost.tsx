import { type DragEvent, useEffect, useRef, useState } from 'react';
import { strings } from '../theme/strings.ts';
import { useStudio } from './context.ts';
import { GENERATION_TYPE } from './drag.ts';

/** The element that the canvas fills, and where pictures are dropped. */
export function CanvasHost() {
  const { canvas, attachCanvas, app, gallery } = useStudio();
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef(false);
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    // Once only, also where React mounts twice to find faults.
    if (host.current === null || attached.current) return;
    attached.current = true;
    attachCanvas(host.current);
  }, [attachCanvas]);

  const drop = (event: DragEvent<HTMLElement>) => {
    setHovering(false);
    if (!isWelcome(event.dataTransfer) || event.isDefaultPrevented()) return;
    event.preventDefault();
    const at = canvas.pageFromClient(event.clientX, event.clientY);
    const id = event.dataTransfer.getData(GENERATION_TYPE);
    if (id === '') {
      void app.getState().importFiles([...event.dataTransfer.files], at);
      return;
    }
    const generation = gallery.getState().generations.find((each) => each.id === id);
    if (generation !== undefined) void gallery.getState().place(generation, at);
  };

  return (
    <section
      className="canvas"
      aria-label={strings.canvas.label}
      onDragOver={(event) => {
        if (!isWelcome(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setHovering(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
          setHovering(false);
      }}
      onDrop={drop}
    >
      <div ref={host} className="canvas-host" />
      {hovering && <div className="canvas-drop">{strings.canvas.drop}</div>}
    </section>
  );
}

function isWelcome(transfer: DataTransfer): boolean {
  return transfer.types.includes('Files') || transfer.types.includes(GENERATION_TYPE);
}
