import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Told } from '../../preload/contract/told.ts';
import type { MainPortLike } from '../../preload/rpc/port.ts';
import type { Log } from '../logs/entries.ts';
import { faultOf } from '../logs/fault.ts';
import { outputLog } from '../logs/output.ts';
import type { ProcessEnd, ServiceChild, Spawn } from './service-child.ts';

/** Restarts allowed; one more and the service counts as failed. */
export interface RestartPolicy {
  /** Of a service that had loaded, within the window. */
  readonly restarts: number;
  readonly withinMs: number;
  /** Of one that never gets so far, one after the other: loading may take longer than any window. */
  readonly restartsUnready?: number;
  /** Wait before the first restart; doubles with each further one, up to the slowest. */
  readonly firstDelayMs: number;
}

const SLOWEST_MS = 30_000;
const RESTARTS_UNREADY = 3;

/** A store that has work in hand may need two seconds, and then writes its log back into its files. */
const PATIENCE_MS = 5000;

export const usualPolicy: RestartPolicy = {
  restarts: 5,
  withinMs: 60_000,
  firstDelayMs: 100,
};

/** Of a service that ends itself: each hostile picture may end it, and there may be a folder of them. */
export const expectedEnds: RestartPolicy = { restarts: 500, withinMs: 60_000, firstDelayMs: 0 };

export interface SupervisorOptions {
  readonly service: ServiceName;
  readonly policy?: RestartPolicy;
  /** It is meant to end itself now and then: nobody is told, and those who asked say what became of it. */
  readonly endsItself?: boolean;
  /** A life that is killed leaves files that the next one puts in order, also where the studio quits in between. */
  readonly leavesFiles?: boolean;
  readonly onState: (state: ServiceState) => void;
  readonly log: Log;
  /** Every line that it prints and that is no entry of the log; for a terminal. */
  readonly onLine?: (line: string) => void;
}

/**
 * Keeps one service process alive: starts it, tells its state, starts it again when it dies, and
 * gives up where it keeps dying. Ports that are asked for while it is not running wait for it.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  #spawn: Spawn | undefined;
  #child: ServiceChild | undefined;
  #gone: Promise<void> = Promise.resolve();
  #waiting: MainPortLike[] = [];
  #deaths: number[] = [];
  #ready = false;
  /** Lives in a row that ended before they were ready. */
  #unready = 0;
  #timer: NodeJS.Timeout | undefined;
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

  /** Why it is not running yet, in a sentence for the user. */
  announce(told: Told | null): void {
    this.#tell('starting', told);
  }

  /** It cannot be started at all. */
  fail(told: Told): void {
    for (const port of this.#waiting.splice(0)) port.close();
    this.#tell('failed', told);
  }

  start(spawn: Spawn): void {
    this.#spawn = spawn;
    this.#launch();
  }

  /** Ends what runs, whatever it is doing, and starts this in its place; deaths of before are forgotten. */
  async replace(spawn: () => Promise<Spawn>): Promise<void> {
    clearTimeout(this.#timer);
    this.#spawn = undefined;
    const child = this.#child;
    this.#child = undefined;
    this.#forgive();
    this.#tell('starting', null);
    if (child !== undefined) {
      child.kill();
      await this.#gone;
    }
    this.start(await spawn());
  }

  /** Tries once more what has failed for good. @returns whether there was anything to try */
  startAgain(): boolean {
    if (this.#state.state !== 'failed' || this.#stopping || !this.#spawn) return false;
    this.#forgive();
    this.#tell('starting', null);
    this.#launch();
    return true;
  }

  /** A channel's end for the service; closed where the service has failed for good. */
  connect(port: MainPortLike): void {
    if (this.#state.state === 'failed' || this.#stopping) port.close();
    else if (this.#state.state === 'running' && this.#child) this.#child.connect(port);
    else this.#waiting.push(port);
  }

  /**
   * Ends the process and does not start it again: asks it to, so that what runs is finished and
   * files are left in order, and kills it where that takes longer than `patienceMs`. Resolves when it is gone.
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
    else return; // another takes its place
    if (this.#stopping) return;
    const { policy = usualPolicy, service, log } = this.#options;
    log({ code: 'service-died', service, ...('error' in end ? faultOf(end.error) : end) });
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < policy.withinMs), now];
    if (!this.#ready) this.#unready += 1;
    if (this.#unready > (policy.restartsUnready ?? RESTARTS_UNREADY) || this.#deaths.length > policy.restarts) {
      log({ code: 'service-given-up', service, ready: this.#ready });
      const code = this.#ready ? 'services.keeps-stopping' : 'services.keeps-stopping-at-start';
      this.fail(StudioError.of(code, { service }).failure);
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
