/**
 * `npm run bench -- --window`: the window with few and with many pictures, as ratios in one run. It is started by
 * tools/bench.mjs, where there is a display. One line a row on stdout; with --json FILE all numbers as well.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { line, median, type Row } from '../../main/engine/bench/measure.ts';
import { type BrushNumbers, measureBrush } from './brush.ts';
import { type DayNumbers, measureDay, measureOpening, measureUndo, measureView, type ViewNumbers } from './document.ts';
import { type GalleryNumbers, measureGallery } from './gallery.ts';
import { type ImportNumbers, measureImports } from './imports.ts';
import { measureRegion } from './region.ts';

const { values: options } = parseArgs({
  options: {
    few: { type: 'string', default: '100' },
    many: { type: 'string', default: '10000' },
    repeats: { type: 'string', default: '1' },
    photos: { type: 'string', default: '60' },
    far: { type: 'string', default: '20' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const say = (what: string) => process.stderr.write(`${what}\n`);
const rows: Row[] = [];
const asks = (kind: string) => options.only === undefined || options.only.split(',').includes(kind);

if (asks('region')) rows.push(regionRow(measureRegion(9)));
const numbers = {
  galleries: [] as GalleryNumbers[],
  imports: [] as ImportNumbers[],
  brush: [] as BrushNumbers[],
  view: [] as ViewNumbers[],
};

if (asks('gallery')) {
  for (let round = 0; round < Number(options.repeats); round++) {
    for (const pictures of [Number(options.few), Number(options.many)]) {
      const found = await measureGallery(pictures, Number(options.far));
      say(JSON.stringify(found));
      numbers.galleries.push(found);
    }
  }
  rows.push(...galleryRows(numbers.galleries));
}
if (asks('imports')) {
  const found = await measureImports(Number(options.photos));
  say(JSON.stringify(found));
  numbers.imports.push(found);
  rows.push(...importRows(found));
}
if (asks('brush')) {
  for (let round = 0; round < Number(options.repeats); round++) {
    for (const layers of [1, 8]) {
      const found = await measureBrush(layers);
      say(JSON.stringify(found));
      numbers.brush.push(found);
    }
  }
  rows.push(...brushRows(numbers.brush));
}
if (asks('view')) {
  for (let round = 0; round < Number(options.repeats); round++) {
    for (const layers of [1, 50]) {
      const found = await measureView(layers);
      say(JSON.stringify(found));
      numbers.view.push(found);
    }
  }
  rows.push(...viewRows(numbers.view));
}
if (asks('open'))
  rows.push(limitRow('open-50', 'milliseconds until a page of 50 layers is shown', 2000, await measureOpening(50)));
if (asks('undo')) {
  const found = await measureUndo(20);
  say(JSON.stringify(found));
  rows.push(limitRow('undo', 'milliseconds of the slowest undo over 20 layers', 100, found.slowest));
}
if (asks('day')) {
  const found = await measureDay(500, 200);
  say(JSON.stringify(found));
  rows.push(...dayRows(found));
}
for (const row of rows) process.stdout.write(`${line(row)}\n`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ rows, numbers }, null, 2)}\n`);
// A window that gave no answer may still hold something.
process.exit(0);

function galleryRows(found: readonly GalleryNumbers[]): Row[] {
  const few = found.filter(({ pictures }) => pictures === Number(options.few));
  const many = found.filter(({ pictures }) => pictures === Number(options.many));
  const compare = (name: string, of: keyof GalleryNumbers, atMost: number, what: string): Row => {
    const [a, b] = [few, many].map((ones) => ones.map((one) => one[of]));
    const silent = [...a, ...b].includes(null);
    const medians = { few: median(a.map(Number)), many: median(b.map(Number)) };
    const row = { name, what, wanted: { atMost }, medians };
    return silent ? { ...row, ratio: null, note: 'no answer' } : { ...row, ratio: medians.many / medians.few };
  };
  const calls = many.map(({ restCalls }) => restCalls);
  return [
    {
      name: 'rest-calls',
      what: 'store calls a second at rest, of many',
      ratio: calls.includes(null) ? null : median(calls.map(Number)),
      wanted: { atMost: 0 },
      medians: {},
    },
    compare('scroll-frame', 'frame', 1.3, 'p95 of a frame while scrolling, many : few'),
    compare('click', 'click', 1.5, 'from a click to the details, many : few'),
    compare('opened-memory', 'opened', 1.1, 'memory with the gallery open, many : few'),
    compare('scrolled-memory', 'scrolled', 1.5, 'memory after scrolling far, many : few'),
  ];
}

function regionRow(milliseconds: readonly number[]): Row {
  const found = median(milliseconds);
  return {
    name: 'region-raster',
    what: 'milliseconds of the processor, a region of 200 strokes at 4096 x 4096',
    ratio: found,
    wanted: { atMost: 50 },
    medians: { least: Math.min(...milliseconds) / 1000, median: found / 1000 },
  };
}

/** A number that must not exceed a limit. Null means that what was waited for never came. */
function limitRow(name: string, what: string, atMost: number, found: number | null): Row {
  const row = { name, what, wanted: { atMost }, ratio: found };
  return found === null ? { ...row, medians: {}, note: 'it never came' } : { ...row, medians: { found: found / 1000 } };
}

function brushRows(found: readonly BrushNumbers[]): Row[] {
  const frames = (count: number) => median(found.filter(({ layers }) => layers === count).map(({ frame }) => frame));
  const [one, eight] = [frames(1), frames(8)];
  return [
    {
      name: 'brush-frame',
      what: 'p95 of a frame while painting, over 8 pictures of 2048 x 2048 : over one',
      ratio: eight / one,
      wanted: { atMost: 1.5 },
      medians: { one: one / 1000, eight: eight / 1000 },
    },
    limitRow('brush-time', 'milliseconds, p95 of a frame while painting over 8 of them', 20, eight),
  ];
}

function viewRows(found: readonly ViewNumbers[]): Row[] {
  const of = (count: number, key: 'pan' | 'zoom') =>
    median(found.filter(({ layers }) => layers === count).map((one) => one[key]));
  return (['pan', 'zoom'] as const).flatMap((key) => {
    const [one, fifty] = [of(1, key), of(50, key)];
    return [
      {
        name: `${key}-frame`,
        what: `p95 of a frame, ${key} at 50 layers : at one`,
        ratio: fifty / one,
        wanted: { atMost: 1.5 },
        medians: { one: one / 1000, fifty: fifty / 1000 },
      },
      limitRow(`${key}-time`, `milliseconds, p95 of a frame, ${key} at 50 layers`, 20, fifty),
    ];
  });
}

function dayRows({ early, painted, undone }: DayNumbers): Row[] {
  const row = (name: string, what: string, after: number, atMost: number): Row => ({
    name,
    what,
    ratio: after / early,
    wanted: { atMost },
    medians: { early, after },
  });
  return [
    row('stroke-memory', 'memory after 500 strokes : after 100', painted, 1.3),
    // Undone tiles are decoded, and the cache of decoded pictures keeps up to 192 MB of them (canvas/bitmaps.ts).
    row('undo-memory', 'memory after 200 undos of them : after 100 strokes', undone, 1.5),
  ];
}

function importRows({ quarters, memory }: ImportNumbers): Row[] {
  const [first = 1, last = 1] = [quarters[0], quarters.at(-1)];
  const [before = 1, after = 1] = [memory[0], memory.at(-1)];
  return [
    {
      name: 'import-time',
      what: 'the last quarter of the photos : the first',
      ratio: last / first,
      wanted: { atMost: 1.5 },
      medians: { first, last },
    },
    {
      name: 'import-memory',
      what: 'memory after all photos : after the first quarter',
      ratio: after / before,
      wanted: { atMost: 1.6 },
      medians: { first: before, last: after },
    },
  ];
}
