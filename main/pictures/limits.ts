/**
 * How much a picture may cost this process. libvips works in threads of its own that cannot be
 * stopped, so the clock and the memory are watched from JavaScript, and who oversteps ends with the
 * whole process.
 */
import { execFile } from 'node:child_process';

export interface Limits {
  /** Of all threads together: a busy machine makes no picture too slow. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly bytes: number;
}

export type Overstep = 'time' | 'memory';

const LEAST_CPU_MS = 5_000;
const CPU_MS_A_MEGAPIXEL = 1_000;
/** A process that gets no processor at all does not wait for ever. */
const WALL = 6;
/** Of a picture whose size is not told before it is drawn, which is SVG: any sound one takes a moment. */
const DRAWN = { cpuMs: 4_000, wallMs: 10_000 };
const MOST_BYTES = 2 * 1024 ** 3;

/** @param pixels of the picture; 0 where its header does not tell */
export function limitsFor(pixels: number): Limits {
  if (pixels === 0) return { ...DRAWN, bytes: MOST_BYTES };
  const cpuMs = LEAST_CPU_MS + (pixels / 1e6) * CPU_MS_A_MEGAPIXEL;
  return { cpuMs, wallMs: WALL * cpuMs, bytes: MOST_BYTES };
}

const EVERY_MS = 20;

/** Rejects nothing and stops nothing: it tells once, or ends without a word when the work does. */
export function watch<T>(limits: Limits, work: Promise<T>, onOverstep: (why: Overstep) => void): Promise<T> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(cpu);
    const slow = (user + system) / 1000 > limits.cpuMs || performance.now() - started > limits.wallMs;
    const hungry = process.memoryUsage.rss() > limits.bytes;
    if (!slow && !hungry) return;
    clearInterval(timer);
    onOverstep(hungry ? 'memory' : 'time');
  }, EVERY_MS);
  return work.finally(() => clearInterval(timer));
}

/** What a burst between two looks may take; the system itself refuses more. */
const HARD_BYTES = 4 * 1024 ** 3;

/** Where the system has a way to: the limit holds also when nobody looks. Nothing is lost where it has none. */
export function limitThisProcess(): void {
  if (process.platform !== 'linux') return;
  execFile('prlimit', ['--pid', String(process.pid), `--data=${HARD_BYTES}`, '--core=0'], () => undefined);
}
