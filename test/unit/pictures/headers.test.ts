import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { matrixProfile, p3Primaries, srgbPrimaries } from '../../../main/pictures/matrix-profile.ts';
import { checkUnfolding, impliedProfile, pngChunk, withProfile } from '../../../main/pictures/png-chunks.ts';
import { isSrgbProfile, profileSpace } from '../../../preload/contract/icc.ts';
import { isPlain, readHeader } from '../../../preload/contract/picture-header.ts';
import { profiles, withChunk } from '../../helpers/colours.ts';

const source = sharp({
  create: { width: 37, height: 21, channels: 4, background: { r: 90, g: 40, b: 200, alpha: 0.5 } },
});
const bytes = async (picture: Sharp) => new Uint8Array(await picture.toBuffer());
const plain = {
  png: await bytes(source.clone().png()),
  palette: await bytes(source.clone().png({ palette: true })),
  jpeg: await bytes(source.clone().jpeg()),
  progressive: await bytes(source.clone().jpeg({ progressive: true })),
  grey: await bytes(source.clone().greyscale().jpeg()),
  srgb: await bytes(source.clone().withIccProfile('srgb').jpeg()),
  webp: await bytes(source.clone().webp({ lossless: true })),
  lossy: await bytes(source.clone().webp()),
  opaque: await bytes(source.clone().removeAlpha().webp()),
};
const others = {
  deep: await bytes(source.clone().toColourspace('rgb16').png()),
  p3: await bytes(source.clone().withIccProfile('p3').png()),
  p3jpeg: await bytes(source.clone().withIccProfile('p3').jpeg()),
  p3webp: await bytes(source.clone().withIccProfile('p3').webp()),
  cmyk: await bytes(source.clone().toColourspace('cmyk').jpeg()),
  gif: await bytes(source.clone().gif()),
  avif: await bytes(source.clone().avif({ effort: 0 })),
  tiff: await bytes(source.clone().tiff()),
  bigTiff: await bytes(source.clone().tiff({ bigtiff: true })),
  animated: withChunk(plain.png, 'acTL', new Uint8Array(8)),
  turned: withChunk(plain.png, 'eXIf', new Uint8Array(8)),
  gamma: withChunk(plain.png, 'gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)),
};

test('a header tells the size, and whether a browser may be handed the file as it is', () => {
  for (const [name, file] of Object.entries({ ...plain, ...others })) {
    expect([name, readHeader(file)?.size], name).toEqual([name, { width: 37, height: 21 }]);
    expect([name, isPlain(file)]).toEqual([name, name in plain]);
  }
});

test('a header is read whatever the bytes are', () => {
  const files = Object.values({ ...plain, ...others });
  const edits = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...files), edits, fc.nat(400), (file, changes, end) => {
      const now = file.slice(0, end);
      for (const [at, value] of changes) if (at < now.length) now[at] = value;
      const header = readHeader(now);
      expect(header === null || typeof header.plain === 'boolean').toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('profiles are known by their numbers', async () => {
  const { icc: srgb } = await sharp(plain.srgb).metadata();
  const { icc: p3 } = await sharp(others.p3).metadata();
  const made = matrixProfile(srgbPrimaries, 'srgb');
  if (srgb === undefined || p3 === undefined || made === null) throw new Error('There are profiles.');
  expect([srgb, made].map((profile) => isSrgbProfile(new Uint8Array(profile)))).toEqual([true, true]);
  const wide = [p3, ...Object.values(profiles)];
  expect(wide.map((profile) => isSrgbProfile(new Uint8Array(profile)))).toEqual(wide.map(() => false));
  expect(profileSpace(new Uint8Array(p3))).toBe('rgb');
  fc.assert(
    fc.property(fc.nat(srgb.length - 1), fc.nat(255), fc.nat(srgb.length), (at, value, end) => {
      const damaged = new Uint8Array(srgb).slice(0, end);
      if (at < end) damaged[at] = value;
      expect(typeof isSrgbProfile(damaged)).toBe('boolean');
    }),
  );
});

test('a profile that is made from primaries is as good as the one that it stands for', async () => {
  const own = matrixProfile(p3Primaries, 'srgb');
  if (own === null) throw new Error('P3 spans a space.');
  const pixels = Uint8Array.from({ length: 3 * 64 }, (_, i) => (i * 97) % 256);
  const bare = await bytes(sharp(pixels, { raw: { width: 64, height: 1, channels: 3 } }).png());
  const { icc } = await sharp(others.p3).metadata();
  const [mine, theirs] = await Promise.all(
    [own, new Uint8Array(icc ?? [])].map((profile) =>
      sharp(withProfile(bare, profile)).toColourspace('srgb').raw().toBuffer(),
    ),
  );
  mine?.forEach((value, i) => {
    expect(Math.abs(value - (theirs?.[i] ?? 0))).toBeLessThanOrEqual(1);
  });
});

test('what a PNG unfolds to is bounded, however it is folded', async () => {
  const { deflateSync } = await import('node:zlib');
  const bomb = deflateSync(new Uint8Array(64 * 1024 * 1024));
  const named = (key: string, ...rest: number[]) =>
    Buffer.concat([Buffer.from(`${key}\0`, 'latin1'), Buffer.from(rest), bomb]);
  for (const [type, data] of [
    ['iCCP', named('x', 0)],
    ['zTXt', named('x', 0)],
    ['iTXt', named('x', 1, 0, 0, 0)],
  ] as const) {
    await expect(checkUnfolding(withChunk(plain.png, type, data), 'x'), type).rejects.toThrow(/unfolds to more/);
  }
  const many = Buffer.concat(Array.from({ length: 1001 }, () => pngChunk('zTXt', Buffer.from('k\0\0x'))));
  const crowded = Buffer.concat([plain.png.subarray(0, 33), many, plain.png.subarray(33)]);
  await expect(checkUnfolding(crowded, 'x')).rejects.toThrow(/unfolds to more/);
  await expect(checkUnfolding(others.p3, 'x')).resolves.toBeUndefined();
});

test('colours that a PNG gives without a profile are taken for what they mean', () => {
  const chunk = (type: string, ...data: number[]) => impliedProfile(withChunk(plain.png, type, Uint8Array.from(data)));
  expect(chunk('gAMA', 0, 0, 0xb1, 0x8f)).toBeNull(); // sRGB's own
  expect(chunk('gAMA', 0, 1, 0x86, 0xa0)).not.toBeNull(); // linear
  expect(chunk('gAMA', 0, 0, 0, 0)).toBeNull();
  expect(chunk('cICP', 1, 13, 0, 1)).toBeNull(); // sRGB
  expect(chunk('cICP', 12, 13, 0, 1)).not.toBeNull(); // Display P3
  expect(chunk('cICP', 9, 16, 0, 1)).toBeNull(); // brighter than the working space knows
  expect(impliedProfile(withChunk(others.p3, 'gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)))).toBeNull();
});
