import type { MainPortLike } from '../../preload/rpc/port.ts';

/** A started service process: a utility process or a plain one. */
export interface ServiceChild {
  readonly pid: number | undefined;
  /** Hands over one end of a channel, on which the service answers calls. */
  readonly connect: (port: MainPortLike) => void;
  /** Gives it something that may stand in no argument and in no environment, such as a token. */
  readonly hand: (value: string) => void;
  /** Asks it to finish its running calls and to end. */
  readonly end: () => void;
  /** Kills it at once. */
  readonly kill: () => void;
}

export interface ChildEvents {
  readonly onSpawn: () => void;
  /** Called when the service is loaded. */
  readonly onReady: () => void;
  /** Called once. */
  readonly onExit: (end: ProcessEnd) => void;
  /** Receives each line that the service writes to stdout or stderr. */
  readonly onLine: (line: string) => void;
}

/** How a process ended: by itself, by a signal, or without having started. */
export type ProcessEnd = { readonly exit: number } | { readonly signal: NodeJS.Signals } | { readonly error: Error };

/** The end in words, such as "exit code 1" or "signal SIGKILL". */
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

/** Starts the process. Where it throws, no process was started. */
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

/**
 * Whether the process was killed from outside, as the system does where memory runs out. A utility process tells the
 * signal as its exit code.
 */
export function wasKilled(end: ProcessEnd): boolean {
  if ('signal' in end) return end.signal === 'SIGKILL';
  return 'exit' in end && (end.exit === 9 || end.exit === 137);
}
