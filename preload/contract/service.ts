import type { z } from 'zod';

/**
 * A service is a table of methods. A method names the schemas of its parameters and its result, and of the events that
 * a long call sends. Clients and servers are derived from the table (preload/rpc) and never written by hand, so they
 * cannot drift apart.
 */
export interface Method {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
  readonly event?: z.ZodType;
}

export type Service = Readonly<Record<string, Method>>;

export type Params<M extends Method> = z.infer<M['params']>;
export type Result<M extends Method> = z.infer<M['result']>;
export type Progress<M extends Method> = M['event'] extends z.ZodType ? z.infer<M['event']> : never;

export interface CallOptions<M extends Method> {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: Progress<M>) => void;
}

/** The caller's side. Every method returns a promise, which rejects with a `StudioError`. */
export type Client<S extends Service> = {
  readonly [K in keyof S]: (params: Params<S[K]>, options?: CallOptions<S[K]>) => Promise<Result<S[K]>>;
};

export interface CallContext<M extends Method> {
  /** Aborts when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  readonly send: (event: Progress<M>) => void;
}

/** The service's side, with a handler for every method. */
export type Handlers<S extends Service> = {
  readonly [K in keyof S]: (params: Params<S[K]>, context: CallContext<S[K]>) => Promise<Result<S[K]>> | Result<S[K]>;
};
