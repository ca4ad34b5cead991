import { useEffect, useRef } from 'react';
import { strings } from '../theme/strings.ts';
import { useApp, useStudio } from './context.ts';

/** The element that the canvas fills. Pictures may be dropped on all that floats over it, too. */
export function CanvasHost() {
  const { attachCanvas } = useStudio();
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef(false);
  const hovering = useApp((app) => app.dropHovers);

  useEffect(() => {
    // Once only, also where React mounts twice to find faults.
    if (host.current === null || attached.current) return;
    attached.current = true;
    attachCanvas(host.current, host.current.closest('main') ?? host.current);
  }, [attachCanvas]);

  return (
    <section className="canvas" aria-label={strings.canvas.label}>
      <div ref={host} className="canvas-host" />
      {hovering && <div className="canvas-drop">{strings.canvas.drop}</div>}
    </section>
  );
}
