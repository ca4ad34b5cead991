import { useEffect, useState } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { LongWork } from '../../document/long-work.ts';
import { useDocument, useWords } from '../context.ts';

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
      <ProgressBar
        className="work-progress"
        aria-label={label}
        minValue={0}
        maxValue={progress?.of ?? 1}
        value={progress?.done ?? 0}
        isIndeterminate={progress === null}
      >
        {({ percentage }) => (
          <span className="progress-track">
            <span
              className={`progress-fill ${percentage === undefined ? 'is-waiting' : ''}`}
              style={percentage === undefined ? {} : { width: `${percentage}%` }}
            />
          </span>
        )}
      </ProgressBar>
      <Button className="plain-button" onPress={cancel}>
        {words.prompt.cancel}
      </Button>
    </div>
  );
}

function labelOf(words: StudioWords, name: LongWork['name']): string {
  if (name === 'fill') return words.paint.filling;
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
