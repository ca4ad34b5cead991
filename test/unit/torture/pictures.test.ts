import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { crc32, inflateSync } from 'node:zlib';
import { decode, encode } from 'fast-png';
import { expect, test } from 'vitest';
import { Chance } from '../../torture/chance.ts';
import type { Hostile, Known } from '../../torture/messages/hostile.ts';
import { spoiled } from '../../torture/messages/spoiled.ts';
import { mutatedContainer } from '../../torture/pictures/containers.ts';
import { mutatedPicture } from '../../torture/pictures/mutated.ts';
import { chunksOf, mutatedPng, pngOf, profileBomb } from '../../torture/pictures/png.ts';
import { hostileSvg, soundSvg } from '../../torture/pictures/svg.ts';
import { complaintAbout } from '../../torture/sentence.ts';

const pixels = new Uint8Array(16 * 12 * 4).map((_, i) => (i * 7) & 255);
const png = new Uint8Array(encode({ width: 16, height: 12, channels: 4, depth: 8, data: pixels }));

test('a PNG that is taken apart and put together is the same, and damage keeps its checksums right', () => {
  expect(Buffer.compare(pngOf(chunksOf(png)), png)).toBe(0);
  let readable = 0;
  for (let round = 0; round < 60; round += 1) {
    const { bytes, what } = mutatedPng(png, new Chance(5, round));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 8; at + 12 <= bytes.length; ) {
      const length = view.getUint32(at);
      expect(view.getUint32(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
      at += 12 + length;
    }
    // What takes long to unpack is for the studio, not for this test.
    if (/bomb|400 MB|20000/.test(what)) continue;
    try {
      decode(bytes);
      readable += 1;
    } catch {
      // As it should be for most of them.
    }
  }
  expect(readable).toBeGreaterThan(0);
  expect(readable).toBeLessThan(60);
});

test('a profile that is small in the file is large when it is unpacked', () => {
  const { data } = profileBomb(3);
  expect(data.length).toBeLessThan(10_000);
  expect(inflateSync(data.subarray(9)).length).toBe(3 * 1024 * 1024);
});

test('every kind of picture is mutated from its seed and number alone', () => {
  const self = new Uint8Array(readFileSync(import.meta.filename));
  const names = ['png', 'apng', 'drawn', 'jpeg', 'webp', 'gif', 'avif', 'tiff', 'bmp'];
  const seeds = new Map(
    names.map((name) => [name, name.endsWith('png') || name === 'drawn' ? png : self.slice(0, 2000)]),
  );
  seeds.set('svg', new Uint8Array(Buffer.from(soundSvg)));
  const seen = new Set<string>();
  for (let round = 0; round < 150; round += 1) {
    const one = mutatedPicture(seeds, new Chance(3, round));
    expect(mutatedPicture(seeds, new Chance(3, round)).what).toBe(one.what);
    seen.add(one.ending);
  }
  expect([...seen].sort()).toEqual(['avif', 'bmp', 'gif', 'jpeg', 'png', 'svg', 'tiff', 'webp']);
  for (const format of ['jpeg', 'webp', 'gif', 'avif', 'tiff', 'bmp'] as const) {
    expect(mutatedContainer(new Uint8Array(40), format, new Chance(1, 1)).bytes).toBeInstanceOf(Uint8Array);
  }
  expect(hostileSvg(new Chance(1, 1)).bytes.length).toBeGreaterThan(50);
});

test('a spoiled message differs from the sound one, can be cloned, and leaves the sound one as it was', () => {
  const known: Known = { projectId: 'a', otherId: 'b', hash: 'c' };
  const sound = { projectId: 'a', document: { width: 4, layers: [{ x: 1, name: 'n' }], region: [] } };
  const before = structuredClone(sound);
  let changed = 0;
  for (let round = 0; round < 60; round += 1) {
    const { value, what }: Hostile = spoiled(sound, new Chance(2, round), known);
    structuredClone(value);
    expect(what.length).toBeGreaterThan(3);
    if (!isDeepStrictEqual(value, sound)) changed += 1;
  }
  expect(sound).toEqual(before);
  expect(changed).toBeGreaterThan(50);
});

test('a refusal is a sentence for a person', () => {
  const said = (message: string, kind: 'bad-request' | 'internal' = 'bad-request') =>
    complaintAbout({ kind, message, retryable: false });
  expect(said('“a.png” is damaged and cannot be read; please try another file.')).toBeNull();
  expect(said('Something in the studio broke.', 'internal')).toContain('a bug');
  expect(said('SQLITE_CORRUPT: database disk image is malformed.')).toContain('raw words');
  expect(said('')).toBe('an empty sentence');
  expect(said('no')).toContain('no whole sentence');
});
