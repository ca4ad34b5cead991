import { toWire, type WireMessage } from '../../../preload/rpc/wire.ts';
import type { Chance } from '../chance.ts';
import type { Hostile, Known } from './hostile.ts';
import { spoiled } from './spoiled.ts';

/** Any value in the place of a message. What has no wire form is put into one all the same, as far as it can be cloned. */
export function asWire(message: unknown): WireMessage {
  try {
    return toWire(message);
  } catch {
    return { header: { body: message, arrays: [] }, parts: [] };
  }
}

/** A sound message whose wire form is damaged: parts that are missing, too many, of another type, or at home elsewhere. */
export function spoiledWire(sound: unknown, chance: Chance, known: Known): Hostile {
  const wire = toWire(sound);
  const { header, parts } = wire;
  const strange = { at: ['params', '__proto__', 'polluted'], type: 'uint8' } as const;
  const turned = header.arrays.map(({ at, type }) => ({ at, type: type === 'uint8' ? 'float32' : 'uint8' }));
  return chance.pick<Hostile>([
    { value: { header, parts: parts.slice(1) }, what: 'the first part is missing' },
    { value: { header, parts: [] }, what: 'no parts' },
    { value: { header, parts: [...parts, new Uint8Array(9)] }, what: 'a part too many' },
    { value: { header, parts: parts.map((part) => part.subarray(0, 3)) }, what: 'cut parts' },
    { value: { header, parts: [...parts].reverse() }, what: 'parts in another order' },
    { value: { header: { ...header, arrays: turned }, parts }, what: 'parts of other types' },
    {
      value: { header: { ...header, arrays: [...header.arrays, strange] }, parts: [...parts, parts[0]] },
      what: 'a part for a prototype',
    },
    { value: { header: { ...header, arrays: new Array(300_000).fill(strange) }, parts }, what: 'places without end' },
    { value: { header, parts: new Array(300_000).fill(new Uint8Array(1)) }, what: 'parts without end' },
    { value: sound, what: 'a message without its wire form' },
    spoiled(wire, chance, known),
  ]);
}
