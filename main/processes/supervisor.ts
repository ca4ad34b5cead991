import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Told } from '../../preload/contract/told.ts';
import type { MainPortLike } from '../../preload/rpc/port.ts';
import type { Log } from '../logs/entries.ts';
import { faultOf } from '../logs/fault.ts';
import { outputLog } from '../logs/output.ts';
import type { ProcessEnd, ServiceChild, Spawn } from './service-child.ts';

/** The restarts that are allowed before the service counts as failed. */
export interface RestartPolicy {
  /** Restarts of a service that had loaded, within the time window. */
  readonly restarts: number;
  readonly withinMs: number;
  /** Restarts in a row of a service that never loads, since loading may take longer than any window. */
  readonly restartsUnready?: number;
  /** The wait before the first restart. It doubles with each further one, up to the slowest. */
  readonly firstDelayMs: number;
}

const SLOWEST_MS = 30_000;
const RESTARTS_UNREADY = 3;

/** A busy store may need two seconds for its calls, and then writes its logs back into its files. */
const PATIENCE_MS = 5000;

export const usualPolicy: RestartPolicy = {
  restarts: 5,
  withinMs: 60_000,
  firstDelayMs: 100,
};

/** The policy for a service that ends itself. Each hostile picture may end it, and a folder may be full of them. */
export const expectedEnds: RestartPolicy = { restarts: 500, withinMs: 60_000, firstDelayMs: 0 };

export interface SupervisorOptions {
  readonly service: ServiceName;
  readonly policy?: RestartPolicy;
  /** Whether the service ends itself by design. The window is then not told, and callers handle it themselves. */
  readonly endsItself?: boolean;
  /** Whether a killed process leaves files that the next one has to put in order, even where the studio quits. */
  readonly leavesFiles?: boolean;
  /** Says more of why a service that was never loaded is given up, where that can be told from its end. */
  readonly whyUnready?: (end: ProcessEnd) => Told | null;
  readonly onState: (state: ServiceState) => void;
  readonly log: Log;
  /** Receives every printed line that is no entry of the log, for a terminal. */
  readonly onLine?: (line: string) => void;
}

/**
 * Keeps one service process alive. It starts the process, tells its state, starts it again when it dies, and gives up
 * where it keeps dying. Ports that are asked for while it is not running wait for it.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  #spawn: Spawn | undefined;
  #child: ServiceChild | undefined;
  #gone: Promise<void> = Promise.resolve();
  #waiting: MainPortLike[] = [];
  #deaths: number[] = [];
  #ready = false;
  /** The number of processes in a row that ended before they were loaded. */
  #unready = 0;
  #timer: NodeJS.Timeout | undefined;
  #replacements = 0;
  #stopping = false;
  #state: ServiceState;
  readonly #onLine: (line: string) => void;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#onLine = outputLog(options.service, options.log, options.onLine);
    this.#state = { service: options.service, state: 'starting', told: null };
  }

  get state(): ServiceState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Marks the service as failed, where it cannot be started at all. */
  fail(told: Told): void {
    for (const port of this.#waiting.splice(0)) port.close();
    this.#tell('failed', told);
  }

  start(spawn: Spawn): void {
    this.#spawn = spawn;
    this.#launch();
  }

  /**
   * Kills the running process, starts another one in its place, and forgets earlier deaths. Where it is called again before
   * that one starts, only the last one does.
   * @param spawn receives a function that tells the window why the service is not running yet
   */
  async replace(spawn: (announce: (told: Told) => void) => Promise<Spawn>): Promise<void> {
    this.#replacements += 1;
    const mine = this.#replacements;
    clearTimeout(this.#timer);
    this.#spawn = undefined;
    const child = this.#child;
    this.#child = undefined;
    this.#forgive();
    this.#tell('starting', null);
    if (child !== undefined) child.kill();
    await this.#gone;
    try {
      const next = await spawn((told) => {
        if (mine === this.#replacements) this.#tell('starting', told);
      });
      if (mine === this.#replacements) this.start(next);
    } catch (error) {
      if (mine === this.#replacements) throw error;
    }
  }

  /** Starts a failed service again. @returns false where it had not failed */
  startAgain(): boolean {
    if (this.#state.state !== 'failed' || this.#stopping || !this.#spawn) return false;
    this.#forgive();
    this.#tell('starting', null);
    this.#launch();
    return true;
  }

  /** Hands a channel's end to the service, or closes it where the service has failed. */
  connect(port: MainPortLike): void {
    if (this.#state.state === 'failed' || this.#stopping) port.close();
    else if (this.#state.state === 'running' && this.#child) this.#child.connect(port);
    else this.#waiting.push(port);
  }

  /**
   * Ends the process for good. It is asked to end, so that it finishes its calls and leaves its files in order, and is
   * killed where that takes longer than `patienceMs`. Resolves when the process is gone.
   */
  async stop(patienceMs = PATIENCE_MS): Promise<void> {
    clearTimeout(this.#timer);
    const betweenLives = this.#child === undefined && this.#state.state === 'restarting';
    if (betweenLives && this.#options.leavesFiles === true) this.#launch();
    this.#stopping = true;
    for (const port of this.#waiting.splice(0)) port.close();
    const child = this.#child;
    if (child === undefined) return;
    const killing = setTimeout(child.kill, patienceMs);
    child.end();
    await this.#gone;
    clearTimeout(killing);
  }

  #launch(): void {
    if (this.#stopping || !this.#spawn) return;
    let gone = () => {};
    this.#gone = new Promise((resolve) => {
      gone = resolve;
    });
    this.#ready = false;
    try {
      const child = this.#spawn({
        onSpawn: () => this.#running(),
        onReady: () => {
          this.#ready = true;
          this.#unready = 0;
        },
        onExit: (end) => {
          gone();
          this.#died(child, end);
        },
        onLine: this.#onLine,
      });
      this.#child = child;
    } catch (error) {
      this.#options.log({ code: 'service-not-started', service: this.#options.service, ...faultOf(error) });
      this.fail(StudioError.of('services.not-started', { service: this.#options.service }).failure);
    }
  }

  #running(): void {
    this.#options.log({ code: 'service-started', service: this.#options.service });
    this.#tell('running', null);
    for (const port of this.#waiting.splice(0)) this.#child?.connect(port);
  }

  #died(child: ServiceChild, end: ProcessEnd): void {
    if (this.#child === child) this.#child = undefined;
    else return; // Another process takes its place.
    if (this.#stopping) return;
    const { policy = usualPolicy, service, log } = this.#options;
    log({ code: 'service-died', service, ...('error' in end ? faultOf(end.error) : end) });
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < policy.withinMs), now];
    if (!this.#ready) this.#unready += 1;
    if (this.#unready > (policy.restartsUnready ?? RESTARTS_UNREADY) || this.#deaths.length > policy.restarts) {
      log({ code: 'service-given-up', service, ready: this.#ready });
      const code = this.#ready ? 'services.keeps-stopping' : 'services.keeps-stopping-at-start';
      const why = this.#ready ? null : (this.#options.whyUnready?.(end) ?? null);
      this.fail(why ?? StudioError.of(code, { service }).failure);
      return;
    }
    const unexpected = StudioError.of('services.stopped', { service }).failure;
    this.#tell('restarting', this.#options.endsItself === true ? null : unexpected);
    const times = Math.max(this.#deaths.length, this.#unready);
    this.#timer = setTimeout(() => this.#launch(), Math.min(SLOWEST_MS, policy.firstDelayMs * 2 ** (times - 1)));
  }

  #forgive(): void {
    this.#deaths = [];
    this.#unready = 0;
  }

  #tell(state: ServiceState['state'], told: Told | null): void {
    this.#state = { service: this.#options.service, state, told };
    this.#options.onState(this.#state);
  }
}
