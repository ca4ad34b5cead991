import { sentenceOf } from '../../../preload/words/sentence.ts';
import type { RunState } from '../../generation/run/run-types.ts';
import type { StudioParts } from '../parts.ts';
import type { ProjectSession } from './session-types.ts';

export function hasEnded(before: RunState, { phase }: RunState): boolean {
  return (before.phase === 'running' || before.phase === 'saving') && (phase === 'idle' || phase === 'candidate');
}

/** Reports how a drawing ended in a project that is not shown. */
export function tellEnd(notify: StudioParts['notify'], name: string, { phase, failure }: RunState): void {
  const project = name;
  if (failure !== null) {
    notify('failure', (words) => words.notices.inProject({ project, text: sentenceOf(words, failure) }));
  } else if (phase === 'candidate') notify('done', ({ notices }) => notices.waitsElsewhere({ project }));
  else notify('done', ({ notices }) => notices.finishedElsewhere({ project }));
}

/** Whether something is not yet in the store or is still being made. */
export function isAtWork({ saver, run, describe }: Pick<ProjectSession, 'saver' | 'run' | 'describe'>): boolean {
  const { phase, unsaved } = run.getState();
  return (
    saver.state.getState().status !== 'saved' ||
    unsaved ||
    phase === 'running' ||
    phase === 'saving' ||
    describe.state.getState().phase === 'running' ||
    describe.state.getState().draft !== null ||
    describe.isUnsaved()
  );
}
