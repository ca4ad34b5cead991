import type { BlendMode as PsdMode } from 'ag-psd';
import type { BlendMode, LayerTag, Locks } from '../../../preload/contract/document.ts';

/** What PSD calls blend modes, locks and colours of the list. */

const modes = {
  normal: 'normal',
  multiply: 'multiply',
  screen: 'screen',
  overlay: 'overlay',
  darken: 'darken',
  lighten: 'lighten',
  'color-dodge': 'color dodge',
  'color-burn': 'color burn',
  'hard-light': 'hard light',
  'soft-light': 'soft light',
  difference: 'difference',
  exclusion: 'exclusion',
  hue: 'hue',
  saturation: 'saturation',
  color: 'color',
  luminosity: 'luminosity',
} as const satisfies Readonly<Record<BlendMode, PsdMode>>;

/** The modes that the canvas lacks, as those that come closest. */
const nearest: Readonly<Partial<Record<PsdMode, BlendMode>>> = {
  'linear burn': 'color-burn',
  'darker color': 'darken',
  'linear dodge': 'screen',
  'lighter color': 'lighten',
  'vivid light': 'hard-light',
  'linear light': 'hard-light',
  'pin light': 'hard-light',
  'hard mix': 'hard-light',
  subtract: 'difference',
  divide: 'color-dodge',
};

const known = new Map<PsdMode, BlendMode>(
  Object.entries(modes).map(([mode, psd]) => [psd, mode as BlendMode] as const),
);

export const psdModeOf = (mode: BlendMode): PsdMode => modes[mode];

/** The studio's mode, and whether it is the same one. */
export function modeOfPsd(mode: PsdMode | undefined): { readonly mode: BlendMode; readonly isSame: boolean } {
  if (mode === undefined || mode === 'pass through') return { mode: 'normal', isSame: true };
  const same = known.get(mode);
  return same === undefined ? { mode: nearest[mode] ?? 'normal', isSame: false } : { mode: same, isSame: true };
}

/** Photoshop locks the pixels and the position of a layer that is locked as a whole. */
export function psdLocksOf({ all, position, transparency }: Locks) {
  return { transparency: all || transparency, composite: all, position: all || position };
}

interface PsdLocks {
  readonly transparency?: boolean;
  readonly composite?: boolean;
  readonly position?: boolean;
}

export function locksOfPsd(locks: PsdLocks | undefined, isTransparencyLocked: boolean): Locks {
  const transparency = locks?.transparency === true || isTransparencyLocked;
  const position = locks?.position === true;
  const all = locks?.composite === true && locks.transparency === true && position;
  return all ? { all, position: false, transparency: false } : { all, position, transparency };
}

export const psdTagOf = (tag: LayerTag) => (tag === 'grey' ? 'gray' : tag);

export function tagOfPsd(colour: string | undefined): LayerTag {
  const tags = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
  return colour === 'gray' ? 'grey' : (tags.find((tag) => tag === colour) ?? 'none');
}
