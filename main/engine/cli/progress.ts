import type { StepHook } from './jobs.ts';

/** A counter that overwrites itself, where stderr is a terminal; silent elsewhere. */
export function stepCounter(): StepHook | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (step, of) => {
    process.stderr.write(`\rStep ${step} of ${of}${step >= of ? '\n' : ''}`);
  };
}
