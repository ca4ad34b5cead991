import { z } from 'zod';

/**
 * What can go wrong in normal life, as a value that crosses processes. `message` is the one
 * sentence that the user reads: what happened and what to do. `detail` is for the log.
 */
export const failureSchema = z.object({
  kind: z.enum([
    'bad-request',
    'bad-picture',
    'model-missing',
    'model-invalid',
    'unsupported',
    'out-of-memory',
    'disk-full',
    'schema-from-future',
    'store-damaged',
    'store-unavailable',
    'not-found',
    'service-lost',
    'cancelled',
    'internal',
  ]),
  message: z.string(),
  detail: z.string().optional(),
  retryable: z.boolean(),
});

export type Failure = z.infer<typeof failureSchema>;
export type FailureKind = Failure['kind'];

/** A `Failure` on its way up a stack. Anything else that is thrown is a bug. */
export class StudioError extends Error {
  readonly failure: Failure;

  constructor(
    kind: FailureKind,
    message: string,
    options: { detail?: string; retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StudioError';
    this.failure = {
      kind,
      message,
      ...(options.detail === undefined ? {} : { detail: options.detail }),
      retryable: options.retryable ?? false,
    };
  }

  static from(failure: Failure): StudioError {
    return new StudioError(failure.kind, failure.message, {
      retryable: failure.retryable,
      ...(failure.detail === undefined ? {} : { detail: failure.detail }),
    });
  }
}

/** The failure that an unknown thrown value stands for. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StudioError) return error.failure;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    kind: 'internal',
    message: 'Something in the studio broke. Your saved work is safe; please try again.',
    detail,
    retryable: true,
  };
}
