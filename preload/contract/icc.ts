/**
 * Reads colour profiles without a colour engine. It tells the space of their numbers, and whether it is sRGB.
 * https://www.color.org/specification/ICC.1-2022-05.pdf
 */

const HEADER = 128;
const MOST_TAGS = 100;

export type ProfileSpace = 'rgb' | 'grey' | 'cmyk' | 'other';

/** Returns the space of the profile's numbers, or null where the bytes are no profile. */
export function profileSpace(profile: Uint8Array): ProfileSpace | null {
  if (profile.length < HEADER + 4 || signature(profile, 36) !== 'acsp') return null;
  const spaces: Readonly<Record<string, ProfileSpace>> = { 'RGB ': 'rgb', GRAY: 'grey', CMYK: 'cmyk' };
  return spaces[signature(profile, 16)] ?? 'other';
}

/** Returns the bytes of a tag, or null where there is none or where it lies outside of the profile. */
export function profileTag(profile: Uint8Array, name: string): Uint8Array | null {
  const view = viewOf(profile);
  if (profile.length < HEADER + 4) return null;
  const count = Math.min(view.getUint32(HEADER), MOST_TAGS);
  for (let i = 0; i < count; i++) {
    const at = HEADER + 4 + 12 * i;
    if (at + 12 > profile.length) return null;
    if (signature(profile, at) !== name) continue;
    const [offset, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    return offset + length <= profile.length ? profile.subarray(offset, offset + length) : null;
  }
  return null;
}

/** sRGB's primaries, adapted to the profiles' white (D50). */
const SRGB_PRIMARIES = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
};
/** Tolerances, far below what 8 bits can show. */
const SAME_PRIMARY = 0.0015;
const SAME_LIGHT = 0.0015;

/** Whether numbers mean the same under this profile as without one. */
export function isSrgbProfile(profile: Uint8Array): boolean {
  // A table (A2B0) takes precedence over primaries and curves.
  if (profileSpace(profile) !== 'rgb' || profileTag(profile, 'A2B0') !== null) return false;
  const primaries = Object.entries(SRGB_PRIMARIES).every(([name, wanted]) => {
    const found = xyzOf(profileTag(profile, name));
    return found !== null && wanted.every((value, i) => Math.abs(value - (found[i] ?? 0)) < SAME_PRIMARY);
  });
  return primaries && ['rTRC', 'gTRC', 'bTRC'].every((name) => isSrgbCurve(profileTag(profile, name)));
}

function isSrgbCurve(tag: Uint8Array | null): boolean {
  const curve = tag && curveOf(tag);
  if (!curve) return false;
  for (let i = 0; i <= 16; i++) {
    const value = i / 16;
    if (Math.abs(curve(value) - srgbToLight(value)) > SAME_LIGHT) return false;
  }
  return true;
}

/** Converts an sRGB value to linear light, both 0 to 1. */
export function srgbToLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function xyzOf(tag: Uint8Array | null): readonly number[] | null {
  if (tag === null || tag.length < 20) return null;
  const view = viewOf(tag);
  return [8, 12, 16].map((at) => view.getInt32(at) / 65536);
}

/** Returns the curve from values to linear light, both 0 to 1, or null for a kind of curve that is not read. */
function curveOf(tag: Uint8Array): ((value: number) => number) | null {
  if (tag.length < 12) return null;
  const view = viewOf(tag);
  if (signature(tag, 0) === 'curv') return tableOf(view);
  // Type 3 is (a x + b) ^ g from d on, and c x below it.
  if (signature(tag, 0) !== 'para' || view.getUint16(8) !== 3 || tag.length < 32) return null;
  const [g = 0, a = 0, b = 0, c = 0, d = 0] = [12, 16, 20, 24, 28].map((at) => view.getInt32(at) / 65536);
  return (value) => (value >= d ? (a * value + b) ** g : c * value);
}

function tableOf(view: DataView): ((value: number) => number) | null {
  const count = view.getUint32(8);
  if (12 + 2 * count > view.byteLength) return null;
  if (count === 0) return (value) => value;
  if (count === 1) return (value) => value ** (view.getUint16(12) / 256);
  const entry = (i: number) => view.getUint16(12 + 2 * i) / 65535;
  return (value) => {
    const place = value * (count - 1);
    const before = Math.min(Math.floor(place), count - 2);
    return entry(before) + (entry(before + 1) - entry(before)) * (place - before);
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function signature(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
