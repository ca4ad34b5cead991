/** Steps of a round of the dashes, and how long each of them stands. */
const STEPS = 8;
const STEP_MS = 140;

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The march of the dashes around the region: by few steps, and by none where motion is not wanted. */
export class Ants {
  readonly #stepped: () => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #step = 0;

  constructor(stepped: () => void) {
    this.#stepped = stepped;
  }

  /** From 0 to 1 of a dash and a gap. */
  get phase(): number {
    return this.#step / STEPS;
  }

  march(marches: boolean): void {
    if (marches === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = marches ? setInterval(() => this.#next(), STEP_MS) : null;
  }

  #next(): void {
    if (document.hidden || still()) return;
    this.#step = (this.#step + 1) % STEPS;
    this.#stepped();
  }
}
