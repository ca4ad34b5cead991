import type { LevelsChannel } from '../../preload/contract/adjustments.ts';

/** How often each value of a channel occurs, from 0 to 255. `master` counts all three channels. */
export type Histogram = Readonly<Record<LevelsChannel, readonly number[]>>;

/** Counts the values of straight RGBA. A faint pixel counts as much as its alpha, and a clear one not at all. */
export function histogramOf(rgba: Uint8Array | Uint8ClampedArray): Histogram {
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const counts = new Float64Array(256);
    for (let at = 0; at < rgba.length; at += 4) {
      const value = rgba[at + channel] as number;
      counts[value] = (counts[value] as number) + (rgba[at + 3] as number) / 255;
    }
    return counts;
  }) as [Float64Array, Float64Array, Float64Array];
  const master = Array.from(red, (count, at) => count + (green[at] as number) + (blue[at] as number));
  return { master, red: [...red], green: [...green], blue: [...blue] };
}
