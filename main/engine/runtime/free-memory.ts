import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';

/** Of a Mac's memory, what programs can have. */
const USABLE = 0.75;

/** Bytes that this process can still take: what the system has free, and what DIMOO_MEMORY leaves. */
export function freeBytes(): number {
  const taken = process.memoryUsage.rss();
  return Math.max(0, Math.min(freeOfSystem(taken), mostBytes() - taken));
}

/** Bytes that a model can have at the most while it loads. Other programs may have to go to the disk for it. */
export function loadableBytes(): number {
  const taken = process.memoryUsage.rss();
  return Math.max(0, Math.min(freeOfSystem(taken) + swapBytes(), mostBytes() - taken));
}

/** Bytes of other programs that the system can move to the disk. Only Linux tells how much room it has there. */
function swapBytes(): number {
  if (process.platform !== 'linux') return totalmem() - freemem();
  const kilobytes = /^SwapFree:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function freeOfSystem(taken: number): number {
  // macOS counts as free only what it keeps no file in, and gives away much more where a program asks for it.
  if (process.platform === 'darwin') return Math.max(freemem(), USABLE * totalmem() - taken);
  // A container may have less than the computer has free.
  return Math.min(freemem(), process.availableMemory());
}

/**
 * The most bytes that the engine may take; infinite where nothing is asked.
 * @param asked as DIMOO_MEMORY has it: gigabytes, or a number with its unit, such as 300MB
 */
export function mostBytes(asked = process.env.DIMOO_MEMORY): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(?:([gm])i?b?)?\s*$/i.exec(asked ?? '') ?? [];
  const bytes = Number(number ?? 0) * 1024 ** (unit?.toLowerCase() === 'm' ? 2 : 3);
  return bytes > 0 ? bytes : Number.POSITIVE_INFINITY;
}
