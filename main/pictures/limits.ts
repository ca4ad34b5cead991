/**
 * Limits of time and memory for one picture. libvips works in threads that cannot be stopped, so JavaScript
 * watches the clock and the memory, and a picture that exceeds them ends with the whole process.
 */
import { execFile } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Limits {
  /** Processor time of all threads, which does not grow on a busy machine. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly bytes: number;
}

export type Overstep = 'time' | 'memory';

const LEAST_CPU_MS = 5_000;
const CPU_MS_A_MEGAPIXEL = 1_000;
/** Bounds the wait of a process that gets no processor time. */
const WALL = 6;
/** For SVG, whose size is unknown before it is drawn. An ordinary one takes a moment. */
const DRAWN = { cpuMs: 4_000, wallMs: 10_000 };
const MOST_BYTES = 2 * 1024 ** 3;
/** For the artist's own picture, whose layers are many and whose file is trusted. */
export const MOST_OWN_BYTES = 3.5 * 1024 ** 3;

/**
 * The limits of a picture.
 * @param pixels number of pixels; 0 where the header does not say
 */
export function limitsFor(pixels: number): Limits {
  if (pixels === 0) return { ...DRAWN, bytes: MOST_BYTES };
  const cpuMs = LEAST_CPU_MS + (pixels / 1e6) * CPU_MS_A_MEGAPIXEL;
  return { cpuMs, wallMs: WALL * cpuMs, bytes: MOST_BYTES };
}

/**
 * Frees what the picture before has left, where that is much, so that only a picture's own memory counts against its
 * limit. libvips' buffers lie outside of V8's heap, so V8 sees no reason to collect them on its own.
 */
export function collectLeftovers(): void {
  if (process.memoryUsage.rss() < MOST_BYTES / 4) return;
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

const EVERY_MS = 20;

/** Watches work and calls `onOverstep` at most once. It neither rejects nor stops the work. */
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

/** Memory that the process may have between two checks. The system refuses more. */
const HARD_BYTES = 4 * 1024 ** 3;

/** Lets the system limit this process's memory where it can, so that the limit also holds between checks. */
export function limitThisProcess(): void {
  if (process.platform !== 'linux') return;
  execFile('prlimit', ['--pid', String(process.pid), `--data=${HARD_BYTES}`, '--core=0'], () => undefined);
}
