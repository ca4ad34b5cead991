import { useEffect, useRef, useState } from 'react';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { RunState } from '../../generation/run/run-types.ts';
import { useApp, useSession, useWords } from '../context.ts';

type Phase = RunState['phase'];

/** Tells screen readers that a picture began and ended, not each step; and what a key did to the canvas. */
export function Announcer() {
  const strings = useWords();
  const phase = useSession((session) => session.phase);
  const revision = useSession((session) => session.revision);
  const before = useRef<{ phase: Phase; revision: number }>({ phase, revision });
  const [words, setWords] = useState('');
  useEffect(() => {
    const news = newsOf(strings, before.current.phase, phase, revision > before.current.revision);
    if (news !== null) setWords(news);
    // A row may be written some time before its phase ends: it counts until the next start.
    before.current = { phase, revision: phase === 'running' || phase === 'idle' ? revision : before.current.revision };
  }, [phase, revision, strings]);
  const said = useApp((app) => app.said);
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {words}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said?.(strings)}
      </div>
    </>
  );
}

/** What to say of a change of phase; null where there is nothing new. `wrote`: a row since the last start. */
export function newsOf({ prompt }: StudioWords, before: Phase, after: Phase, wrote: boolean): string | null {
  if (before === after) return null;
  if (after === 'running') return prompt.started;
  if (after === 'candidate') return prompt.candidateReady;
  if (after === 'idle' && before === 'running') return wrote ? prompt.finished : prompt.stopped;
  if (after === 'idle' && before === 'saving') return prompt.finished;
  return null;
}
