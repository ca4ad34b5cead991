import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { LongWork } from '../../document/long-work.ts';
import { useDocument, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';

/** Work that ends before this many milliseconds shows nothing, so that quick commands do not flicker. */
const PATIENCE_MS = 500;

/** Shows the work on pixels that takes long, and the button that cancels it. */
export function WorkLine() {
  const work = useDocument((document) => document.work);
  const isLong = useIsLong(work !== null);
  return work !== null && isLong ? <Line work={work} /> : null;
}

function Line({ work: { name, progress, cancel } }: { readonly work: LongWork }) {
  const words = useWords();
  const label = labelOf(words, name);
  return (
    <div className="work-line" role="status">
      <span className="clip">{label}</span>
      <Progress className="work-progress" label={label} progress={progress} />
      <Button className="plain-button" onPress={cancel}>
        {words.prompt.cancel}
      </Button>
    </div>
  );
}

function labelOf(words: StudioWords, name: LongWork['name']): string {
  if (name === 'fill') return words.paint.filling;
  if (name === 'find-thing' || name === 'select-subject' || name === 'select-by-words') return words.parts.looking;
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
