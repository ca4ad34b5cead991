import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { forgetPeak, peakOf } from '../services.ts';

const CLI = fileURLToPath(new URL('../../../main/engine/cli.ts', import.meta.url));

/** What the command line said to one line of its jobs. */
export interface LineEnd {
  readonly answer: Readonly<Record<string, unknown>> | null;
  /** Of the process and those below it, since the line before, in MB. */
  readonly peak: number;
  /** Why there is no answer. */
  readonly fault: string | null;
}

/** `dimoo batch` as a process of its own; its answers come one by one. */
export class Batch {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #log = '';
  #peak = 0;
  readonly #watch: NodeJS.Timeout;

  constructor(model: string, jobs: string, out: string) {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const args = ['--disable-warning=ExperimentalWarning', CLI, 'batch', '--jobs', jobs, '--out', out];
    this.#child = spawn(process.execPath, args, {
      env: { ...inherited, DIMOO_MODEL: model },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr?.on('data', (data) => {
      this.#log = (this.#log + String(data)).slice(-4000);
    });
    if (this.#child.stdout === null) throw new Error('The command line has no output.');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#watch = setInterval(() => this.#look(), 50);
  }

  /** The answer to the next line of the jobs, within so many milliseconds. */
  async next(ms: number): Promise<LineEnd> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ms);
    });
    const line = await Promise.race([this.#lines.next(), late]);
    clearTimeout(timer);
    this.#look();
    const peak = this.#peak;
    this.#peak = 0;
    for (const pid of this.#pids()) forgetPeak(pid);
    if (line === 'late') return { answer: null, peak, fault: `no answer within ${ms / 1000} s` };
    if (line.done === true)
      return {
        answer: null,
        peak,
        fault: `the command line ended: ${this.#log.trim().slice(-600) || String(this.#child.signalCode ?? this.#child.exitCode)}`,
      };
    return { answer: JSON.parse(line.value), peak, fault: null };
  }

  async end(): Promise<void> {
    clearInterval(this.#watch);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await new Promise((resolve) => this.#child.once('exit', resolve));
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, ...this.#pids().map((pid) => peakOf(pid) ?? 0));
  }

  #pids(): number[] {
    const own = this.#child.pid;
    if (own === undefined) return [];
    try {
      const below = readFileSync(`/proc/${own}/task/${own}/children`, 'utf8');
      return [
        own,
        ...below
          .trim()
          .split(/\s+/)
          .filter((pid) => pid !== '')
          .map(Number),
      ];
    } catch {
      return [own];
    }
  }
}
