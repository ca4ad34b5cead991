import { expect, test } from 'vitest';
import type { Frame, Raster } from '../../../../preload/contract/pictures.ts';
import { maskOfParts, partsOfMap } from '../../../../renderer/document/map-parts.ts';
import { questionAbout, saysYes } from '../../../../renderer/document/part-questions.ts';
import { partViews } from '../../../../renderer/document/part-views.ts';

type Colour = readonly [number, number, number];
interface Box extends Frame {
  readonly colour: Colour;
}

/** A picture of boxes. Every other pixel is a little lighter, as a codec leaves it. */
function drawn(width: number, height: number, ground: Colour, boxes: readonly Box[]): Raster {
  const rgba = new Uint8Array(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const box = boxes.findLast((one) => x >= one.x && y >= one.y && x < one.x + one.width && y < one.y + one.height);
    rgba.set([...(box?.colour ?? ground).map((value) => value + 6 * (at % 2)), 255], 4 * at);
  }
  return { width, height, rgba };
}

const red: Colour = [220, 30, 30];
const blue: Colour = [40, 60, 220];
const black: Colour = [4, 4, 4];
/** Two boxes that touch each other, and a speck. */
const boxes: readonly Box[] = [
  { x: 20, y: 30, width: 30, height: 20, colour: red },
  { x: 50, y: 30, width: 40, height: 40, colour: blue },
  { x: 3, y: 3, width: 2, height: 2, colour: red },
];

test('parts are told apart by their colour, the largest first, and specks are none', () => {
  const { boxes: found } = partsOfMap(drawn(120, 90, black, boxes));
  expect(found).toEqual([
    { x: 50, y: 30, width: 40, height: 40 },
    { x: 20, y: 30, width: 30, height: 20 },
  ]);
});

test('two parts of one colour that lie apart are two, and a map of the ground alone has none', () => {
  const twins = [boxes[0], { x: 80, y: 60, width: 20, height: 20, colour: red }].flatMap((box) => box ?? []);
  expect(partsOfMap(drawn(120, 90, black, twins)).boxes).toHaveLength(2);
  const none = partsOfMap(drawn(120, 90, black, []));
  expect(none.boxes).toEqual([]);
  expect(maskOfParts(drawn(120, 90, black, []), none, [])).toBeNull();
});

test('the mask of a part has the size of the map, though a large map is looked at in a smaller one', () => {
  const large = drawn(1200, 900, black, [
    { x: 200, y: 300, width: 300, height: 200, colour: red },
    { x: 600, y: 300, width: 300, height: 400, colour: blue },
  ]);
  const parts = partsOfMap(large);
  expect(Math.max(parts.width, parts.height)).toBe(512);
  const mask = maskOfParts(large, parts, [2]);
  const marked = Array.from(mask?.values ?? []).flatMap((value, at) => (value === 255 ? [at] : []));
  expect(marked).toHaveLength(300 * 200);
  expect([marked[0], marked.at(-1)]).toEqual([300 * 1200 + 200, 499 * 1200 + 499]);
});

test('views show their part with much, all and little around it, and cover the part beside it', () => {
  const picture = drawn(120, 90, [200, 190, 180], boxes.slice(0, 2));
  const views = partViews(picture, partsOfMap(drawn(120, 90, black, boxes)));
  expect(views).toHaveLength(2);
  const [ofBlue = [], ofRed = []] = views;
  for (const view of ofBlue) expect(coloursIn(view)).toEqual(new Set(['blue', 'ground']));
  for (const view of ofRed) expect(coloursIn(view)).toEqual(new Set(['red', 'ground']));
  const sizes = ofRed.map(({ width, height }) => [width, height]);
  expect(sizes).toEqual([
    [78, 78],
    [120, 90],
    [45, 45],
  ]);
});

test('a view of a part at the edge goes on beyond the page in the colour of the ground', () => {
  const corner = [{ x: 0, y: 0, width: 40, height: 40, colour: blue }];
  const [[view] = []] = partViews(drawn(120, 90, [200, 190, 180], corner), partsOfMap(drawn(120, 90, black, corner)));
  if (view === undefined) throw new Error('There is no view.');
  expect(nameOf(view, 0)).toBe('ground');
  expect(nameOf(view, (Math.floor(view.height / 2) + 0.5) * view.width)).toBe('blue');
});

function coloursIn(view: Raster): Set<string> {
  return new Set(Array.from({ length: view.width * view.height }, (_, at) => nameOf(view, at)));
}

function nameOf({ rgba }: Raster, at: number): string {
  const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * Math.floor(at), 4 * Math.floor(at) + 3);
  if (Math.abs(red - 203) < 8 && Math.abs(green - 193) < 8 && Math.abs(blue - 183) < 8) return 'ground';
  return red > blue ? 'red' : 'blue';
}

test.each([
  ['the cat', 'is there a cat?'],
  ['an  owl.', 'is there an owl?'],
  ['all the red boxes', 'are there any red boxes?'],
  ['bus', 'is there a bus?'],
  ['glass of water', 'is there a glass of water?'],
  ['The', 'is there a The?'],
])('"%s" is asked about as "%s"', (words, question) => expect(questionAbout(words)).toBe(question));

test('an answer says yes by its first word', () => {
  expect(['yes', 'Yes, there is.', '"yes"', 'no', 'No, yes is wrong', 'eyes', ''].map(saysYes)).toEqual([
    ...[true, true, true],
    ...[false, false, false, false],
  ]);
});
