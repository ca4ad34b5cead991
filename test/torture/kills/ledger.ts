import { isDeepStrictEqual } from 'node:util';

/** What stands for "not there" among the values of the ledger. */
export const GONE = Symbol('not there');

interface Entry {
  /** What was said to be saved last. */
  told: unknown;
  /** What was asked since, and not answered: it may be on disk or not. */
  asked: unknown[];
}

/** Says that what was asked has been answered. `value`: what the answer says, where it says more. */
export type Answered = (value?: unknown) => void;

/**
 * What the studio said it has saved, by name. After a kill everything must be there as it was told
 * last, or as it was asked for since: nothing older, and nothing else.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  #told = 0;

  /** How many answers were given. */
  get answers(): number {
    return this.#told;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  told(key: string): unknown {
    return this.#entries.get(key)?.told ?? GONE;
  }

  ask(key: string, value: unknown): Answered {
    const entry = this.#entries.get(key) ?? { told: GONE, asked: [] };
    this.#entries.set(key, entry);
    entry.asked.push(value);
    return (answer = value) => {
      this.#told += 1;
      entry.told = answer;
      entry.asked = [];
    };
  }

  /** @returns a sentence for everything that is found as it was neither told nor asked */
  check(found: ReadonlyMap<string, unknown>): string[] {
    const faults: string[] = [];
    for (const key of this.#entries.keys()) faults.push(...this.checkOne(key, found.get(key) ?? GONE));
    for (const [key, value] of found) {
      if (!this.#entries.has(key)) faults.push(`${key} is ${shown(value)}, and nobody asked for it`);
    }
    return faults;
  }

  /** As `check`, for one name alone. */
  checkOne(key: string, value: unknown): string[] {
    const { told, asked } = this.#entries.get(key) ?? { told: GONE, asked: [] };
    if ([told, ...asked].some((allowed) => matches(value, allowed))) return [];
    const since = asked.length === 0 ? '' : `, asked since: ${asked.map(shown).join(' or ')}`;
    return [`${key} is ${shown(value)}; said to be saved was ${shown(told)}${since}`];
  }

  /**
   * What was found is what counts from here on.
   * @param stillAsked what was asked for may yet come: the one who was asked lives
   */
  settle(found: ReadonlyMap<string, unknown>, stillAsked = false): void {
    for (const key of new Set([...this.keys(), ...found.keys()])) {
      const asked = stillAsked ? (this.#entries.get(key)?.asked ?? []) : [];
      this.#entries.set(key, { told: found.get(key) ?? GONE, asked });
    }
  }
}

/** Whether `found` says everything that `expected` says; it may say more. */
export function matches(found: unknown, expected: unknown): boolean {
  if (isDeepStrictEqual(found, expected)) return true;
  if (!isRecord(found) || !isRecord(expected)) return false;
  return Object.entries(expected).every(([key, value]) => matches(found[key], value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function shown(value: unknown): string {
  if (value === GONE) return 'not there';
  const text = JSON.stringify(value, (_key, part) => (ArrayBuffer.isView(part) ? `${part.byteLength} bytes` : part));
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}
