/**
 * Keeps several loops in step. Each loop asks for itself, and all are answered at once when the last of those
 * still running has asked.
 */
interface Waiting<Found> {
  readonly resolve: (found: Found) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects the requests of loops and answers them together. */
export class Lockstep<Asked, Found> {
  readonly #asked: (Asked | undefined)[];
  readonly #together: (asked: readonly (Asked | undefined)[]) => Promise<readonly Found[]>;
  readonly #waiting = new Map<number, Waiting<Found>>();
  #running: number;

  /** @param together answers one step; the request of a member that left is undefined */
  constructor(members: number, together: (asked: readonly (Asked | undefined)[]) => Promise<readonly Found[]>) {
    this.#asked = new Array<Asked | undefined>(members).fill(undefined);
    this.#together = together;
    this.#running = members;
  }

  ask(member: number, asked: Asked): Promise<Found> {
    return new Promise((resolve, reject) => {
      this.#asked[member] = asked;
      this.#waiting.set(member, { resolve, reject });
      this.#goOn();
    });
  }

  /** Called by a member that asks no more, so that the others need not wait for it. */
  leave(member: number): void {
    this.#asked[member] = undefined;
    this.#running -= 1;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#waiting.size === 0 || this.#waiting.size < this.#running) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#together([...this.#asked]).then(
      (found) => {
        for (const [member, { resolve, reject }] of waiting) {
          const own = found[member];
          if (own === undefined) reject(new Error(`Member ${member} was not answered.`));
          else resolve(own);
        }
      },
      (error: unknown) => {
        for (const [, { reject }] of waiting) reject(error);
      },
    );
  }
}
