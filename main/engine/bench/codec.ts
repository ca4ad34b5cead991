/** Measures decoding in tiles against decoding as a whole. */
import { median, type Row } from './measure.ts';
import type { BenchParts } from './parts.ts';

const SIDES = [512, 1024] as const;
const LARGE = 4096;

interface Decoded {
  readonly seconds: number;
  readonly bytes: number;
}

async function decoded({ decodeInProcess, repeats }: BenchParts, side: number, tiled: boolean): Promise<Decoded> {
  const runs: { seconds: number; peakBytes: number }[] = [];
  for (let round = 0; round < repeats; round++) runs.push(await decodeInProcess(side, tiled));
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    bytes: median(runs.map(({ peakBytes }) => peakBytes)),
  };
}

/**
 * Two rows a size: time and memory of the whole process, in tiles against as a whole, whichever way the model would take.
 * The goals are for a codec of the released size. Of a small one, a picture of these sides is smaller than a tile.
 */
export async function sides(parts: BenchParts): Promise<Row[]> {
  const rows: Row[] = [];
  for (const side of SIDES) {
    const [whole, tiles] = [await decoded(parts, side, false), await decoded(parts, side, true)];
    rows.push(
      {
        name: `codec-time-${side}`,
        what: `decoding ${side} x ${side} as a whole against in tiles, which run up to four times to be exact`,
        ratio: whole.seconds / tiles.seconds,
        wanted: { atLeast: 0.2 },
        medians: { whole: whole.seconds, tiles: tiles.seconds },
      },
      {
        name: `codec-memory-${side}`,
        what: `peak memory of decoding ${side} x ${side} in tiles against as a whole`,
        ratio: tiles.bytes / whole.bytes,
        wanted: { atMost: 1.1 },
        medians: { whole: whole.bytes, tiles: tiles.bytes },
      },
    );
  }
  return rows;
}

/** Memory of a picture sixteen times as large. With a full-size codec this takes an hour, so that it is asked for by name. */
export async function large(parts: BenchParts): Promise<Row[]> {
  const [usual, most] = [await decoded(parts, 1024, true), await decoded(parts, LARGE, true)];
  return [
    {
      name: `codec-memory-${LARGE}`,
      what: `peak memory of decoding ${LARGE} x ${LARGE} against 1024 x 1024, both in tiles`,
      ratio: most.bytes / usual.bytes,
      wanted: { atMost: 2 },
      medians: { usual: usual.bytes, large: most.bytes, seconds: most.seconds },
    },
  ];
}
