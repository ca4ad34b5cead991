/** Progress and checks on stderr. */
import type { Check } from '../../../preload/contract/checks.ts';
import type { Forecast } from '../../../preload/contract/job.ts';

/** The progress of any job. */
export interface Progress {
  readonly step: number;
  readonly of: number;
  readonly forecast?: Forecast;
  readonly finishing?: number;
  readonly checking?: { readonly done: number; readonly of: number };
}
/** Receives the progress of a job. */
export type ProgressHook = (progress: Progress) => void;

/** Writes the forecast, and a counter that overwrites itself where stderr is a terminal. */
export function showProgress(): ProgressHook {
  return ({ step, of, forecast, finishing, checking }) => {
    if (forecast !== undefined) process.stderr.write(`${sentence(forecast)}\n`);
    else if (!process.stderr.isTTY) return;
    else if (finishing !== undefined) process.stderr.write(counter('Finishing', Math.floor(100 * finishing), 100));
    else if (checking === undefined) process.stderr.write(counter('Step', step, of));
    else process.stderr.write(counter('Question', checking.done, checking.of));
  };
}

function counter(what: string, done: number, of: number): string {
  return `\r${what} ${done} of ${of}${done >= of ? '\n' : ''}`;
}

function sentence({ seconds, bytes }: Forecast): string {
  const time = seconds < 90 ? `${seconds.toPrecision(2)} s` : `${Math.round(seconds / 60)} min`;
  return `This will take about ${time} and ${(bytes / 1024 ** 3).toFixed(1)} GB of memory.`;
}

/** Writes the questions that the model answered about its own picture. */
export function showChecks(checks: readonly Check[] | undefined): void {
  for (const { question, answer, holds } of checks ?? []) {
    process.stderr.write(`${holds ? 'right' : 'WRONG'}  ${question} ${answer}\n`);
  }
}
