import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBmp } from '../../../main/pictures/bmp.ts';
import { StudioError } from '../../../preload/contract/errors.ts';

type Colour = readonly [number, number, number];

interface Wanted {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly topDown: boolean;
  readonly palette: readonly Colour[];
  /** Rows from the top: palette indices, or colours as 0xrrggbb. */
  readonly rows: readonly (readonly number[])[];
}

/** As the specification says, with the plain header of 40 bytes. */
function bmpOf({ width, height, bits, topDown, palette, rows }: Wanted): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = 54 + 4 * palette.length;
  const file = Buffer.alloc(start + stride * height);
  file.write('BM');
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  file.writeUInt32LE(palette.length, 46);
  palette.forEach(([r, g, b], i) => {
    file.set([b, g, r, 0], 54 + 4 * i);
  });
  rows.forEach((row, y) => {
    const at = start + stride * (topDown ? y : height - 1 - y);
    row.forEach((value, x) => {
      if (bits === 24) file.writeUIntLE(value, at + 3 * x, 3);
      else if (bits === 32) file.writeUInt32LE(value, at + 4 * x);
      else {
        const byte = at + Math.floor((x * bits) / 8);
        file[byte] = (file[byte] ?? 0) | (value << (8 - bits - ((x * bits) % 8)));
      }
    });
  });
  return new Uint8Array(file);
}

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 9 }),
    bits: fc.constantFrom(1, 4, 8, 24, 32),
    topDown: fc.boolean(),
  })
  .chain((shape) => {
    const most = shape.bits <= 8 ? 2 ** shape.bits - 1 : 0xffffff;
    const row = fc.array(fc.nat(most), { minLength: shape.width, maxLength: shape.width });
    const colours = shape.bits <= 8 ? 2 ** shape.bits : 0;
    return fc.record({
      palette: fc.array(colour, { minLength: colours, maxLength: colours }),
      rows: fc.array(row, { minLength: shape.height, maxLength: shape.height }),
      ...Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, fc.constant(value)])),
    }) as unknown as fc.Arbitrary<Wanted>;
  });

const none = () => undefined;

test('every depth and order of rows is read as it was written', () => {
  fc.assert(
    fc.property(wanted, (picture) => {
      const { raster } = readBmp(bmpOf(picture), 'x', none);
      const pixels = picture.rows.flat().flatMap((value) => {
        const own = picture.palette[value] ?? [(value >> 16) & 255, (value >> 8) & 255, value & 255];
        return [...(picture.bits <= 8 ? own : [(value >> 16) & 255, (value >> 8) & 255, value & 255]), 255];
      });
      expect([raster.width, raster.height, [...raster.rgba]]).toEqual([picture.width, picture.height, pixels]);
    }),
    { numRuns: 200 },
  );
});

test('16 bits, fields with alpha and runs are read, too', () => {
  const base: Wanted = { width: 2, height: 1, bits: 32, topDown: false, palette: [], rows: [[0, 0]] };
  const plain = Buffer.from(bmpOf(base));
  const fields = Buffer.concat([plain.subarray(0, 54), Buffer.alloc(84), plain.subarray(54)]);
  fields.writeUInt32LE(124, 14);
  fields.writeUInt32LE(138, 10);
  fields.writeUInt32LE(3, 30);
  [0xff, 0xff00, 0xff0000, 0xff000000].forEach((mask, i) => {
    fields.writeUInt32LE(mask, 54 + 4 * i);
  });
  fields.writeUInt32LE(0x80030201, 138);
  expect([...readBmp(new Uint8Array(fields), 'x', none).raster.rgba]).toEqual([1, 2, 3, 128, 0, 0, 0, 0]);

  const five = Buffer.from(bmpOf({ ...base, bits: 32 }));
  five.writeUInt16LE(16, 28);
  five.writeUInt16LE(0x7c00, 54);
  five.writeUInt16LE(0x001f, 56);
  expect([...readBmp(new Uint8Array(five), 'x', none).raster.rgba]).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);

  const palette: Colour[] = [
    [0, 0, 0],
    [255, 0, 0],
    [0, 255, 0],
  ];
  const runs = Buffer.concat([
    Buffer.from(bmpOf({ ...base, width: 5, bits: 8, palette, rows: [[0, 0, 0, 0, 0]] })).subarray(0, 66),
    Buffer.from([2, 1, 0, 3, 2, 2, 1, 0, 0, 1]),
  ]);
  runs.writeUInt32LE(1, 30);
  const reds = [...readBmp(new Uint8Array(runs), 'x', none).raster.rgba].filter((_, i) => i % 4 === 0);
  expect(reds).toEqual([255, 255, 0, 0, 255]);
});

test('anything else is refused in a sentence, and no memory is taken before the size was looked at', () => {
  const sound = bmpOf({
    width: 3,
    height: 2,
    bits: 24,
    topDown: false,
    palette: [],
    rows: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.nat(255), fc.nat(sound.length), (at, value, end) => {
      const file = sound.slice(0, end);
      if (at < file.length) file[at] = value;
      try {
        const { raster } = readBmp(file, 'x', (width, height) => {
          if (width * height > 10_000) throw new StudioError('bad-picture', 'too large');
        });
        expect(raster.rgba.length).toBe(4 * raster.width * raster.height);
      } catch (error) {
        if (!(error instanceof StudioError)) throw error;
        expect(error.failure.kind).toBe('bad-picture');
      }
    }),
    { numRuns: 500 },
  );
});
