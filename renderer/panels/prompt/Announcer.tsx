import { useEffect, useRef, useState } from 'react';
import type { RunState } from '../../generation/run/run-types.ts';
import { useApp, useQueue, useRun, useWords } from '../context.ts';
import { useKey } from '../keys.ts';

/** The key of the announcement in the words of the window. */
type News = 'started' | 'finished' | 'stopped' | 'candidateReady';
type Phase = RunState['phase'];

/** Tells screen readers when a drawing begins and ends, without its steps, and what a key did to the canvas. */
export function Announcer() {
  const strings = useWords();
  const phase = useRun((run) => run.phase);
  const revision = useRun((run) => run.revision);
  const before = useRef<{ phase: Phase; revision: number }>({ phase, revision });
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => {
    const next = newsOf(before.current.phase, phase, revision > before.current.revision);
    if (next !== null) setNews(next);
    // The row may be written some time before the phase ends, so the old revision is kept until the next start.
    before.current = { phase, revision: phase === 'running' || phase === 'idle' ? revision : before.current.revision };
  }, [phase, revision]);
  const said = useApp((app) => app.said);
  const [accept, discard] = [useKey('accept'), useKey('cancel')];
  return (
    <>
      <Queued />
      <div className="visually-hidden" aria-live="polite">
        {news !== null && strings.prompt[news]}
        {news === 'candidateReady' && accept !== undefined && discard !== undefined && (
          <> {strings.prompt.candidateKeys({ accept, discard })}</>
        )}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said?.(strings)}
      </div>
    </>
  );
}

/** Says that a drawing was queued, once it is on disk. */
function Queued() {
  const strings = useWords();
  const added = useQueue((queue) => queue.added);
  const count = useQueue(({ items }) => items.filter(({ state }) => state === 'waiting').length);
  const first = useRef(added);
  const [news, setNews] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of those that wait is told once for each
  useEffect(() => {
    if (added > first.current) setNews(strings.queue.added({ count }));
  }, [added]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {news}
    </div>
  );
}

/**
 * The announcement for a change of phase; null where there is none.
 * @param wrote whether a row was written since the last start
 */
export function newsOf(before: Phase, after: Phase, wrote: boolean): News | null {
  if (before === after) return null;
  if (after === 'running') return 'started';
  if (after === 'candidate') return 'candidateReady';
  if (after === 'idle' && before === 'running') return wrote ? 'finished' : 'stopped';
  if (after === 'idle' && before === 'saving') return 'finished';
  return null;
}
