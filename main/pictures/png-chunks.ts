/** Reads PNG files chunk by chunk: the size of compressed chunks, and the colour space of files without a profile. */

import { promisify } from 'node:util';
import { crc32, deflateSync, inflate } from 'node:zlib';
import { tooMuchInside } from '../../preload/contract/picture-refusals.ts';
import { matrixProfile, p3Primaries, rec2020Primaries, srgbPrimaries } from './matrix-profile.ts';

const SIGNATURE = 8;
/** Signature, then IHDR: length, type, 13 bytes, checksum. */
const AFTER_HEADER = SIGNATURE + 12 + 13;
/** The largest printer profiles have 3 MB. */
export const MAX_PROFILE_BYTES = 8 * 1024 * 1024;
/** Limit of all text together. The trace of the largest picture takes a hundredth of it. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;
const MAX_FOLDED_CHUNKS = 1000;

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** The chunk with its length and checksum, as in the file. */
  readonly whole: Uint8Array;
}

export function* chunksOf(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = SIGNATURE; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    const end = Math.min(png.length, at + 12 + length);
    yield { type, data: png.subarray(at + 8, Math.min(png.length, at + 8 + length)), whole: png.subarray(at, end) };
    at += 12 + length;
  }
}

const unfold = promisify(inflate);

/** The compressed part of a chunk, or null where it has none. */
function foldedPart({ type, data }: Chunk): Uint8Array | null {
  const keyword = data.subarray(0, 80).indexOf(0);
  if (keyword < 0) return null;
  if (type === 'iCCP' || type === 'zTXt') return data.subarray(keyword + 2);
  if (type !== 'iTXt' || data[keyword + 1] !== 1) return null;
  const language = data.indexOf(0, keyword + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0 ? null : data.subarray(translated + 1);
}

/**
 * Decompresses profile and text only to measure them, and no further than the limit.
 * @throws StudioError 'bad-picture'
 */
export async function checkUnfolding(png: Uint8Array, name: string): Promise<void> {
  let [text, count] = [0, 0];
  for (const chunk of chunksOf(png)) {
    const folded = foldedPart(chunk);
    if (chunk.type === 'tEXt') text += chunk.data.length;
    if (folded !== null) {
      count += 1;
      const most = chunk.type === 'iCCP' ? MAX_PROFILE_BYTES : MAX_TEXT_BYTES - text;
      const length = count > MAX_FOLDED_CHUNKS ? most + 1 : await unfoldedLength(folded, most);
      if (length > most) throw tooMuchInside(name);
      if (chunk.type !== 'iCCP') text += length;
    }
    if (text > MAX_TEXT_BYTES) throw tooMuchInside(name);
  }
}

/** Decompressed length; more than `most` where it is longer, and 0 where the data is damaged, which the decoder handles. */
async function unfoldedLength(folded: Uint8Array, most: number): Promise<number> {
  try {
    return (await unfold(folded, { maxOutputLength: Math.max(1, most) })).length;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? most + 1 : 0;
  }
}

/** Whether the picture is grey, with or without alpha. libvips then ignores an RGB profile. */
export function isGreyPng(png: Uint8Array): boolean {
  const colourType = png[25];
  return colourType === 0 || colourType === 4;
}

/** sRGB's gamma as files write it, with a tolerance. */
const SRGB_GAMMA = 45455;
const SAME_GAMMA = 1000;

/**
 * The profile that cICP, or gAMA and cHRM, describe; null where the file has a profile or means sRGB.
 */
export function impliedProfile(png: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const told = new Map<string, Uint8Array>();
  for (const { type, data } of chunksOf(png)) {
    if (type === 'IDAT') break;
    if (!told.has(type)) told.set(type, data);
  }
  const cicp = told.get('cICP');
  if (cicp !== undefined && cicp.length === 4) return ofCodePoints(cicp[0] ?? 2, cicp[1] ?? 2);
  if (told.has('iCCP') || told.has('sRGB')) return null;
  return ofGamma(told.get('gAMA'), told.get('cHRM'));
}

/**
 * A profile of ITU-T H.273's code points. Null where they mean sRGB, or an HDR curve, which the working space
 * cannot hold: such pictures are shown by their numbers.
 */
export function ofCodePoints(primaries: number, transfer: number): Uint8Array<ArrayBuffer> | null {
  const known = { 1: srgbPrimaries, 2: srgbPrimaries, 9: rec2020Primaries, 12: p3Primaries }[primaries];
  const gammas: Readonly<Record<number, number>> = { 4: 2.2, 5: 2.8, 8: 1 };
  // The curves of video (1, 6, 14, 15) count as sRGB's, as in browsers.
  const gamma = gammas[transfer];
  const usual = [1, 2, 6, 13, 14, 15].includes(transfer);
  if (known === undefined || (gamma === undefined && !usual)) return null;
  if (known === srgbPrimaries && gamma === undefined) return null;
  return matrixProfile(known, gamma === undefined ? 'srgb' : { gamma });
}

function ofGamma(gAMA: Uint8Array | undefined, cHRM: Uint8Array | undefined): Uint8Array<ArrayBuffer> | null {
  if (gAMA === undefined || gAMA.length !== 4) return null;
  const gamma = Buffer.from(gAMA).readUInt32BE();
  if (gamma === 0) return null;
  const curve = Math.abs(gamma - SRGB_GAMMA) < SAME_GAMMA ? 'srgb' : { gamma: 100_000 / gamma };
  if (cHRM === undefined || cHRM.length !== 32) return curve === 'srgb' ? null : matrixProfile(srgbPrimaries, curve);
  const at = (i: number) => Buffer.from(cHRM).readUInt32BE(4 * i) / 100_000;
  const pair = (i: number) => [at(i), at(i + 1)] as const;
  const primaries = { white: pair(0), red: pair(2), green: pair(4), blue: pair(6) };
  const wanted = [...srgbPrimaries.white, ...srgbPrimaries.red, ...srgbPrimaries.green, ...srgbPrimaries.blue];
  if (curve === 'srgb' && wanted.every((value, i) => Math.abs(value - at(i)) < 0.002)) return null;
  return matrixProfile(primaries, curve);
}

export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return new Uint8Array(Buffer.concat([length, body, checksum]));
}

/** The file with this profile instead of its own colour chunks. */
export function withProfile(png: Uint8Array, profile: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = pngChunk('iCCP', Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)]));
  const others = [...chunksOf(png)]
    .slice(1)
    .filter(({ type }) => !['iCCP', 'sRGB', 'gAMA', 'cHRM', 'cICP'].includes(type))
    .map(({ whole }) => whole);
  return new Uint8Array(Buffer.concat([png.subarray(0, AFTER_HEADER), own, ...others]));
}
