import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../../../preload/contract/errors.ts';
import { forgetPeak, peakOf } from '../services.ts';
import type { Trial } from './trial.ts';

const PROGRAM = fileURLToPath(new URL('trial.ts', import.meta.url));

/** How a trial ended. */
export interface TrialEnd {
  /** Null where it worked. */
  readonly failure: Failure | null;
  /** Of the process, in MB. */
  readonly peak: number;
  /** Why there is no answer. */
  readonly faults: readonly string[];
}

interface Process {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  log: string;
}

/** Plays trials in a process beside this one, which is started again where a trial ends it. */
export class Trials {
  #process: Process | null = null;

  async play(trial: Trial, ms: number): Promise<TrialEnd> {
    this.#process ??= start();
    const { child, lines } = this.#process;
    forgetPeak(child.pid ?? 0);
    child.stdin?.write(`${JSON.stringify(trial)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ms);
    });
    const line = await Promise.race([lines.next(), late]);
    clearTimeout(timer);
    const peak = peakOf(child.pid ?? 0) ?? 0;
    if (line !== 'late' && line.done !== true) {
      const answer = JSON.parse(line.value) as { readonly failure?: Failure };
      return { failure: answer.failure ?? null, peak, faults: [] };
    }
    const log = this.#process.log.trim().slice(-600);
    await this.end();
    const fault = line === 'late' ? `no answer within ${ms / 1000} s` : `the process ended: ${log || child.signalCode}`;
    return { failure: null, peak, faults: [fault] };
  }

  async end(): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    if (ending === null || ending.child.exitCode !== null || ending.child.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.child.once('exit', resolve));
    ending.child.kill('SIGKILL');
    await gone;
  }
}

function start(): Process {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const started: Process = { child, lines, log: '' };
  child.stderr.on('data', (data) => {
    started.log = (started.log + String(data)).slice(-4000);
  });
  return started;
}
