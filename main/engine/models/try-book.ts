import { toldOf } from '../../../preload/contract/error-codes.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { endedBy, keepTry, readTries, wasBrokenOff } from '../../provider-tries.ts';
import { type Provider, providerTitles } from '../runtime/providers.ts';

/**
 * Writes down how a provider comes out, in the file that DIMOO_TRIES names. Only the studio's engine has one: who types
 * a command sees for himself that it ended.
 */
export class TryBook {
  readonly #provider: Provider;
  readonly #file: string | undefined;

  constructor(provider: Provider, file = process.env.DIMOO_TRIES) {
    this.#provider = provider;
    this.#file = file || undefined;
  }

  /** A sentence where the process that last tried this provider was gone before it was done; otherwise null. */
  endedBefore(): Told | null {
    if (this.#file === undefined) return null;
    const known = readTries(this.#file)[this.#provider];
    if (!wasBrokenOff(known)) return endedBy(known);
    const told = toldOf('provider.ended-process', { provider: providerTitles[this.#provider] });
    keepTry(this.#file, this.#provider, { state: 'failed', ended: true, told });
    return told;
  }

  begin(): void {
    if (this.#file !== undefined) keepTry(this.#file, this.#provider, { state: 'trying', pid: process.pid });
  }

  worked(): void {
    if (this.#file !== undefined) keepTry(this.#file, this.#provider, { state: 'good' });
  }

  failed(told: Told): void {
    if (this.#file !== undefined) keepTry(this.#file, this.#provider, { state: 'failed', ended: false, told });
  }
}
