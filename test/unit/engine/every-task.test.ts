import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { changedPixels } from '../../../main/engine/codec/cells.ts';
import { replay } from '../../../main/engine/families/lumina-dimoo/replay.ts';
import { unpackTrace } from '../../../main/engine/families/lumina-dimoo/trace-text.ts';
import { composite, crop } from '../../../main/engine/framing/composite.ts';
import { extendedPicture } from '../../../main/engine/framing/extend.ts';
import { alphaAround } from '../../../main/engine/framing/feather.ts';
import type { Model } from '../../../main/engine/models/model.ts';
import { resize } from '../../../main/engine/pictures/files.ts';
import { drawnOfSketch } from '../../../main/engine/plans/plan-sketch.ts';
import { gridBefore } from '../../../main/engine/sampler/trace.ts';
import { type DrawRequest, type DrawResult, drawRequestSchema } from '../../../preload/contract/drawing.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { gridFor } from '../../../preload/contract/region-frame.ts';
import { type DrawTaskName, taskNames } from '../../../preload/contract/tasks.ts';
import { draw, type Gridded } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

const model = await openTinyModel();

function photo(width: number, height: number, step = 37): Raster {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < rgba.length; i++) rgba[i] = i % 4 === 3 ? 255 : (i * step) % 251;
  return { width, height, rgba };
}

function marked(width: number, height: number, x: number, y: number, w: number, h: number) {
  const values = new Uint8Array(width * height);
  for (let row = y; row < y + h; row++) values.fill(255, row * width + x, row * width + x + w);
  return { width, height, values };
}

/** A drawing of 40 x 28 pixels, told by its codes alone. */
function traceOfCodes(step: number) {
  const side = model.codec.patchSize;
  const [columns, rows] = [Math.ceil(40 / side), Math.ceil(28 / side)];
  const codes = Int32Array.from({ length: columns * rows }, (_, i) => (i * step) % model.manifest.codebookSize);
  return {
    columns,
    rows,
    codes,
    fixedAt: new Int16Array(codes.length),
    confidence: new Float32Array(codes.length).fill(0.5),
  };
}

const settings = { steps: 4, textGuidance: 2, samplingTemperature: 1 };
const prompt = 'a star';
const picture = photo(40, 28);
const part = { prompt, picture, feather: null, contextMargin: null, settings, seed: 3 };

type RequestOf<T extends DrawTaskName> = Extract<DrawRequest, { task: T }>;
const requests: { readonly [T in DrawTaskName]: RequestOf<T> } = {
  generate: { task: 'generate', prompt, width: 40, height: 28, settings, seed: 3 },
  retouch: { task: 'retouch', ...part, regionMask: marked(40, 28, 5, 5, 9, 9) },
  extend: { task: 'extend', ...part, sides: { left: 9, top: 0, right: 0, bottom: 5 } },
  vary: { task: 'vary', ...part, regionMask: null, strength: 0.3 },
  sketch: { task: 'sketch', prompt, picture, strength: 0.6, settings, seed: 3 },
  mix: {
    task: 'mix',
    prompt,
    picture: photo(40, 28),
    trace: traceOfCodes(5),
    second: { picture: photo(40, 28, 91), trace: traceOfCodes(9) },
    regionMask: marked(40, 28, 0, 0, 17, 28),
    border: 1,
    feather: null,
    settings,
    seed: 3,
  },
  edit: { task: 'edit', ...part, regionMask: null },
  subject: { task: 'subject', prompt, picture, size: { width: 33, height: 20 }, settings, seed: 3 },
  control: { task: 'control', prompt, picture, variant: 'canny', settings, seed: 3 },
  style: { task: 'style', picture, stylePicture: photo(64, 30, 11), settings, seed: 3 },
  predict: { task: 'predict', picture, variant: 'depth', settings, seed: 3 },
  views: { task: 'views', picture, size: null, variant: 'left', settings, seed: 3 },
};

function patchOf(result: DrawResult): Raster {
  const { width, height, data, channels } = decode(result.png);
  expect(channels).toBe(4);
  return { width, height, rgba: new Uint8Array(data) };
}

describe.each(Object.values(requests))('$task', (request) => {
  test('is drawn with a whole trace, kept in the file, and a size that fits', async () => {
    const result = await draw(model, drawRequestSchema.parse(request));
    const png = decode(result.png);
    expect([png.width, png.height]).toEqual([result.frame.width, result.frame.height]);
    const { codes } = result.grid;
    expect([result.confidence.length, result.fixedAt.length]).toEqual([codes.length, codes.length]);
    expect(gridBefore(settings.steps, codes, result.fixedAt)).toEqual(codes);
    expect(result.fixedAt.some((step) => step >= 0 && step < settings.steps)).toBe(true);
    expect(png.text).toMatchObject({ task: request.task });
    expect(unpackTrace(png.text?.trace ?? '', codes.length)).toMatchObject({ codes, fixedAt: result.fixedAt });
  });

  test('stops before the next step when it is cancelled', async () => {
    let steps = 0;
    const job = draw(model, request, {
      progress: () => {
        steps += 1;
      },
      cancelled: () => steps === 2,
    });
    await expect(job).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(steps).toBe(2);
  });

  test('is refused by name where the model has not learned it', async () => {
    const lacking = { ...model, manifest: { ...model.manifest, tasks: ['caption' as const] } };
    await expect(draw(lacking, request)).rejects.toMatchObject({
      failure: {
        kind: 'unsupported',
        message: `The model "tiny" has not learned the task "${request.task}"; it knows caption.`,
      },
    });
  });
});

test('a model that retouches also extends, varies, mixes and draws from a sketch, and nothing more', async () => {
  const manifest = { ...model.manifest, tasks: ['generate' as const, 'retouch' as const] };
  for (const task of taskNames) {
    if (task === 'caption' || task === 'ask') continue;
    const job = draw({ ...model, manifest }, requests[task]);
    if (['generate', 'retouch', 'extend', 'vary', 'sketch', 'mix'].includes(task)) await job;
    else await expect(job).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  }
});

test('a kind that a model was not trained for is refused, and the others are drawn', async () => {
  const lacking = { ...model, manifest: { ...model.manifest, kinds: { predict: ['canny' as const] } } };
  await draw(lacking, { ...requests.predict, variant: 'canny' });
  await draw(lacking, requests.control);
  await expect(draw(lacking, { ...requests.predict, variant: 'depth' })).rejects.toMatchObject({
    failure: { kind: 'unsupported', message: expect.stringContaining('the kind "depth" of the task "predict"') },
  });
});

describe('extend', () => {
  test.each([
    [40, 28, { left: 9, top: 0, right: 0, bottom: 5 }],
    [40, 28, { left: 0, top: 0, right: 30, bottom: 0 }],
    [7, 90, { left: 0, top: 3, right: 0, bottom: 0 }],
    [5, 5, { left: 40, top: 41, right: 42, bottom: 43 }],
  ])('%i x %i by %j: the picture stays bit for bit, the border is opaque', async (width, height, sides) => {
    const own = photo(width, height);
    const result = await draw(model, { ...requests.extend, picture: own, sides });
    const { picture: below } = extendedPicture(own, sides);
    const after = composite(below, patchOf(result), result.frame);
    expect(crop(after, { x: sides.left, y: sides.top, width, height })).toEqual(own);
    expect(after.rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    expect(result.receipt).toMatchObject({ changedOutside: 0, outsideAfter: result.receipt?.outsideBefore });
    const patch = patchOf(result);
    for (let i = 3; i < patch.rgba.length; i += 4) expect([0, 255]).toContain(patch.rgba[i]);
  });

  test('by nothing, and beyond all bounds, is refused', async () => {
    const sides = { left: 0, top: 0, right: 0, bottom: 0 };
    await expect(draw(model, { ...requests.extend, sides })).rejects.toThrow('at least one side');
    await expect(draw(model, { ...requests.extend, sides: { ...sides, top: 16384 } })).rejects.toThrow('at most');
  });
});

/** What the transformer was given, sequence by sequence. */
function listening(): { model: Model; sequences: bigint[][] } {
  const sequences: bigint[][] = [];
  const transformer = Object.assign(Object.create(model.transformer), {
    forward: (request: Parameters<Model['transformer']['forward']>[0]) => {
      const tokens = request.ids.length / request.batch;
      for (let b = 0; b < request.batch; b++) sequences.push([...request.ids.slice(b * tokens, (b + 1) * tokens)]);
      return model.transformer.forward(request);
    },
  });
  return { model: { ...model, transformer }, sequences };
}

/** Surer of one code than of anything else, everywhere. */
function drawingOnly(code: number): Model {
  const transformer = Object.assign(Object.create(model.transformer), {
    forward: async (request: Parameters<Model['transformer']['forward']>[0]) => {
      const result = await model.transformer.forward(request);
      if (result.imageBlocksAt.length === 0) return result;
      const rows = result.topProbabilities.length;
      const size = (2 * result.imageBlocks.length) / result.imageBlocksAt.length;
      const imageBlocks = new Float32Array(rows * size).map((_, at) => (at % size === code % size ? 1e3 : 0));
      const block = Math.floor(code / size);
      const imageBlocksAt = Int32Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? at / 2 : block));
      return { ...result, imageBlocks, imageBlocksAt, topProbabilities: result.topProbabilities.fill(1) };
    },
  });
  return { ...model, transformer };
}

describe('edit', () => {
  test('of a marked part looks at the source and redraws the marked cells alone', async () => {
    const ear = listening();
    // With this context the frame has the model's own size of 32, so that nothing is scaled.
    const own = { picture: photo(64, 64), regionMask: marked(64, 64, 25, 25, 9, 9) };
    const result = await draw(ear.model, { ...requests.edit, ...own, contextMargin: 1.27 });
    const source = await model.codec.encode(crop(own.picture, result.frame));
    const redrawn = new Set(result.receipt?.redrawnCells);
    expect(redrawn.size).toBeGreaterThan(0);
    expect(redrawn.size).toBeLessThan(source.codes.length);
    source.codes.forEach((code, cell) => {
      if (!redrawn.has(cell)) expect(result.grid.codes[cell]).toBe(code);
    });
    const { image, mask } = model.manifest.specialTokens;
    const whole = ear.sequences.find((ids) => ids.filter((id) => id === BigInt(image)).length === 2);
    const [condition = [], answer = []] = parts(whole ?? [], BigInt(image));
    const codes = Array.from(source.codes, (code) => BigInt(model.manifest.codeOffset + code));
    expect(condition.filter((id) => id >= BigInt(model.manifest.codeOffset))).toEqual(codes);
    expect(answer.filter((id) => id === BigInt(mask))).toHaveLength(redrawn.size);
    expect(result.receipt).toMatchObject({ changedOutside: 0 });
  });

  test('shows the pixels of the source where what the model left decodes as it did', async () => {
    const own = { ...requests.edit, picture: photo(32, 32) };
    const source = await model.codec.encode(own.picture);
    const result = await draw(drawingOnly(source.codes[0]), own);
    expect(new Set(result.grid.codes)).toEqual(new Set([source.codes[0]]));
    const before = { codes: source.codes, picture: await model.codec.decode(source) };
    const after = { codes: result.grid.codes, picture: await model.codec.decode(result.grid) };
    const changed = changedPixels(source, before, after);
    // Nothing is scaled: a decoded pixel is one of the patch.
    const { rgba } = patchOf(result);
    expect(rgba).toHaveLength(4 * changed.length);
    expect(changed).toContain(0);
    expect(changed).toContain(1);
    // Nothing of the source in what has changed, all of it a cell's eighth farther.
    const alpha = Array.from(changed, (_, pixel) => rgba[4 * pixel + 3]);
    const mask = { width: 32, height: 32, values: changed.map((value) => 255 * value) };
    const frame = { x: 0, y: 0, width: 32, height: 32 };
    expect(alpha).toEqual([...alphaAround(mask, frame, model.manifest.codec.patchSize / 8)]);
    changed.forEach((value, pixel) => {
      if (value === 1) expect(alpha[pixel]).toBe(255);
    });
  });

  test('a second turn takes the codes of the first as they are', async () => {
    const first = await draw(model, requests.edit);
    const { frame, grid, confidence } = first;
    const ear = listening();
    const after = composite(picture, { ...opaque(first), width: frame.width, height: frame.height }, frame);
    await draw(ear.model, { ...requests.edit, picture: after, known: { frame, ...grid, confidence } });
    const { image, codeOffset } = { ...model.manifest.specialTokens, codeOffset: model.manifest.codeOffset };
    const looking = ear.sequences.find((ids) => ids.filter((id) => id === BigInt(image)).length === 2);
    const [condition = []] = parts(looking ?? [], BigInt(image));
    expect(condition.filter((id) => id >= BigInt(codeOffset))).toEqual(
      Array.from(grid.codes, (code) => BigInt(codeOffset + code)),
    );
  });

  test('codes of another frame are not taken', async () => {
    const known = { frame: { x: 0, y: 0, width: 9, height: 9 }, columns: 1, rows: 1, codes: Int32Array.of(3) };
    const plain = await draw(model, requests.edit);
    const result = await draw(model, { ...requests.edit, known: { ...known, confidence: null } });
    expect(result.grid.codes).toEqual(plain.grid.codes);
  });
});

/** The ids after each `<IMAGE>`, up to the next. */
function parts(ids: readonly bigint[], image: bigint): bigint[][] {
  const starts = [...ids.keys()].filter((i) => ids[i] === image);
  return starts.map((start, i) => ids.slice(start + 1, starts[i + 1]));
}

function opaque(result: DrawResult): Raster {
  const { width, height, data } = decode(result.png);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, rgba };
}

describe('a freeze mask', () => {
  const freezeMask = { ...marked(40, 28, 8, 8, 20, 12) };
  freezeMask.values[8 * 40 + 8] = 1;

  test.each(['retouch', 'edit', 'vary'] as const)('is not touched by %s', async (task) => {
    const request = { ...requests[task], freezeMask };
    const result = await draw(model, request);
    const after = composite(picture, patchOf(result), result.frame);
    freezeMask.values.forEach((frozen, i) => {
      if (frozen === 0) return;
      expect(after.rgba.subarray(4 * i, 4 * i + 4)).toEqual(picture.rgba.subarray(4 * i, 4 * i + 4));
    });
    expect(result.receipt).toMatchObject({ changedOutside: 0 });
  });

  test('over everything leaves nothing to draw, and one of another size is refused', async () => {
    const all = marked(40, 28, 0, 0, 40, 28);
    await expect(draw(model, { ...requests.retouch, freezeMask: all })).rejects.toThrow('is protected');
    const other = marked(41, 28, 0, 0, 1, 1);
    await expect(draw(model, { ...requests.retouch, freezeMask: other })).rejects.toThrow('freeze mask is 41x28');
  });
});

describe('vary', () => {
  test('redraws the share that it is told to, and keeps every other code', async () => {
    const result = await draw(model, requests.vary);
    const redrawn = result.receipt?.redrawnCells ?? [];
    expect(redrawn).toHaveLength(Math.round(0.3 * result.grid.codes.length));
    expect([...result.fixedAt.keys()].filter((cell) => (result.fixedAt[cell] ?? -1) >= 0)).toEqual(redrawn);
  });

  test('goes by the confidence that came with the picture', async () => {
    const first = await draw(model, requests.edit);
    const { frame, grid } = first;
    const confidence = new Float32Array(grid.codes.length).fill(0.9);
    confidence[7] = 0.1;
    confidence[11] = 0.2;
    const known = { frame, ...grid, confidence };
    const strength = 2 / grid.codes.length;
    const result = await draw(model, { ...requests.vary, strength, known });
    expect(result.receipt?.redrawnCells).toEqual([7, 11]);
    result.grid.codes.forEach((code, cell) => {
      if (cell !== 7 && cell !== 11) expect(code).toBe(grid.codes[cell]);
    });
  });
});

describe('sketch', () => {
  const asked = requests.sketch;
  const another = { ...asked, picture: photo(40, 28, 91) };
  const size = gridFor(picture, model.manifest.nativeSizes[0] ?? picture, model.codec.patchSize);

  /** The sketch's own codes. */
  async function encoded() {
    const { patchSize } = model.codec;
    const side = { width: size.columns * patchSize, height: size.rows * patchSize };
    return (await model.codec.encode(await resize(picture, side))).codes;
  }

  test('at 0 comes back as the codec sees it', async () => {
    const result = await draw(model, { ...asked, strength: 0 });
    expect(result.grid.codes).toEqual(await encoded());
    expect(new Set(result.fixedAt)).toEqual(new Set([-1]));
    expect(result.frame).toEqual({ x: 0, y: 0, width: 40, height: 28 });
  });

  test('at 1 is ignored', async () => {
    const [one, other] = [await draw(model, { ...asked, strength: 1 }), await draw(model, { ...another, strength: 1 })];
    expect(one.grid.codes).toEqual(other.grid.codes);
    expect(one.fixedAt.includes(-1)).toBe(false);
  });

  test('between the two it keeps the codes of all other cells, and the same cells with every seed', async () => {
    const own = await encoded();
    const known = async (request: typeof asked) => {
      const { grid, fixedAt } = await draw(model, request);
      const cells = [...fixedAt.keys()].filter((cell) => fixedAt[cell] === -1);
      for (const cell of cells) expect(grid.codes[cell]).toBe(own[cell]);
      return cells;
    };
    const cells = await known(asked);
    expect(cells).toHaveLength(own.length - Math.round(0.6 * own.length));
    expect(await known({ ...asked, seed: 99 })).toEqual(cells);
    // A greater strength draws those of a smaller one and more.
    const fewer = await known({ ...asked, strength: 0.8 });
    expect(cells).toEqual(expect.arrayContaining(fewer));
    expect(fewer.length).toBeLessThan(cells.length);
  });

  test('scatters the drawn cells over the whole of it', () => {
    const drawn = drawnOfSketch(32 * 32, 0.5);
    for (let block = 0; block < 16; block++) {
      const cells = Array.from(
        { length: 64 },
        (_, i) => 8 * (block >> 2) * 32 + 8 * (block & 3) + (i >> 3) * 32 + (i & 7),
      );
      const share = cells.reduce((sum, cell) => sum + (drawn[cell] ?? 0), 0) / 64;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.75);
    }
  });
});

describe('mix', () => {
  test('keeps codes and pixels of both, and draws the border between them anew', async () => {
    const { picture: first, trace, second } = requests.mix;
    const result = await draw(model, requests.mix);
    const redrawn = new Set(result.receipt?.redrawnCells);
    expect(result.receipt).toMatchObject({ changedOutside: 0 });
    expect(redrawn.size).toBeGreaterThan(0);
    const after = opaque(result);
    const { columns, rows } = trace;
    // The mask ends within a cell: that cell is the second's, and of an odd border the one that is drawn anew.
    const last = Math.floor((16 * columns) / 40);
    result.grid.codes.forEach((code, cell) => {
      expect(redrawn.has(cell)).toBe(cell % columns === last);
      if (!redrawn.has(cell)) expect(code).toBe((cell % columns < last ? second.trace : trace).codes[cell]);
    });
    for (let i = 0; i < 40 * 28; i++) {
      const column = Math.floor((((i % 40) + 0.5) * columns) / 40);
      if (column === last) continue;
      const source = column < last ? second.picture : first;
      expect(after.rgba.subarray(4 * i, 4 * i + 4)).toEqual(source.rgba.subarray(4 * i, 4 * i + 4));
    }
    expect(rows).toBeGreaterThan(0);
  });

  test('is refused where the two do not fit, and where nothing is marked', async () => {
    const second = { ...requests.mix.second, picture: photo(41, 28) };
    await expect(draw(model, { ...requests.mix, second })).rejects.toThrow('of one size');
    const regionMask = marked(40, 28, 0, 0, 40, 28);
    await expect(draw(model, { ...requests.mix, regionMask })).rejects.toThrow('all or nothing');
  });
});

test('style is drawn in the shape of the picture that gives the style', async () => {
  const { frame, grid } = await draw(model, requests.style);
  expect([frame.width, frame.height]).toEqual([64, 30]);
  expect(grid.columns).toBeGreaterThan(grid.rows);
});

describe('a negative prompt', () => {
  test('stands where the unconditional one stood, and changes the picture', async () => {
    const ear = listening();
    const plain = await draw(model, requests.generate);
    const negative = { ...settings, negativePrompt: ' zebra ' };
    const result = await draw(ear.model, { ...requests.generate, settings: negative });
    expect(result.grid.codes).not.toEqual(plain.grid.codes);
    const text = '<user>zebra</user>';
    const wanted = model.tokenizer.encode(text).map(BigInt).join();
    expect(ear.sequences.some((ids) => ids.join().includes(wanted))).toBe(true);
    expect(JSON.parse(decode(result.png).text?.settings ?? '')).toMatchObject(negative);
  });

  test('is refused where there is no guidance for it to act through', async () => {
    const off = { ...settings, textGuidance: 0, negativePrompt: 'zebra' };
    await expect(draw(model, { ...requests.generate, settings: off })).rejects.toThrow('guidance above 0');
  });
});

describe('a drawing that goes on from an earlier one', () => {
  const traceOf = ({ grid, fixedAt, confidence }: Gridded) => ({ ...grid, fixedAt, confidence });

  test.each(['generate', 'edit', 'extend'] as const)(
    'with the same words, %s comes to the same picture',
    async (task) => {
      const whole = await draw(model, requests[task]);
      for (const stepsDone of [0, 1, 3]) {
        const again = await draw(model, { ...requests[task], resume: { trace: traceOf(whole), stepsDone } });
        expect(traceOf(again)).toEqual(traceOf(whole));
      }
    },
  );

  test('with other words, what was fixed before stays and the rest is drawn anew', async () => {
    const whole = await draw(model, requests.generate);
    const resume = { trace: traceOf(whole), stepsDone: 2 };
    const branch = await draw(model, { ...requests.generate, prompt: 'zebra crossing', resume });
    expect(branch.grid.codes).not.toEqual(whole.grid.codes);
    expect(gridBefore(2, branch.grid.codes, branch.fixedAt)).toEqual(gridBefore(2, whole.grid.codes, whole.fixedAt));
  });

  test('is refused at another size, beyond its steps, and with codes that are none', async () => {
    const trace = traceOf(await draw(model, requests.generate));
    const job = (resume: NonNullable<DrawRequest['resume']>, change = {}) =>
      draw(model, { ...requests.generate, ...change, resume });
    await expect(job({ trace, stepsDone: 1 }, { width: 20 })).rejects.toThrow('same size');
    await expect(job({ trace, stepsDone: 4 })).rejects.toThrow('nothing is left to draw');
    const codes = trace.codes.map((code, cell) => (cell === 0 ? 9999 : code));
    await expect(job({ trace: { ...trace, codes }, stepsDone: 1 })).rejects.toThrow('another model');
  });
});

describe('replay', () => {
  test('of all steps is the picture to the bit, of none is nothing, and between them the known cells are opaque', async () => {
    const result = await draw(model, { ...requests.generate, width: 32, height: 24 });
    const trace = { ...result.grid, fixedAt: result.fixedAt, confidence: result.confidence };
    expect((await replay(model, { trace, stepsDone: null })).raster).toEqual(opaque(result));
    const none = (await replay(model, { trace, stepsDone: 0 })).raster;
    expect(none.rgba.every((value, i) => i % 4 !== 3 || value === 0)).toBe(true);
    const { raster } = await replay(model, { trace, stepsDone: 2 });
    const side = model.codec.patchSize;
    result.fixedAt.forEach((step, cell) => {
      const x = (cell % trace.columns) * side;
      const y = Math.floor(cell / trace.columns) * side;
      expect(raster.rgba[4 * (y * raster.width + x) + 3]).toBe(step < 2 ? 255 : 0);
    });
  });
});
