import { USUAL_FAMILIES } from '../document/font-names.ts';
import { contextOf } from './pictures.ts';

/** The fonts of this machine. */

/** A font of the system, as the Local Font Access API lists it. */
interface LocalFont {
  readonly family: string;
}

type WithFonts = typeof globalThis & { readonly queryLocalFonts?: () => Promise<readonly LocalFont[]> };

/** All families that the system lists, or else the usual ones that are here. */
export async function fontFamilies(): Promise<readonly string[]> {
  const listed = await (globalThis as WithFonts).queryLocalFonts?.().catch(() => []);
  const families = [...new Set((listed ?? []).map(({ family }) => family))];
  return (families.length > 0 ? families : USUAL_FAMILIES.filter(isFontHere)).toSorted((a, b) => a.localeCompare(b));
}

const SAMPLE = 'mmmmWiIl10@&gß';
const GENERIC = ['monospace', 'serif', 'sans-serif'] as const;
const found = new Map<string, boolean>();

/** Whether a font is on this machine: words in it are then as wide whichever font stands in for it. */
export function isFontHere(family: string): boolean {
  const known = found.get(family);
  if (known !== undefined) return known;
  const context = contextOf(new OffscreenCanvas(1, 1));
  const widthOf = (font: string) => {
    context.font = `64px ${font}`;
    return context.measureText(SAMPLE).width;
  };
  const name = `"${family.replaceAll(/["\\]/g, '')}"`;
  const isHere = GENERIC.some((generic) => widthOf(`${name}, ${generic}`) !== widthOf(generic));
  found.set(family, isHere);
  return isHere;
}
