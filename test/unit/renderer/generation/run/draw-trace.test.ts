import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packTrace } from '../../../../../main/engine/families/lumina-dimoo/trace-text.ts';
import { writePng } from '../../../../../main/engine/pictures/png.ts';
import { confidencePixels } from '../../../../../renderer/canvas/cell-pictures.ts';
import { confidenceOf, openCells, stepsOf, traceOfPng } from '../../../../../renderer/generation/run/draw-trace.ts';

const raster = { width: 2, height: 1, rgba: new Uint8Array(8).fill(255) };

it('is read from the text that the engine wrote into a picture', async () => {
  const trace = { fixedAt: new Int16Array([4, -1, 300]), confidence: new Float32Array([0.2, 1, 1]) };
  const grid = JSON.stringify({ columns: 3, rows: 1 });
  const text = packTrace(new Int32Array([7, 8, 9]), trace);
  const read = await traceOfPng(writePng(raster, { grid, trace: text }));
  if (read === null) throw new Error('There is a trace.');
  expect(read.codes).toEqual(new Int32Array([7, 8, 9]));
  expect(confidenceOf(read)).toEqual({ columns: 3, rows: 1, values: new Float32Array([51 / 255, -1, 1]) });
  expect(stepsOf(read)).toBe(301);
});

it('says which cells were still open after so many steps', () => {
  const fixedAt = new Int16Array([0, -1, 2, 1]);
  const trace = { columns: 2, rows: 2, codes: new Int32Array(4), fixedAt, confidence: new Float32Array(4) };
  const open = (stepsDone: number) => [...openCells(trace, stepsDone).marked];
  expect([0, 1, 2, 3].map(open)).toEqual([
    [1, 0, 1, 1],
    [0, 0, 1, 1],
    [0, 0, 1, 0],
    [0, 0, 0, 0],
  ]);
});

it('is not unfolded any further than its grid is large', async () => {
  const endless = deflateSync(new Uint8Array(1 << 26)).toString('base64');
  const before = process.memoryUsage.rss();
  expect(await traceOfPng(writePng(raster, { grid: '{"columns":2,"rows":1}', trace: endless }))).toBeNull();
  expect(await traceOfPng(writePng(raster, { grid: '{"columns":65536,"rows":65536}', trace: endless }))).toBeNull();
  expect(process.memoryUsage.rss() - before).toBeLessThan(1 << 26);
});

it('is nothing where the text is missing, cut off or of another size', async () => {
  const trace = packTrace(new Int32Array(2), { fixedAt: new Int16Array(2), confidence: new Float32Array(2) });
  const grid = '{"columns":3,"rows":1}';
  for (const record of [{}, { grid }, { grid, trace }, { grid: '{"columns":2,"rows":1}', trace: trace.slice(5) }]) {
    expect(await traceOfPng(writePng(raster, record))).toBeNull();
  }
  expect(await traceOfPng(new Uint8Array([1, 2, 3]))).toBeNull();
});

it('is drawn lighter the less sure a cell is, also in grey, and not at all where it was known', () => {
  const levels = Float32Array.from({ length: 21 }, (_, i) => i / 20);
  const pixels = confidencePixels(levels);
  const lightness = Array.from(levels, (_, i) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * i);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  for (let i = 1; i < lightness.length; i++) expect(lightness[i]).toBeLessThan(lightness[i - 1] ?? 0);
  expect([...confidencePixels(new Float32Array([-1]))]).toEqual([0, 0, 0, 0]);
});
