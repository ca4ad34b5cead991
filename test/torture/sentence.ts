import { type Failure, StudioError } from '../../preload/contract/errors.ts';

/** Words that only a programmer says. */
const RAW =
  /\b(undefined|NaN|null|ENOENT|EISDIR|EACCES|EPERM|ELOOP|ENXIO|SQLITE_\w+|ZodError|TypeError|SyntaxError|RangeError)\b|\[object |\n|\bat \S+ \(|node:|\bInvalid input\b/;

/** What is wrong with a refusal as a person would read it; null where nothing is. */
export function complaintAbout({ kind, message }: Failure): string | null {
  if (kind === 'internal') return `a bug and no refusal: ${message}`;
  if (message.trim() === '') return 'an empty sentence';
  if (message.length > 500) return `a sentence of ${message.length} characters`;
  if (!/[.?…]$/.test(message.trim())) return `no whole sentence: ${message}`;
  if (RAW.test(message)) return `raw words: ${message}`;
  return null;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure; readonly complaint: string | null };

/**
 * A call's answer, or the refusal with what is wrong about it.
 * @throws what is neither an answer nor a StudioError, and Error where none comes in time
 */
export async function answerOf<T>(what: string, ms: number, call: Promise<T>): Promise<Answer<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HangError(what, ms)), ms);
  });
  try {
    return { ok: true, value: await Promise.race([call, late]) };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return { ok: false, failure: error.failure, complaint: complaintAbout(error.failure) };
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing came back in time. */
export class HangError extends Error {
  constructor(what: string, ms: number) {
    super(`${what} did not answer within ${Math.round(ms / 100) / 10} s`);
    this.name = 'HangError';
  }
}
