import { StudioError } from '../../preload/contract/errors.ts';
import type { hubWaitReasons } from '../../preload/contract/hub.ts';

/** Why nothing arrives at the moment. */
export type WaitReason = (typeof hubWaitReasons)[number];

/** Something that may be over soon, so that the same is asked again. `error` is what is said where it is not. */
export class Interrupted extends Error {
  readonly reason: WaitReason;
  readonly error: StudioError;
  /** What the host asks to wait, in milliseconds; null where it does not say. */
  readonly waitMs: number | null;

  constructor(reason: WaitReason, error: StudioError, waitMs: number | null = null) {
    super(reason);
    this.reason = reason;
    this.error = error;
    this.waitMs = waitMs;
  }
}

/** No route to the host, or nobody there. */
const OFFLINE = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'ECONNREFUSED', 'EADDRNOTAVAIL'];
/** OpenSSL's names of what is wrong with a certificate, and Node's. */
const UNTRUSTED = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|HOSTNAME_MISMATCH|ERR_SSL)/;

/** What a failed `fetch`, or a body that broke off, means. The text of the error may hold addresses and is not told. */
export function networkError(error: unknown, host: string): Interrupted | StudioError {
  if (error instanceof StudioError || error instanceof Interrupted) return error;
  const code = codeOf(error);
  if (UNTRUSTED.test(code)) return StudioError.of('hub.certificate', { host, code });
  if (OFFLINE.includes(code)) return new Interrupted('offline', StudioError.of('hub.offline', { host }));
  return new Interrupted('dropped', StudioError.of('hub.dropped', { host }));
}

/** The code of the innermost cause. Node tries several addresses of a host, and gives the errors of all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  if (error.cause !== undefined) return codeOf(error.cause);
  return 'code' in error ? String(error.code) : '';
}

/** How often something is tried again, and how long it takes. */
export interface Patience {
  /** Milliseconds to wait before each further try. As many tries are made without any progress. */
  readonly waits: readonly number[];
  /** The longest wait that a host may ask for, in milliseconds. */
  readonly longestWait: number;
  /** Called before a wait, and with null once it is over. */
  readonly onWait: (wait: { readonly reason: WaitReason; readonly seconds: number } | null) => void;
  readonly signal: AbortSignal;
}

/**
 * Tries again where the attempt is interrupted. An attempt that got further than the one before counts as the first.
 * @param progress grows with what has arrived
 * @throws the StudioError of the last interruption, or whatever else the attempt throws
 */
export async function withPatience<Result>(
  attempt: () => Promise<Result>,
  { waits, longestWait, onWait, signal }: Patience,
  progress: () => number = () => 0,
): Promise<Result> {
  for (let tries = 0, reached = progress(); ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (progress() > reached) [tries, reached] = [0, progress()];
      const wait = waits[tries];
      const asked = error.waitMs ?? 0;
      if (wait === undefined || asked > longestWait) throw error.error;
      const ms = Math.max(wait, asked);
      onWait({ reason: error.reason, seconds: ms / 1000 });
      await pause(ms, signal);
      onWait(null);
    }
  }
}

/** @throws StudioError 'cancelled' where the signal ends it */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(StudioError.of('cancelled', {}));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
