import { StudioError } from '../../preload/contract/errors.ts';

/** The address that is asked, without a slash at its end. A mirror may lie below a path. */
export interface HubHost {
  readonly base: string;
  readonly origin: string;
  /** As a person reads it. */
  readonly name: string;
  /** Whether it is on this computer. Only then may it be asked without encryption. */
  readonly isHere: boolean;
}

/**
 * Reads an address such as HF_ENDPOINT has it.
 * @throws StudioError where it is neither https nor on this computer
 */
export function hubHost(endpoint: string): HubHost {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || url.username !== '' || url.password !== '' || !isSafe(url, true)) {
    throw StudioError.of('hub.host-wrong', { endpoint: withoutSecrets(endpoint) });
  }
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { base, origin: url.origin, name: url.host, isHere: url.protocol === 'http:' };
}

/** @param mayBeHere whether an address on this computer may be asked without encryption */
export function isSafe(url: URL, mayBeHere: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return mayBeHere && url.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** The address of a repository's page, for a person. */
export const pageOf = ({ base }: HubHost, repository: string): string => `${base}/${repository}`;

const withoutSecrets = (endpoint: string): string => endpoint.replace(/\/\/[^/@]*@/, '//');
