import type { ToolName } from '../../preload/contract/tool-names.ts';

/**
 * The key of a tool that is held. Where the tool was used meanwhile, or the key was held long enough to repeat, the tool
 * was only borrowed, and the one before comes back when the key goes up.
 */
export class Spring {
  #held: { readonly code: string; readonly from: ToolName; readonly isBorrowed: boolean } | null = null;

  /** @param from the tool before the key */
  press(code: string, from: ToolName): void {
    this.#held = { code, from, isBorrowed: false };
  }

  /** The tool was used, or the key repeats. */
  borrow(code: string | undefined = this.#held?.code): void {
    if (this.#held !== null && this.#held.code === code) this.#held = { ...this.#held, isBorrowed: true };
  }

  /** Another tool was chosen, which stays. */
  forget(): void {
    this.#held = null;
  }

  /** The tool that comes back when the key goes up; null where the chosen one stays. */
  release(code: string | null): ToolName | null {
    if (this.#held === null || (code !== null && this.#held.code !== code)) return null;
    const { from, isBorrowed } = this.#held;
    this.#held = null;
    return isBorrowed ? from : null;
  }
}
