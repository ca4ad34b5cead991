import { useEffect, useState } from 'react';
import type { Viewport } from '../../document/viewport-port.ts';
import { useStudio } from '../context.ts';

/** Where the view shows the page, now and after every change. */
export function useViewport(): Viewport {
  const { canvas } = useStudio();
  const [view, setView] = useState(() => canvas.viewport.get());
  useEffect(() => {
    setView(canvas.viewport.get());
    return canvas.viewport.subscribe(setView);
  }, [canvas]);
  return view;
}
