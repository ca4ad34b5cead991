import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { pictureProcess } from '../../main/pictures/child.ts';
import { pngChunk, withProfile } from '../../main/pictures/png-chunks.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { MAX_PIXELS } from '../../preload/contract/pictures.ts';
import { deltaE, PATCH, patches, withChunk } from '../helpers/colours.ts';
import { tiffFile } from '../helpers/tiff.ts';

const decoder = pictureProcess();
afterAll(() => decoder.close());

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url)));
const read = (name: string, bytes = fixture(name)) => decoder.read({ bytes, name });
const pixel = (rgba: Uint8Array, i = 0) => [...rgba.subarray(4 * i, 4 * i + 4)];

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw new Error(`It was not refused, or not in a sentence: ${String(error)}`);
  expect(error.failure.kind).toBe('bad-picture');
  return error.message;
}

describe('a picture from outside', () => {
  it('is the same colour in every space, to the eye', async () => {
    for (const [name, bytes] of Object.entries(await patches())) {
      const { raster } = await read(name, bytes);
      // On its way to ink the patch loses a little; what the ink means is then the truth.
      const inks = name.startsWith('cmyk');
      const wanted = inks ? await sharp(bytes).toColourspace('srgb').raw().toBuffer() : PATCH;
      expect(deltaE(wanted, PATCH), name).toBeLessThan(inks ? 15 : 1);
      expect(deltaE(pixel(raster.rgba, 40), wanted), name).toBeLessThan(2);
      const shown = await decoder.show({ bytes, name });
      const png = shown.png === null ? bytes : shown.png;
      const thumbnail = await decoder.thumbnail({ bytes, name, side: 16 });
      for (const file of [png, thumbnail.png ?? bytes]) {
        expect((await sharp(file).metadata()).hasProfile, name).toBe(false);
        const seen = await sharp(file).removeAlpha().raw().toBuffer();
        expect(deltaE(seen, wanted), name).toBeLessThan(2);
      }
    }
  });

  it('answers for its own memory alone, whatever the picture before it took', { timeout: 240_000 }, async () => {
    const side = Math.sqrt(MAX_PIXELS);
    const deep = sharp({ create: { width: side, height: side, channels: 3, background: '#804020' } });
    const large = await deep.toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer();
    expect((await read('deep.png', new Uint8Array(large))).own?.depth).toBe(16);
    const grey = sharp({ create: { width: side, height: side, channels: 3, background: 'white' } });
    const mask = await grey.toColourspace('b-w').png().toBuffer();
    expect((await read('mask.png', new Uint8Array(mask))).raster.width).toBe(side);
  });

  it('is refused by a sentence alone: entries of the log do not reach the terminal', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const cut = fixture('rgb16.png').subarray(0, 200);
      expect(await refusal(read('cut.png', new Uint8Array(cut)))).toMatch(/^“cut\.png” cannot be read as a picture/);
      // Lines come over a pipe of their own.
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(write.mock.calls.map(([line]) => line)).toEqual([]);
    } finally {
      write.mockRestore();
    }
  });

  it('keeps its own numbers, depth and profile beside those of the working space', async () => {
    const wide = await read('wide-rgb.png');
    expect(pixel(wide.raster.rgba)).toEqual([200, 60, 40, 255]);
    expect([pixel(wide.own?.samples ?? new Uint8Array()), wide.own?.profile?.length]).toEqual([
      [173, 62, 45, 255],
      496,
    ]);
    const deep = await read('rgb16.png');
    expect(deep.own?.depth).toBe(16);
    expect([...new Uint16Array(deep.own?.samples.slice().buffer ?? new ArrayBuffer(0)).slice(0, 4)]).toEqual([
      51400, 15420, 10280, 65535,
    ]);
    expect(pixel((await read('wide-rgb.jpg')).raster.rgba)).toEqual([200, 60, 40, 255]);
  });

  it('keeps grey, faint and hidden colours', async () => {
    const grey = await read('grey-alpha.png');
    expect([pixel(grey.raster.rgba), grey.own]).toEqual([[180, 180, 180, 128], null]);
    const hidden = (await read('hidden-colour.png')).raster.rgba;
    for (let i = 0; i < 65536; i += 97) expect(pixel(hidden, i).slice(0, 3)).toEqual([200, 0, 0]);
    expect(pixel(hidden)).toEqual([200, 0, 0, 0]);
    const shown = await decoder.show({ bytes: fixture('hidden-colour.png'), name: 'hidden' });
    expect(shown).toMatchObject({ transparent: true, png: null });
  });

  it('is upright, and BMP is read like any other', async () => {
    expect((await read('exif6.jpg')).raster).toMatchObject({ width: 140, height: 90 });
    expect(pixel((await read('bmp.bmp')).raster.rgba, 5)).toEqual([200, 60, 40, 255]);
  });

  it('in CMYK becomes sRGB, and its profile stays behind', async () => {
    const { 'cmyk.jpg': jpeg = new Uint8Array(), 'cmyk.tif': tiff = new Uint8Array() } = await patches();
    for (const bytes of [jpeg, tiff]) expect((await read('cmyk', bytes)).own).toBeNull();
  });

  it('that is grey with a profile of its own keeps its numbers under a profile that RGB can carry', async () => {
    const grey = await sharp(new Uint8Array(64).fill(120), { raw: { width: 8, height: 8, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const { raster, own } = await read('grey.png', withProfile(new Uint8Array(grey), greyProfile(1.8)));
    // 120 at gamma 1.8, as sRGB has it.
    expect(Math.abs((raster.rgba[0] ?? 0) - 138)).toBeLessThan(3);
    expect(pixel(own?.samples ?? new Uint8Array())).toEqual([120, 120, 120, 255]);
    const back = await decoder.convert({ raster, profile: own?.profile ?? null, depth: 8 });
    expect(Math.abs((back.samples[0] ?? 0) - 120)).toBeLessThan(2);
  });
});

describe('a picture of numbers that are seldom met', () => {
  it('in grey means by its gamma what it means in colour', async () => {
    const numbers = { 8: new Uint8Array(64).fill(55), 16: new Uint16Array(64).fill(55 * 257) };
    for (const depth of [8, 16] as const) {
      const grey = encode({ width: 8, height: 8, depth, channels: 1, data: numbers[depth] });
      const { raster, own } = await read('grey.png', withChunk(grey, 'gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)));
      // 55 of 255 of the light, as sRGB has it.
      expect(Math.abs((raster.rgba[0] ?? 0) - 128), `${depth} bits`).toBeLessThan(2);
      expect(own?.samples.subarray(0, depth / 8)).toEqual(new Uint8Array(depth / 8).fill(55));
    }
  });

  it('under a profile that leads one way, as scanners have them, is deep and means the same', async () => {
    const numbers = { 8: new Uint8Array(192).fill(55), 16: new Uint16Array(192).fill(55 * 257) };
    for (const depth of [8, 16] as const) {
      const png = encode({ width: 8, height: 8, depth, channels: 3, data: numbers[depth] });
      const { raster, own } = await read('scan.png', withProfile(new Uint8Array(png), oneWayProfile()));
      // 55 of 255 of the light, as sRGB has it.
      for (const c of [0, 1, 2]) expect(Math.abs((raster.rgba[c] ?? 0) - 128)).toBeLessThan(2);
      if (depth === 8) expect(own).toBeNull();
      else {
        expect(own?.profile).toBeNull();
        const [red = 0] = new Uint16Array(own?.samples.slice().buffer ?? new ArrayBuffer(0));
        expect(Math.abs(red / 257 - 128)).toBeLessThan(2);
      }
    }
  });

  it('loses channels that no picture shows, and nothing else', async () => {
    for (const bits of [8, 16]) {
      const pixels = Array.from({ length: 64 }, () => [200, 60, 40, 255, 9]).flat();
      const numbers = bits === 8 ? Uint8Array.from(pixels) : Uint16Array.from(pixels, (value) => value * 257);
      const bytes = tiffFile({ side: 8, channels: 5, bits, photometric: 2, numbers });
      const { raster, own } = await read('five.tif', bytes);
      expect([raster.rgba.length, pixel(raster.rgba, 63)]).toEqual([256, [200, 60, 40, 255]]);
      if (bits === 16) expect([...(own?.samples.subarray(-8) ?? [])]).toEqual([200, 200, 60, 60, 40, 40, 255, 255]);
    }
  });

  it('is refused as what it is where it would be taken for another picture', async () => {
    const grey = { side: 8, channels: 1, bits: 32, photometric: 1 };
    const odd = {
      'light.tif': tiffFile({ ...grey, format: 3, numbers: new Float32Array(64).fill(0.5) }),
      'long.tif': tiffFile({ ...grey, numbers: new Uint32Array(64).fill(2 ** 31) }),
      'signed.tif': tiffFile({ ...grey, bits: 16, format: 2, numbers: new Int16Array(64).fill(-5) }),
      'video.tif': tiffFile({ side: 8, channels: 3, bits: 8, photometric: 6, numbers: new Uint8Array(192).fill(90) }),
      'inks.tif': tiffFile({ side: 8, channels: 3, bits: 8, photometric: 5, numbers: new Uint8Array(192).fill(90) }),
      'lab.tif': tiffFile({ side: 8, channels: 3, bits: 8, photometric: 8, numbers: new Uint8Array(192).fill(90) }),
    };
    for (const [name, bytes] of Object.entries(odd)) {
      expect(await refusal(read(name, bytes))).toMatch(/^“\w+\.tif” is a TIFF picture of a kind that is not read/);
    }
    const light = tiffFile({
      side: 8,
      channels: 3,
      bits: 32,
      format: 3,
      photometric: 2,
      numbers: new Float32Array(192).fill(0.2),
    });
    expect(Math.abs(((await read('light.tif', light)).raster.rgba[0] ?? 0) - 124)).toBeLessThan(2);
  });

  it('or that only begins like one is not called too large', async () => {
    const png = fixture('srgb.png');
    const textFirst = Buffer.concat([png.subarray(0, 8), pngChunk('tEXt', Buffer.from('a\0b')), png.subarray(8)]);
    const text = new TextEncoder().encode('BM is how this text begins, and it goes on for long enough');
    expect(await refusal(read('text.png', new Uint8Array(textFirst)))).toMatch(/cannot be read/);
    expect(await refusal(read('text.bmp', text))).toMatch(/cannot be read/);
  });
});

describe('a picture of ours', () => {
  it('becomes deep, however large it is', async () => {
    // More numbers than an ordinary list can hold.
    const [width, height] = [8192, 4097];
    const rgba = new Uint8Array(4 * width * height).fill(200);
    rgba.set([0, 1, 254, 255], rgba.length - 4);
    const { samples } = await decoder.convert({ raster: { width, height, rgba }, profile: null, depth: 16 });
    const numbers = new Uint16Array(samples.slice(-16).buffer);
    expect([samples.length, ...numbers]).toEqual([2 * rgba.length, 51400, 51400, 51400, 51400, 0, 257, 65278, 65535]);
  });
});

describe('a hostile picture', () => {
  it('is refused in a sentence, and the next one is read', async () => {
    const names = ['slow.svg', 'srgb.png', 'svg-blur.svg', 'bmp.bmp', 'iccp-bomb.png', 'srgb.png'];
    const asked = names.map((name) => read(name));
    expect(await refusal(asked[0] ?? Promise.resolve())).toMatch(/^“slow\.svg” .*refused/);
    expect(await refusal(asked[2] ?? Promise.resolve())).toMatch(/^“svg-blur\.svg” .*refused/);
    expect(await refusal(asked[4] ?? Promise.resolve())).toMatch(/^“iccp-bomb\.png” holds a profile/);
    for (const i of [1, 3, 5])
      expect(pixel((await asked[i])?.raster.rgba ?? new Uint8Array())).toEqual([200, 60, 40, 255]);
  }, 300_000);

  it('that claims more pixels than are taken is refused by its header', async () => {
    const png = Buffer.from(fixture('srgb.png'));
    png.writeUInt32BE(16384, 16);
    png.writeUInt32BE(16384, 20);
    expect(await refusal(read('huge.png', new Uint8Array(png)))).toMatch(/too large: at most 16384/);
    const bmp = Buffer.from(fixture('bmp.bmp'));
    bmp.writeInt32LE(0x7fffffff, 18);
    expect(await refusal(read('huge.bmp', new Uint8Array(bmp)))).toMatch(/too large/);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"><rect width="9" height="9"/></svg>';
    expect(await refusal(read('huge.svg', new TextEncoder().encode(svg)))).toMatch(/too large/);
  });

  it('that is an SVG of a size beyond counting is too large, and one of a single pixel is not', async () => {
    const svg = (head: string) =>
      new TextEncoder().encode(
        `<svg xmlns="http://www.w3.org/2000/svg" ${head}><rect width="50%" height="50%" fill="red"/></svg>`,
      );
    const huge = [
      'viewBox="0 0 1e9 1e9"',
      'viewBox="0 0 1e12 1e12"',
      'viewBox="0 0 5e7 5"',
      'viewBox="0 0 1 1e9" width="10"',
      'width="100%" height="100%" viewBox="0 0 1e9 1e9"',
      'width="1e9" height="1e9"',
      'width="5" height="1e9"',
      'style="width: 1e9px; height: 1e9px"',
    ];
    for (const head of huge) {
      const bytes = svg(head);
      for (const asked of [
        decoder.read({ bytes, name: 'a.svg' }),
        decoder.show({ bytes, name: 'a.svg' }),
        decoder.thumbnail({ bytes, name: 'a.svg', side: 64 }),
      ]) {
        expect(await refusal(asked), head).toMatch(/^“a\.svg” is too large: at most 16384 pixels a side/);
      }
    }
    const small = ['viewBox="0 0 1 1"', 'width="1" height="1"', 'width="1" height="300"', 'viewBox="0 0 0.6 0.6"'];
    for (const head of small) expect((await read('a.svg', svg(head))).raster.width, head).toBe(1);
    expect((await read('a.svg', svg('viewBox="0 0 40 30"'))).raster).toMatchObject({ width: 40, height: 30 });
  });

  it('that is no picture, or a part of one, is refused by name', async () => {
    expect(await refusal(read('cut.png', fixture('srgb.png').subarray(0, 60)))).toMatch(/^“cut\.png” cannot be read/);
    expect(await refusal(read('empty.png', new Uint8Array()))).toMatch(/^“empty\.png” cannot be read/);
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    if (process.platform === 'linux') expect(await refusal(read('a.heic', new Uint8Array(heic)))).toMatch(/HEIC/);
  });
});

/** Flips, cuts, repeats and inserts, at places that a seed gives. */
function mutated(bytes: Uint8Array, edits: readonly (readonly [number, number, number])[]): Uint8Array<ArrayBuffer> {
  let now: Buffer = Buffer.from(bytes);
  for (const [where, what, how] of edits) {
    // Most of what decides anything lies in the first bytes.
    const at = Math.floor((how % 2 === 0 ? where : where ** 3) * now.length);
    if (how < 5) now[at] = what;
    else if (how === 5) now = now.subarray(0, at);
    else if (how === 6) now = Buffer.concat([now.subarray(0, at), now.subarray(Math.floor(at / 2))]);
    else if (at + 4 <= now.length) now.writeUInt32BE([0, 0xffffffff, 0x7fffffff, 0x10000][what % 4] ?? 0, at);
  }
  return new Uint8Array(now);
}

describe('mutated pictures', () => {
  const edit = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255), fc.nat(8));
  const RUNS = 300;

  it('are pictures in bounds or refused in a sentence, of every format', { timeout: 600_000 }, async () => {
    const gif = new Uint8Array(await sharp(fixture('srgb.png')).resize(24, 24).gif().toBuffer());
    const small = async (name: string) => new Uint8Array(await sharp(fixture(name)).resize(24, 24).png().toBuffer());
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><circle cx="9" cy="9" r="8" fill="red"/></svg>';
    const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
      ...(await patches(24)),
      'gif.gif': gif,
      'svg.svg': new TextEncoder().encode(svg),
      'bmp.bmp': fixture('bmp.bmp').slice(0, 54 + 3 * 128 * 128),
      'alpha.png': await small('hidden-colour.png'),
    };
    for (const [name, bytes] of Object.entries(files)) {
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
          try {
            const { width, height, png } = await decoder.show({ bytes: mutated(bytes, edits), name });
            expect(width * height).toBeLessThanOrEqual(MAX_PIXELS);
            if (png !== null) expect((await sharp(png).metadata()).width).toBe(width);
          } catch (error) {
            if (!(error instanceof StudioError)) throw error;
            expect(error.failure.kind, error.message).toBe('bad-picture');
            expect(error.message).toMatch(/^“.+”/);
          }
        }),
        { numRuns: RUNS },
      );
    }
  });
});

/** Light itself on sRGB's primaries, as a table that leads out of the space and none that leads back. */
function oneWayProfile(): Uint8Array {
  const table = Buffer.alloc(52 + 2 * (6 + 24 + 6));
  table.write('mft2');
  table.set([3, 3, 2], 8);
  for (const i of [0, 4, 8]) table.writeInt32BE(65536, 12 + 4 * i);
  table.writeUInt16BE(2, 48);
  table.writeUInt16BE(2, 50);
  const ramps = [0, 65535, 0, 65535, 0, 65535];
  const primaries = [
    [0.4361, 0.2225, 0.0139],
    [0.3851, 0.7169, 0.0971],
    [0.1431, 0.0606, 0.7141],
  ];
  const corners = Array.from({ length: 8 }, (_, corner) => [corner & 4, corner & 2, corner & 1]).flatMap((on) =>
    [0, 1, 2].map((c) => 32768 * primaries.reduce((sum, xyz, i) => sum + (on[i] ? (xyz[c] ?? 0) : 0), 0)),
  );
  for (const [i, value] of [...ramps, ...corners, ...ramps].entries()) {
    table.writeUInt16BE(Math.round(value), 52 + 2 * i);
  }
  const header = Buffer.alloc(128 + 4 + 12);
  header.writeUInt32BE(header.length + table.length, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write('scnrRGB XYZ ', 12);
  header.write('acsp', 36);
  for (const [i, v] of [0.9642, 1, 0.8249].entries()) header.writeInt32BE(Math.round(v * 65536), 68 + 4 * i);
  header.writeUInt32BE(1, 128);
  header.write('A2B0', 132);
  header.writeUInt32BE(header.length, 136);
  header.writeUInt32BE(table.length, 140);
  return Buffer.concat([header, table]);
}

/** A profile of one curve. */
function greyProfile(gamma: number): Uint8Array {
  const profile = Buffer.alloc(128 + 4 + 24 + 20 + 16);
  profile.writeUInt32BE(profile.length, 0);
  profile.writeUInt32BE(0x02400000, 8);
  profile.write('mntrGRAYXYZ ', 12);
  profile.write('acsp', 36);
  [0.9642, 1, 0.8249].forEach((v, i) => {
    profile.writeInt32BE(Math.round(v * 65536), 68 + 4 * i);
    profile.writeInt32BE(Math.round(v * 65536), 156 + 8 + 4 * i);
  });
  profile.writeUInt32BE(2, 128);
  profile.write('wtpt', 132);
  profile.writeUInt32BE(156, 136);
  profile.writeUInt32BE(20, 140);
  profile.write('kTRC', 144);
  profile.writeUInt32BE(176, 148);
  profile.writeUInt32BE(14, 152);
  profile.write('XYZ ', 156);
  profile.write('curv', 176);
  profile.writeUInt32BE(1, 184);
  profile.writeUInt16BE(Math.round(gamma * 256), 188);
  return profile;
}
