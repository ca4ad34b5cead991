import { StudioError } from '../../preload/contract/errors.ts';
import { type HubHost, pageOf } from './host.ts';
import { Interrupted } from './interrupted.ts';

/** What was asked for, for the sentence about a refusal. */
export interface Asked {
  readonly host: HubHost;
  readonly repository: string;
  readonly revision: string;
  /** Null where a list was asked for. */
  readonly file: string | null;
  readonly hasToken: boolean;
}

/** What a host asks to wait that does not say how long, in seconds. */
const USUAL_WAIT = 30;

/**
 * Says why there is no answer that can be used; null where there is one.
 * The codes of the hub: https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/utils/_http.py
 */
export function refusalOf(response: Response, asked: Asked): Interrupted | StudioError | null {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return null;
  const { repository, revision, file, hasToken } = asked;
  const [host, code] = [asked.host.name, headers.get('x-error-code')];
  if (status === 429) {
    const seconds = secondsIn(headers.get('retry-after')) ?? USUAL_WAIT;
    return new Interrupted('busy', StudioError.of('hub.busy', { host, seconds }), seconds * 1000);
  }
  if (status >= 500) {
    const seconds = secondsIn(headers.get('retry-after'));
    const error = StudioError.of('hub.failing', { host, status });
    return new Interrupted('failing', error, seconds === null ? null : seconds * 1000);
  }
  // A signed address that has expired, or a store of files with a problem. The hub gives a new address.
  if (new URL(response.url).origin !== asked.host.origin) {
    return new Interrupted('failing', StudioError.of('hub.failing', { host, status }));
  }
  if (status === 404 && code === 'RevisionNotFound') return StudioError.of('hub.no-revision', { repository, revision });
  if (status === 404 && file !== null) return StudioError.of('hub.no-file', { repository, file, host });
  if (status === 404) return StudioError.of('hub.no-repository', { host, repository });
  if (status === 401 || status === 403) {
    const page = pageOf(asked.host, repository);
    if (!hasToken) {
      return code === 'GatedRepo'
        ? StudioError.of('hub.gated-first', { repository, page })
        : StudioError.of('hub.needs-token', { host, repository });
    }
    if (status === 403 || code === 'GatedRepo') return StudioError.of('hub.gated', { repository, page });
    // A repository that does not exist is answered so as well, but with a code.
    return code === 'RepoNotFound'
      ? StudioError.of('hub.no-repository', { host, repository })
      : StudioError.of('hub.token-refused', { host });
  }
  return StudioError.of('hub.refused', { host, repository, status });
}

/** Retry-After is a number of seconds, or a date. */
function secondsIn(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  const ms = Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, Math.ceil(ms / 1000));
}
