import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from '../../../../renderer/canvas/text-layout.ts';
import { firstOptions } from '../../../../renderer/tools/tool-options.ts';

/** Ten pixels a letter. */
const widthOf = (line: string) => 10 * line.length;

const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', 'm') }), {
  minLength: 1,
  maxLength: 12,
});

test('a box breaks its lines between words, keeps every word in order, and exceeds its width for a long word alone', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 200 }), (given, width) => {
      const look = { text: given.join(' '), style: firstOptions.text, wraps: true, width };
      const { lines, width: across } = layOut(look, widthOf);
      expect(lines.map(({ text }) => text).join(' ')).toBe(look.text);
      for (const { text } of lines) expect(text.includes(' ') && widthOf(text) > width).toBe(false);
      expect(across).toBe(Math.max(width, ...lines.map(({ text }) => widthOf(text))));
    }),
  );
});

test('lines lie inside the box, at the side that they are aligned to, one line height below each other', () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('left' as const, 'center' as const, 'right' as const),
      fc.constantFrom(0.5, 1, 1.7),
      (given, align, lineHeight) => {
        const style = { ...firstOptions.text, align, lineHeight, size: 20 };
        const { lines, width, height } = layOut({ text: given.join('\n'), style, wraps: false, width: 1 }, widthOf);
        lines.forEach(({ text, x, baseline }, at) => {
          const rest = width - widthOf(text);
          expect(x).toBeCloseTo({ left: 0, center: rest / 2, right: rest }[align]);
          expect(baseline).toBeCloseTo(20 * 1.13 * (at * lineHeight + 0.778));
        });
        expect(lines.at(-1)?.baseline).toBeLessThan(height);
      },
    ),
  );
});
