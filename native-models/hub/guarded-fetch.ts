import { StudioError } from '../../preload/contract/errors.ts';
import { type HubHost, isSafe } from './host.ts';
import { Interrupted, networkError } from './interrupted.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Whom to ask, and with what. */
export interface Access {
  readonly host: HubHost;
  /** Sent to this host alone, and to none that it points to. */
  readonly token: string | null;
  readonly signal: AbortSignal;
  /** Milliseconds until an answer begins. */
  readonly answerMs: number;
}

/**
 * A `fetch` for the one host. It follows redirects itself: to https alone, or within this computer where the host is there,
 * and with the token only back to the host. Errors never hold an address, since addresses of downloads are signed.
 * @throws Interrupted where the network failed, StudioError where an address is refused
 */
export function guardedFetch({ host, token, signal, answerMs }: Access): typeof fetch {
  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input);
    // The list of a hostile host could name another one as its next page.
    if (url.origin !== host.origin) throw StudioError.of('hub.answer-wrong', { host: host.name });
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (!isSafe(url, host.isHere)) throw StudioError.of('hub.unsafe-redirect', { host: host.name });
      const headers = headersFor(init.headers, url.origin === host.origin ? token : null);
      const response = await answerOf(url, { ...init, headers, redirect: 'manual' }, { host, signal, answerMs });
      if (!REDIRECTS.includes(response.status)) return response;
      await response.body?.cancel();
      const to = response.headers.get('location');
      if (to === null || !URL.canParse(to, url.href)) throw StudioError.of('hub.unsafe-redirect', { host: host.name });
      url = new URL(to, url);
    }
    throw StudioError.of('hub.unsafe-redirect', { host: host.name });
  };
}

function headersFor(given: RequestInit['headers'], token: string | null): Headers {
  const headers = new Headers(given);
  headers.delete('authorization');
  headers.delete('cookie');
  headers.set('user-agent', 'dimoo-studio');
  // A packed body has neither the length nor the places that the list of files tells.
  headers.set('accept-encoding', 'identity');
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return headers;
}

async function answerOf(
  url: URL,
  init: RequestInit,
  { host, signal, answerMs }: Omit<Access, 'token'>,
): Promise<Response> {
  const own = init.signal ?? null;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), answerMs);
  try {
    return await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, late.signal, ...(own === null ? [] : [own])]),
    });
  } catch (error) {
    if (signal.aborted) throw StudioError.of('cancelled', {});
    if (late.signal.aborted) throw new Interrupted('dropped', StudioError.of('hub.dropped', { host: host.name }));
    throw networkError(error, host.name);
  } finally {
    clearTimeout(timer);
  }
}
