import type { Precision } from '../../../preload/contract/manifest.ts';
import type { CheckpointLook, ModelsNow, PrecisionOffer } from '../../../preload/contract/models.ts';
import { suggestedPrecision } from '../../../preload/contract/precision-sizes.ts';

export type Room = Pick<ModelsNow['room'], 'freeDisk' | 'freeMemory' | 'memory'> | null;
export type Fit = 'fits' | 'tight' | 'never' | 'disk';

/** Graphs, tokenizer and manifest, and what a file system takes for itself. */
const DISK_MARGIN = 256 * 1024 * 1024;

/** Whether a model would fit this computer as it is now. Too little memory can change, so that it only warns. */
export function fits({ diskBytes, memoryBytes }: PrecisionOffer, room: Room): Fit {
  if (room === null) return 'fits';
  if (room.freeDisk !== null && diskBytes + DISK_MARGIN > room.freeDisk) return 'disk';
  if (memoryBytes > room.memory) return 'never';
  return memoryBytes > room.freeMemory ? 'tight' : 'fits';
}

/** The most exact that fits, or the smallest where none does. */
export function suggested({ offers }: Pick<CheckpointLook, 'offers'>, room: Room): Precision {
  return suggestedPrecision((precision) => {
    const offer = offers.find((one) => one.precision === precision);
    return offer !== undefined && fits(offer, room) === 'fits';
  });
}
