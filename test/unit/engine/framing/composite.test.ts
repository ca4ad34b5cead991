import { describe, expect, test } from 'vitest';
import { composite, compositeInto, crop, layOnPaper, withAlpha } from '../../../../main/engine/framing/composite.ts';
import { movedPixels } from '../../../../main/engine/framing/extend.ts';

const clear = (width: number, height: number) => ({ width, height, rgba: new Uint8Array(4 * width * height) });

describe('a patch over a picture', () => {
  test('mixes colours by their share of the alpha, which they add up to', () => {
    const picture = { width: 1, height: 1, rgba: Uint8Array.of(200, 100, 0, 128) };
    const patch = { width: 1, height: 1, rgba: Uint8Array.of(0, 100, 255, 128) };
    const frame = { x: 0, y: 0, width: 1, height: 1 };
    // Of the patch 128/255; of what lies below 128/255 of the rest: 0.50196 and 0.25, of 0.75196 in all.
    expect([...composite(picture, patch, frame).rgba]).toEqual([66, 100, 170, 192]);
  });

  test('lies at the frame’s place and changes no byte where it is clear', () => {
    const picture = { width: 3, height: 3, rgba: Uint8Array.from({ length: 36 }, (_, i) => i) };
    const patch = clear(2, 2);
    patch.rgba.set([9, 8, 7, 255], 4);
    const wanted = picture.rgba.slice();
    const laid = composite(picture, patch, { x: 1, y: 1, width: 2, height: 2 });
    expect(picture.rgba).toEqual(wanted);
    wanted.set([9, 8, 7, 255], 4 * (1 * 3 + 2));
    expect(laid).toEqual({ width: 3, height: 3, rgba: wanted });
  });

  test('must have the frame’s size, and the frame must lie inside the picture', () => {
    const picture = clear(4, 3);
    const wrong = new RangeError('A patch of 2x1 does not fit a frame of 1x2.');
    expect(() => composite(picture, clear(2, 1), { x: 0, y: 0, width: 1, height: 2 })).toThrow(wrong);
    expect(() => composite(picture, clear(2, 1), { x: 0, y: 0, width: 2, height: 2 })).toThrow('2x1');
    expect(() => composite(picture, clear(2, 1), { x: 0, y: 0, width: 1, height: 1 })).toThrow('2x1');
    const leaves = new RangeError('The frame leaves the picture.');
    expect(() => composite(picture, clear(2, 1), { x: 3, y: 0, width: 2, height: 1 })).toThrow(leaves);
    expect(() => composite(picture, clear(2, 1), { x: 0, y: 3, width: 2, height: 1 })).toThrow(leaves);
    expect(composite(picture, clear(2, 1), { x: 2, y: 2, width: 2, height: 1 })).toEqual(picture);
  });

  test('in 8 bits and in 16 bits a sample mixes alike, in the memory of the picture', () => {
    const frame = { x: 1, y: 0, width: 1, height: 1 };
    const eight = Uint8Array.of(1, 2, 3, 255, 200, 100, 0, 128);
    const own = { profile: null, width: 2, height: 1, depth: 8, samples: eight } as const;
    expect(compositeInto(own, { samples: Uint8Array.of(0, 100, 255, 128) }, frame).samples.buffer).toBe(eight.buffer);
    expect([...eight]).toEqual([1, 2, 3, 255, 66, 100, 170, 192]);
    const deep = Uint16Array.of(1, 2, 3, 65535, 51400, 25700, 0, 32896);
    const patch = { samples: new Uint8Array(Uint16Array.of(0, 25700, 65535, 32896).buffer) };
    const sixteen = { profile: null, width: 2, height: 1, depth: 16, samples: new Uint8Array(deep.buffer) } as const;
    // Bytes of a message may lie at an odd address, where no 16-bit numbers can.
    const odd = new Uint8Array(17).subarray(1);
    odd.set(sixteen.samples);
    const moved = compositeInto({ ...sixteen, samples: odd }, patch, frame);
    expect(compositeInto(sixteen, patch, frame).samples.buffer).toBe(deep.buffer);
    expect([...deep]).toEqual([1, 2, 3, 65535, 17088, 25700, 43747, 49279]);
    expect(moved.samples).toEqual(sixteen.samples);
  });
});

test('on paper, samples of any depth are mixed with white and opaque', () => {
  const samples = Uint8Array.of(200, 100, 0, 128, 5, 6, 7, 255, 5, 6, 7, 0);
  layOnPaper(samples, 255);
  expect([...samples]).toEqual([227, 177, 127, 255, 5, 6, 7, 255, 255, 255, 255, 255]);
  const deep = Uint16Array.of(0, 65535, 13107, 13107);
  layOnPaper(deep, 65535);
  expect([...deep]).toEqual([52428, 65535, 55049, 65535]);
});

test('a crop is the frame’s rows', () => {
  const picture = { width: 3, height: 3, rgba: Uint8Array.from({ length: 36 }, (_, i) => i) };
  const taken = crop(picture, { x: 1, y: 1, width: 2, height: 2 });
  expect(taken).toEqual({
    width: 2,
    height: 2,
    rgba: Uint8Array.of(16, 17, 18, 19, 20, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 35),
  });
});

test('a new alpha leaves the colours, and the picture that it was given', () => {
  const picture = { width: 2, height: 1, rgba: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  expect([...withAlpha(picture, Uint8Array.of(9, 10)).rgba]).toEqual([1, 2, 3, 9, 5, 6, 7, 10]);
  expect(picture.rgba[3]).toBe(4);
});

test.each([8, 16] as const)('pixels of %d bits a sample move to their place on the larger page', (depth) => {
  const bytes = depth / 2;
  const samples = Uint8Array.from({ length: 2 * 2 * bytes }, (_, i) => i + 1);
  const moved = movedPixels({ width: 2, height: 2, depth, samples }, { left: 1, top: 2, right: 3, bottom: 4 });
  expect([moved.width, moved.height]).toEqual([6, 8]);
  const wanted = new Uint8Array(6 * 8 * bytes);
  wanted.set(samples.subarray(0, 2 * bytes), (2 * 6 + 1) * bytes);
  wanted.set(samples.subarray(2 * bytes), (3 * 6 + 1) * bytes);
  expect(moved.samples).toEqual(wanted);
});
