import type { RegionStep } from '../../preload/contract/region-steps.ts';
import { rasteriseRegion } from '../../renderer/document/region-raster.ts';

const SIDE = 4096;
const STROKES = 200;
/** Points of one stroke, and page pixels from one to the next: as a quick hand leaves them. */
const POINTS = 60;
const STEP = 12;

/** Milliseconds of the processor for every round in which a region of many strokes is made from nothing. */
export function measureRegion(rounds: number): number[] {
  const steps = strokes();
  rasteriseRegion(steps, SIDE, SIDE);
  return Array.from({ length: rounds }, () => {
    const before = process.threadCpuUsage();
    rasteriseRegion(steps, SIDE, SIDE);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
}

/** Every fifth one takes away. */
function strokes(): RegionStep[] {
  let state = 7;
  const random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
  return Array.from({ length: STROKES }, (_, number) => {
    let [x, y, angle] = [random() * SIDE, random() * SIDE, random() * 2 * Math.PI];
    const points: number[] = [];
    for (let i = 0; i < POINTS; i++) {
      points.push(x, y);
      angle += (random() - 0.5) * 0.6;
      x += Math.cos(angle) * STEP;
      y += Math.sin(angle) * STEP;
    }
    const operation = number % 5 === 4 ? 'subtract' : 'add';
    return { kind: 'stroke', id: String(number), operation, size: 96, points };
  });
}
