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

/** @param asked gigabytes, as DIMOO_MEMORY has them */
function mostBytes(asked = process.env.DIMOO_MEMORY): number {
  const gigabytes = Number(asked);
  return gigabytes > 0 ? gigabytes * 1024 ** 3 : Number.POSITIVE_INFINITY;
}
