import { useEffect, useState } from 'react';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { LongWork } from '../../document/long-work.ts';
import { useDocument, useWords } from '../context.ts';
import { CancellableLine } from '../controls/CancellableLine.tsx';

/** Work that ends before this many milliseconds shows nothing, so that quick commands do not flicker. */
const PATIENCE_MS = 500;

/** Shows the work on pixels that takes long, and the button that cancels it. */
export function WorkLine() {
  const work = useDocument((document) => document.work);
  const isLong = useIsLong(work !== null);
  return work !== null && isLong ? <Line work={work} /> : null;
}

function Line({ work: { name, progress, cancel } }: { readonly work: LongWork }) {
  return <CancellableLine label={labelOf(useWords(), name)} progress={progress} cancel={cancel} />;
}

function labelOf(words: StudioWords, name: LongWork['name']): string {
  if (name === 'fill') return words.paint.filling;
  if (name === 'find-thing' || name === 'select-subject' || name === 'select-by-words') return words.parts.looking;
  if (name === 'place-pictures') return words.gallery.placing;
  return name === 'open-layers' ? words.layered.opening : words.keys.actions[name];
}

function useIsLong(isWorking: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isWorking) return;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isWorking]);
  return isLong;
}
