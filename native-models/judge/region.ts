/** Judges a retouch: what stands in the painted part, and whether the rest stayed. */
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Expected, ExpectedObject } from './expect.ts';
import type { Reading } from './reading.ts';
import type { Found } from './recognise.ts';
import { type Fault, isAsked } from './verdict.ts';

/** Number of pixels outside of the region that differ, or null where the sizes do. */
export function changedOutside(before: Raster, after: Raster, mask: RegionMask): number | null {
  for (const other of [after, mask]) if (other.width !== before.width || other.height !== before.height) return null;
  let changed = 0;
  for (let i = 0; i < mask.values.length; i += 1) {
    if (mask.values[i] !== 0) continue;
    if ([0, 1, 2, 3].some((c) => before.rgba[4 * i + c] !== after.rgba[4 * i + c])) changed += 1;
  }
  return changed;
}

/**
 * The masked objects and nothing else have their centres in the region. Where none is masked, the
 * region must be empty ground.
 */
export function regionFaults(reading: Reading, expected: Expected, mask: RegionMask, changed: number | null): Fault[] {
  const faults: Fault[] = [];
  if (changed === null) faults.push({ fact: 'unchanged', says: 'the picture has another size' });
  else if (changed > 0) faults.push({ fact: 'unchanged', says: `${changed} pixels outside of the paint differ` });
  const inside = reading.things.filter(({ x, y }) => {
    const column = Math.min(Math.floor(x * mask.width), mask.width - 1);
    return mask.values[Math.min(Math.floor(y * mask.height), mask.height - 1) * mask.width + column] !== 0;
  });
  const asked = (expected.objects ?? []).filter((object) => object.masked);
  if (!holdsJust(inside, asked)) {
    const seen = inside.map(({ colour, style, name }) => [colour ?? style ?? '?', name ?? '?'].join(' '));
    faults.push({ fact: 'asked', says: seen.length === 0 ? 'nothing' : seen.join(', ') });
  }
  return faults;
}

/** Every asked member is there with what is stated of it, and nothing besides. */
function holdsJust(there: readonly Found[], asked: readonly ExpectedObject[]): boolean {
  const left = [...there];
  for (const object of asked) {
    for (let member = 0; member < object.count; member += 1) {
      const at = left.findIndex((found) => isAsked(found, object));
      if (at < 0) return false;
      left.splice(at, 1);
    }
  }
  return left.length === 0;
}
