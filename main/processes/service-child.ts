import type { MainPortLike } from '../../preload/rpc/port.ts';

/** A started service process, of either kind. */
export interface ServiceChild {
  readonly pid: number | undefined;
  /** Hands over one end of a channel; the service answers calls on it from now on. */
  readonly connect: (port: MainPortLike) => void;
  /** Asks it to finish what runs and to end. */
  readonly end: () => void;
  /** Ends it at once, whatever it does. */
  readonly kill: () => void;
}

export interface ChildEvents {
  readonly onSpawn: () => void;
  /** The service has loaded all that it needs. */
  readonly onReady: () => void;
  /** Once. */
  readonly onExit: (end: ProcessEnd) => void;
  /** A line that the service wrote to stdout or stderr. */
  readonly onLine: (line: string) => void;
}

/** How a process ended: by itself, by a signal, or without having begun. */
export type ProcessEnd = { readonly exit: number } | { readonly signal: NodeJS.Signals } | { readonly error: Error };

/** The end in words: "exit code 1", "signal SIGKILL". */
export function endInWords(end: ProcessEnd): string {
  if ('exit' in end) return `exit code ${end.exit}`;
  return 'signal' in end ? `signal ${end.signal}` : end.error.message;
}

/** What a process runs. */
export interface Program {
  readonly entry: string;
  readonly args?: readonly string[];
  readonly environment: Record<string, string>;
}

/** Starts the process; may throw, and then nothing was started. */
export type Spawn = (events: ChildEvents) => ServiceChild;

/** Cuts a stream of text into lines. */
export function lineReader(onLine: (line: string) => void): (chunk: unknown) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  };
}
