import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateSizes, workingSize } from '../../../../main/engine/framing/sizes.ts';

const pair = ({ width, height }: { width: number; height: number }) => [width, height];

describe('working sizes', () => {
  // What generate_crop_size_list and var_center_crop of Alpha-VLLM/Lumina-DiMOO make of these pictures.
  test.each([
    [256, [640, 480], [288, 224], [320, 240], [299, 224]],
    [256, [333, 1000], [128, 384], [166, 500], [128, 386]],
    [256, [1000, 90], [512, 128], [1000, 90], [1422, 128]],
    [256, [4096, 4096], [256, 256], [256, 256], [256, 256]],
    [256, [231, 440], [160, 320], [231, 440], [168, 320]],
    [256, [22, 3148], [128, 512], [22, 3148], [128, 18316]],
    [512, [640, 480], [576, 448], [640, 480], [597, 448]],
    [512, [64, 64], [512, 512], [64, 64], [512, 512]],
    [512, [1432, 2772], [352, 672], [358, 693], [352, 681]],
    [512, [4609, 550], [1024, 256], [2304, 275], [2145, 256]],
    [1024, [1920, 1080], [1344, 768], [1920, 1080], [1365, 768]],
    [1024, [2309, 2613], [960, 1088], [1154, 1306], [961, 1088]],
  ] as const)(
    'for a side of %d and a picture of %j are those of the reference',
    (target, [width, height], ...wanted) => {
      const { chosen, afterBox, afterBicubic } = workingSize(target, width, height);
      expect([chosen, afterBox, afterBicubic].map(pair)).toEqual(wanted);
    },
  );

  test('round a half to the even number, as Python does', () => {
    // 166 * 224 / 128 is 290.5, and 170 * 224 / 128 is 297.5.
    expect(pair(workingSize(256, 166, 128).afterBicubic)).toEqual([290, 224]);
    expect(pair(workingSize(256, 170, 128).afterBicubic)).toEqual([298, 224]);
  });

  test('halve a picture that is twice as large on both sides, and not one that is so on one side', () => {
    expect(pair(workingSize(256, 512, 512).afterBox)).toEqual([256, 256]);
    expect(pair(workingSize(256, 511, 512).afterBox)).toEqual([511, 512]);
    expect(pair(workingSize(256, 512, 511).afterBox)).toEqual([512, 511]);
  });

  test('cover what is cropped from them, in the picture’s aspect ratio', () => {
    const side = fc.integer({ min: 1, max: 6000 });
    fc.assert(
      fc.property(fc.constantFrom(32, 64, 200, 256, 512, 1024), side, side, (target, width, height) => {
        const { chosen, afterBicubic } = workingSize(target, width, height);
        expect(afterBicubic.width).toBeGreaterThanOrEqual(chosen.width);
        expect(afterBicubic.height).toBeGreaterThanOrEqual(chosen.height);
        expect(afterBicubic.width === chosen.width || afterBicubic.height === chosen.height).toBe(true);
      }),
    );
  });

  test('a target below the smallest size is refused', () => {
    expect(() => workingSize(31, 10, 10)).toThrow(
      new RangeError('No working size fits a target of 31 pixels; it must be at least 32.'),
    );
    expect(pair(workingSize(32, 10, 10).chosen)).toEqual([32, 32]);
  });
});

test('candidates are whole steps of at most the target’s area and an aspect ratio of 4 : 1, from wide to tall', () => {
  expect(candidateSizes(64).map(pair)).toEqual([
    [128, 32],
    [96, 32],
    [64, 32],
    [64, 64],
    [32, 64],
    [32, 96],
    [32, 128],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (steps) => {
      const sizes = candidateSizes(32 * steps + 31);
      expect(sizes).toContainEqual({ width: 32 * steps, height: 32 * steps });
      for (const { width, height } of sizes) {
        expect(Math.max(width, height) / Math.min(width, height)).toBeLessThanOrEqual(4);
        expect([width % 32, height % 32]).toEqual([0, 0]);
        // A wider or a taller one would exceed the area: none is smaller than it must be in both directions.
        expect(width * height).toBeLessThanOrEqual((32 * steps) ** 2);
        expect((width + 32) * (height + 32)).toBeGreaterThan((32 * steps) ** 2);
      }
      expect([...sizes].sort((a, b) => b.width - a.width || a.height - b.height)).toEqual(sizes);
    }),
  );
});
