import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import type { TokenState } from '../../preload/contract/hub.ts';
import { writeAtomically } from './atomic-write.ts';

/** The system's keychain, as Electron reaches it. */
export interface Vault {
  /** Whether there is one. Electron would otherwise encrypt with a key that everyone knows. */
  readonly isReal: () => boolean;
  readonly encrypt: (text: string) => Buffer;
  readonly decrypt: (bytes: Buffer) => string;
}

const keptSchema = z.object({ origin: z.string(), token: z.base64() });

/** What a header may hold. The hub's own begin with hf_; those of mirrors need not. */
const TOKEN = /^[\x21-\x7E]{8,512}$/;

/**
 * The token for the hub: encrypted by the system's keychain in a file, or for this run alone where there is none. It belongs to
 * the host for which it was entered, and goes to no other one.
 */
export class HubToken {
  readonly #file: string;
  readonly #vault: Vault;
  #thisRun: { readonly origin: string; readonly token: string } | null = null;

  constructor(data: string, vault: Vault) {
    this.#file = join(data, 'hub-token.json');
    this.#vault = vault;
  }

  state(endpoint: string): TokenState {
    if (this.#thisRun?.origin === originOf(endpoint)) return 'this-run';
    return this.#kept()?.origin === originOf(endpoint) ? 'kept' : 'none';
  }

  /** Null where there is none for this host, or where the keychain does not give it. */
  of(endpoint: string): string | null {
    const origin = originOf(endpoint);
    if (this.#thisRun?.origin === origin) return this.#thisRun.token;
    const kept = this.#kept();
    if (kept?.origin !== origin) return null;
    try {
      return this.#vault.decrypt(Buffer.from(kept.token, 'base64'));
    } catch {
      return null;
    }
  }

  /** Takes a token in place of the one before; null forgets it. @throws StudioError where it is none */
  async set(endpoint: string, token: string | null): Promise<void> {
    const text = token?.trim() ?? null;
    if (text !== null && !TOKEN.test(text)) throw StudioError.of('hub.token-wrong', {});
    rmSync(this.#file, { force: true });
    this.#thisRun = null;
    if (text === null) return;
    const origin = originOf(endpoint);
    if (!this.#vault.isReal()) {
      this.#thisRun = { origin, token: text };
      return;
    }
    const kept = { origin, token: this.#vault.encrypt(text).toString('base64') };
    await writeAtomically(this.#file, Buffer.from(JSON.stringify(kept)));
  }

  #kept(): z.infer<typeof keptSchema> | null {
    try {
      return keptSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return null;
    }
  }
}

const originOf = (endpoint: string): string => (URL.canParse(endpoint) ? new URL(endpoint).origin : '');
