import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decode, encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../../preload/contract/base64.ts';
import { type DrawRequest, drawRequestSchema } from '../../../preload/contract/drawing.ts';
import {
  MOST_RECIPE_BYTES,
  type RecipeFacts,
  type RecipeReader,
  readRecipe,
  requestOfRecipe,
  writeRecipe,
} from '../../../preload/contract/recipe.ts';
import { readMaskPng } from '../../../renderer/generation/pictures/mask-picture.ts';

const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const facts: RecipeFacts = {
  frame: { x: 1, y: 2, width: 8, height: 8 },
  page: { width: 16, height: 12 },
  model: { name: 'Pocket', hash: 'a'.repeat(64), family: 'lumina-dimoo', precision: 'fp32', elementTypes: null },
  provider: 'cpu',
  versions: { studio: '0.1.0', runtime: 'onnxruntime 1.30.0' },
  result: 'b'.repeat(64),
};
const writer = {
  sha256,
  packPicture: async ({ width, height, rgba }: { width: number; height: number; rgba: Uint8Array }) =>
    encode({ width, height, data: rgba, channels: 4 }),
  packMask: async ({ width, height, values }: { width: number; height: number; values: Uint8Array }) =>
    encode({ width, height, data: values, channels: 1 }),
};
const reader: RecipeReader = {
  sha256,
  readPicture: async (png) => {
    const { width, height, data } = decode(png);
    return { width, height, rgba: new Uint8Array(data) };
  },
  readMask: async (png) => readMaskPng(png),
};

const pixels = (width: number, height: number, channels: number) =>
  Uint8Array.from({ length: width * height * channels }, (_, at) => (at * 37) & 255);
const picture = { width: 16, height: 12, rgba: pixels(16, 12, 4) };
const mask = { width: 16, height: 12, values: pixels(16, 12, 1) };
const settings = { steps: 4, textGuidance: 1.5, samplingTemperature: 0.7, negativePrompt: 'blue' };
const trace = {
  columns: 2,
  rows: 1,
  codes: new Int32Array([70_000, 3]),
  fixedAt: new Int16Array([0, -1]),
  confidence: new Float32Array([0.25, 1]),
};
const requests: readonly DrawRequest[] = [
  {
    task: 'generate',
    prompt: 'a “naïve” 🙂',
    width: 64,
    height: 48,
    settings,
    seed: 0xffff_ffff,
    resume: { trace, stepsDone: 2 },
  },
  ...[
    {
      task: 'retouch',
      prompt: '',
      picture,
      regionMask: mask,
      freezeMask: mask,
      feather: null,
      contextMargin: 0.5,
    } as const,
  ].map((one) => ({ ...one, settings, seed: 7 })),
  { task: 'style', picture, stylePicture: { width: 2, height: 2, rgba: pixels(2, 2, 4) }, settings, seed: 1 },
  {
    ...{
      task: 'mix',
      prompt: 'x',
      picture,
      trace,
      second: { picture, trace },
      regionMask: mask,
      border: 2,
      feather: null,
    },
    ...{ settings, seed: 0 },
  },
].map((request) => drawRequestSchema.parse(request));

const textOf = async (request: DrawRequest) => new TextDecoder().decode(await writeRecipe(request, facts, writer));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { failure: { code?: string } }).failure.code;
  }
};

describe('a recipe', () => {
  test.each(requests.map((request) => [request.task, request] as const))(
    'of %s gives the same request again, and its facts',
    async (_, request) => {
      const recipe = readRecipe(await writeRecipe(request, facts, writer), 'a.recipe.json');
      expect(await requestOfRecipe(recipe, 'a.recipe.json', reader)).toEqual(request);
      expect(recipe).toMatchObject(facts);
    },
  );

  test('that is foreign, cut, newer, damaged or too large is refused with a reason of its own', async () => {
    const text = await textOf(requests[1] as DrawRequest);
    const read = (content: string) => codeOf(() => readRecipe(bytesOf(content), 'a'));
    expect(read(text)).toBeUndefined();
    expect(read('')).toBe('recipe.foreign');
    expect(read('{"nodes": []}')).toBe('recipe.foreign');
    expect(read(text.slice(0, -40))).toBe('recipe.cut-off');
    expect(read(text.replace('"version": 1', '"version": 9'))).toBe('recipe.newer');
    expect(read(text.replace('"steps": 4', '"steps": 0'))).toBe('recipe.damaged');
    expect(read(text.replace('"retouch"', '"conjure"'))).toBe('recipe.damaged');
    expect(read(`${'['.repeat(200_000)}`)).toBe('recipe.foreign');
    expect(codeOf(() => readRecipe(new Uint8Array(MOST_RECIPE_BYTES + 1), 'a'))).toBe('recipe.large');
  });

  test('is refused where a picture is not the one that it names, before that is decoded', async () => {
    const recipe = readRecipe(await writeRecipe(requests[1] as DrawRequest, facts, writer), 'a');
    const pictures = Object.entries(recipe.pictures);
    const decoded: number[] = [];
    const counting: RecipeReader = {
      ...reader,
      readPicture: async (png) => {
        decoded.push(png.length);
        return reader.readPicture(png);
      },
    };
    const [first, second] = pictures;
    if (first === undefined || second === undefined) throw new Error('A retouch has a picture and a mask.');
    const swapped = { ...recipe, pictures: { [first[0]]: second[1], [second[0]]: first[1] } };
    await expect(requestOfRecipe(swapped, 'a', counting)).rejects.toMatchObject({
      failure: { code: 'recipe.damaged' },
    });
    await expect(requestOfRecipe({ ...recipe, pictures: {} }, 'a', counting)).rejects.toMatchObject({
      failure: { code: 'recipe.damaged' },
    });
    expect(decoded).toEqual([]);
  });

  test('with any byte changed is refused, or gives a sound request', async () => {
    const text = await textOf(requests[0] as DrawRequest);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        try {
          const request = await requestOfRecipe(readRecipe(bytesOf(changed), 'a'), 'a', reader);
          expect(drawRequestSchema.safeParse(request).success).toBe(true);
        } catch (error) {
          expect((error as { failure?: { code?: string } }).failure?.code).toMatch(/^recipe\./);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('bytes become base64 as everywhere, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(new Uint8Array(bytes));
    }),
  );
  const long = pixels(300, 100, 1);
  expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'));
  for (const wrong of ['a', 'a===', '=aaa', 'a=aa', 'äaaa', 'aa-a']) expect(fromBase64(wrong)).toBeNull();
});
