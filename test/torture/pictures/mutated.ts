import { anyDamage, joined, type Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { type Container, mutatedContainer } from './containers.ts';
import { mutatedPng } from './png.ts';
import { mutatedRecord } from './records.ts';
import { hostileSvg } from './svg.ts';

/** Sound pictures by the name of their kind: "png", "apng", "drawn", "jpeg", ... */
export type Seeds = ReadonlyMap<string, Uint8Array>;

const kinds = ['png', 'apng', 'drawn', 'jpeg', 'webp', 'gif', 'avif', 'tiff', 'bmp', 'svg'] as const;

/** A picture as no program writes it, with the ending of its kind. */
export function mutatedPicture(seeds: Seeds, chance: Chance): Mutated & { readonly ending: string } {
  const kind = chance.weighted([
    [4, 'png'],
    [2, 'apng'],
    [5, 'drawn'],
    [4, 'jpeg'],
    [3, 'webp'],
    [2, 'gif'],
    [3, 'avif'],
    [3, 'tiff'],
    [2, 'bmp'],
    [5, 'svg'],
  ] as const);
  const sound = seeds.get(kind) ?? new Uint8Array();
  const ending = kind === 'apng' || kind === 'drawn' ? 'png' : kind;
  if (chance.happens(0.05)) {
    const other = chance.pick(kinds);
    return { bytes: joined(sound, seeds.get(other) ?? sound), what: `${kind} with ${other} behind it`, ending };
  }
  if (chance.happens(0.1)) {
    const { bytes, what } = anyDamage(sound, chance);
    return { bytes, what: `${kind}: ${what}`, ending };
  }
  if (kind === 'svg') return { ...hostileSvg(chance), ending };
  if (kind === 'drawn') return { ...(mutatedRecord(sound, chance) ?? mutatedPng(sound, chance)), ending };
  if (kind === 'png' || kind === 'apng') return { ...mutatedPng(sound, chance), ending };
  return { ...mutatedContainer(sound, kind as Container, chance), ending };
}
