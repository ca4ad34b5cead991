import { z } from 'zod';
import { type ErrorCode, type ErrorParams, inEnglish, kindOf } from './error-codes.ts';
import { type FailureKind, failureKinds } from './failure-kinds.ts';
import { type Told, toldSchema } from './told.ts';

/**
 * A failure in normal use, as a value that crosses processes. `code` and `params` make the one sentence that the user
 * reads in their language. It says what happened and what to do. `message` is that sentence in English, and `detail` is
 * for the log.
 */
export const failureSchema = toldSchema.extend({
  kind: z.enum(failureKinds),
  detail: z.string().optional(),
  retryable: z.boolean(),
});

export type Failure = z.infer<typeof failureSchema>;
export type { FailureKind };

interface ErrorOptions {
  readonly detail?: string | undefined;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Carries a `Failure` up the stack. Any other thrown value is a bug. */
export class StudioError extends Error {
  readonly failure: Failure;

  /** Takes a sentence that the catalogue does not have. `StudioError.of` takes one of the catalogue's sentences. */
  constructor(
    kind: FailureKind,
    message: string,
    options: ErrorOptions & { readonly code?: string | undefined; readonly params?: Told['params'] } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StudioError';
    const { detail, code, params } = options;
    this.failure = {
      kind,
      message,
      ...(code === undefined ? {} : { code }),
      ...(params === undefined ? {} : { params }),
      ...(detail === undefined ? {} : { detail }),
      retryable: options.retryable ?? false,
    };
  }

  static of<Code extends ErrorCode>(code: Code, params: ErrorParams<Code>, options: ErrorOptions = {}): StudioError {
    const short = shortened(params);
    return new StudioError(kindOf[code], inEnglish(code, short), { ...options, code, params: short });
  }

  static from(failure: Failure): StudioError {
    return new StudioError(failure.kind, failure.message, failure);
  }
}

/** A sentence quotes names and values of files that may be anyone's, and of any length. */
const LONGEST_QUOTE = 240;

function shortened<Params extends object>(params: Params): Params {
  const short = Object.entries(params).map(([key, value]) => {
    const isLong = typeof value === 'string' && value.length > LONGEST_QUOTE;
    return [key, isLong ? `${value.slice(0, LONGEST_QUOTE)}…` : value];
  });
  return Object.fromEntries(short) as Params;
}

/** Returns the failure of a StudioError, and the failure 'internal' for any other thrown value. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StudioError) return error.failure;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return StudioError.of('internal', {}, { detail, retryable: true }).failure;
}
