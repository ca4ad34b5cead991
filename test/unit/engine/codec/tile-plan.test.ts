import { expect, test } from 'vitest';
import { patchSide } from '../../../../main/engine/codec/sample-plan.ts';
import {
  decodingSide,
  encodingSide,
  goesWhole,
  lengthOf,
  longestSide,
  numbersAtOnce,
  type SideOf,
  type Span,
  tileSpans,
} from '../../../../main/engine/codec/tile-plan.ts';

/** The released codec: patches of 16 pixels, of which tiles know all levels but the coarsest. */
const released = { encoder: [5, 4, 4, 4], decoder: [6, 6, 6, 7] };
const halves = [released, { encoder: [3], decoder: [5] }, { encoder: [3, 2], decoder: [4, 5] }];

/** What a layer computes of `had` places, of which those that are right make a span. */
interface Known {
  readonly had: Span;
  readonly right: Span;
}

/** A convolution of 3 places: what it sees beyond an end of what it has is wrong, unless the picture ends there too. */
function convolved({ had, right }: Known, count: number): Known {
  const start = right.start === 0 ? 0 : right.start + 1;
  return { had, right: { start, end: right.end === count ? count : right.end - 1 } };
}

function cutTo({ had, right }: Known, cut: Span): Known {
  const kept = { start: had.start + cut.start, end: had.start + cut.end };
  expect(cut.start).toBeGreaterThanOrEqual(0);
  expect(kept.end).toBeLessThanOrEqual(had.end);
  return { had: kept, right: { start: Math.max(kept.start, right.start), end: Math.min(kept.end, right.end) } };
}

const twice = ({ start, end }: Span): Span => ({ start: start * 2, end: end * 2 });
const covers = (outer: Span, inner: Span) => outer.start <= inner.start && outer.end >= inner.end;

/** Goes through the layers of a decoder as the graph does, and looks whether the tile's own comes out right. */
function checkDecoding(own: Span, count: number, sees: readonly number[]): void {
  const { taken, cuts, owns, given } = decodingSide(sees)(own, count);
  let known: Known = { had: taken, right: taken };
  sees.forEach((sight, level) => {
    const places = count * 2 ** (level + 1);
    known = convolved({ had: twice(known.had), right: twice(known.right) }, places);
    known = cutTo(known, cuts[level] ?? given);
    for (let i = 0; i < sight; i++) {
      const mine = owns[level] ?? given;
      const inPicture = { start: known.had.start + mine.start, end: known.had.start + mine.end };
      expect(inPicture).toEqual({ start: own.start * 2 ** (level + 1), end: own.end * 2 ** (level + 1) });
      // The norms before each convolution measure what is right.
      expect(covers(known.right, inPicture)).toBe(true);
      known = convolved(known, places);
    }
  });
  const scale = 2 ** sees.length;
  const out = { start: known.had.start + given.start, end: known.had.start + given.end };
  expect(out).toEqual({ start: own.start * scale, end: own.end * scale });
  expect(covers(known.right, out)).toBe(true);
}

function checkEncoding(own: Span, count: number, sees: readonly number[]): void {
  const { taken, cuts, owns, given } = encodingSide(sees)(own, count);
  let known: Known = { had: taken, right: taken };
  sees.forEach((sight, level) => {
    const places = count * 2 ** (sees.length - level);
    for (let i = 0; i < sight; i++) {
      const mine = owns[level] ?? given;
      const inPicture = { start: known.had.start + mine.start, end: known.had.start + mine.end };
      expect(covers(known.right, inPicture)).toBe(true);
      known = convolved(known, places);
    }
    known = cutTo(known, cuts[level] ?? given);
    // Halving begins at an even place and sees the two places and the next; beyond the picture's end there is a zero.
    const { had, right } = known;
    expect(had.start % 2).toBe(0);
    const last = right.end === places ? places / 2 : Math.floor((right.end - 1) / 2);
    const length = Math.floor(lengthOf(had) / 2);
    known = {
      had: { start: had.start / 2, end: had.start / 2 + length },
      right: { start: Math.ceil(right.start / 2), end: last },
    };
  });
  expect({ start: known.had.start + given.start, end: known.had.start + given.end }).toEqual(own);
  expect(known.had).toEqual(own);
  expect(covers(known.right, own)).toBe(true);
}

test('spans cover every place once, in spans of nearly one length that are not too long', () => {
  for (let count = 1; count <= 300; count++) {
    for (const longest of [1, 2, 7, 32, 64, 1000]) {
      const spans = tileSpans(count, longest);
      expect(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
      const lengths = spans.map(lengthOf);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }
  }
});

test.each(halves)(
  'a tile of any size has enough around it that its own comes out right: %j',
  ({ encoder, decoder }) => {
    for (const count of [1, 2, 3, 5, 13, 31, 32, 33, 64, 97, 256]) {
      for (const longest of [1, 3, 16, 32]) {
        for (const own of tileSpans(count, longest)) {
          checkDecoding(own, count, decoder);
          checkEncoding(own, count, encoder);
        }
      }
    }
  },
);

test('a tile takes no more than it needs', () => {
  // 7 places more on either side, as 7 + 1 pixels, 10 + 1 of half the size, 12 + 1, 13 + 1 need.
  expect(decodingSide(released.decoder)({ start: 32, end: 64 }, 256).taken).toEqual({ start: 25, end: 71 });
  expect(decodingSide(released.decoder)({ start: 0, end: 32 }, 256).taken).toEqual({ start: 0, end: 39 });
  expect(decodingSide(released.decoder)({ start: 0, end: 32 }, 256).given).toEqual({ start: 0, end: 512 });
});

test('patches of a sample have one form, and what counts of each lies in the picture', () => {
  const sides: [SideOf, number][] = [
    [decodingSide([2, 2, 2, 2]), 1],
    [encodingSide([2, 2, 2, 2]), 16],
  ];
  for (const [sideOf, scale] of sides) {
    for (let count = 1; count <= 256; count++) {
      const { taken, counted, cuts } = patchSide(count, sideOf, scale);
      expect(new Set(taken.map(lengthOf)).size).toBe(1);
      expect(cuts).toHaveLength(4);
      let before = 0;
      for (const [i, span] of counted.entries()) {
        expect(span.start).toBeGreaterThanOrEqual(before);
        expect(span.end).toBeLessThanOrEqual(count * scale);
        expect(covers(taken[i] ?? span, span)).toBe(true);
        before = span.end;
      }
      expect(counted.length).toBeLessThanOrEqual(6);
      expect(counted.length).toBeGreaterThanOrEqual(1);
    }
  }
});

test('what goes through as a whole, and how large a tile is, follow from the numbers for a pixel', () => {
  const tiles = {
    placeSize: 16,
    groups: 32,
    encoder: { channels: 1, norms: 1, sees: [1] },
    decoder: { channels: 1, norms: 1, sees: [1] },
  };
  const limits = { wholeBytes: 2 ** 29, tileBytes: 2 ** 28 } as const;
  const large = { ...tiles, numbersPerPixel: 256 };
  expect([512, 704, 1024].map((side) => goesWhole(side * side, large, limits))).toEqual([true, true, false]);
  expect(longestSide(large, limits)).toBe(32);
  const small = { ...tiles, numbersPerPixel: 16 };
  expect([1024, 2048, 4096].map((side) => goesWhole(side * side, small, limits))).toEqual([true, true, false]);
  expect(longestSide({ ...tiles, numbersPerPixel: 1_000_000 }, limits)).toBe(1);
});

test('memory is predicted as it was measured with a codec of full size', () => {
  const half = { channels: 1, norms: 1, sees: [1, 1, 1, 1] };
  const released = { placeSize: 16, groups: 32, numbersPerPixel: 256, encoder: half, decoder: half };
  // Peak of the process less what it had before (docs/decisions/0019-codec-in-tiles.md), in MB of 2 ** 20 bytes.
  const measured = [
    [512, 981],
    [1024, 4149],
  ] as const;
  for (const [side, megabytes] of measured) {
    const ratio = (numbersAtOnce(side * side, released) * 4) / 2 ** 20 / megabytes;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  }
  expect(numbersAtOnce(2048 ** 2, released)).toBeLessThan(numbersAtOnce(1024 ** 2, released));
});
