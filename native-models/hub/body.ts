import { StudioError } from '../../preload/contract/errors.ts';
import type { HubHost } from './host.ts';
import { Interrupted, networkError } from './interrupted.ts';

/**
 * The chunks of a body, as they arrive.
 * @param stallMs milliseconds without a byte after which the connection counts as lost
 * @throws Interrupted where it is lost
 */
export async function* chunksOf(
  response: Response,
  { host, stallMs, signal }: { readonly host: HubHost; readonly stallMs: number; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(stallMs, reader.read(), host);
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (signal.aborted) throw StudioError.of('cancelled', {});
    throw networkError(error, host.name);
  } finally {
    // Nobody waits for the rest. A broken stream refuses to be cancelled.
    void reader.cancel().catch(() => undefined);
  }
}

/**
 * A whole body of at most `limit` bytes.
 * @throws StudioError where it is longer, Interrupted where the connection is lost
 */
export async function bodyOf(
  response: Response,
  limit: number,
  of: { readonly host: HubHost; readonly stallMs: number; readonly signal: AbortSignal },
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(response, of)) {
    length += chunk.length;
    if (length > limit) throw StudioError.of('hub.answer-wrong', { host: of.host.name });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function within<Result>(ms: number, work: Promise<Result>, host: HubHost): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Interrupted('dropped', StudioError.of('hub.dropped', { host: host.name }))),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
