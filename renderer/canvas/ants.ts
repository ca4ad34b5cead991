/** The number of steps in one cycle of the dashes. The duration of a step is in milliseconds. */
const STEPS = 8;
const STEP_MS = 140;

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * The animation of the dashes around the region. It has few steps, and none where the system asks for reduced motion.
 */
export class Ants {
  readonly #stepped: () => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #step = 0;

  constructor(stepped: () => void) {
    this.#stepped = stepped;
  }

  /** The offset of the dashes, from 0 to 1 of a dash and a gap. */
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
