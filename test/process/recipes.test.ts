import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawRequestSchema } from '../../preload/contract/drawing.ts';
import { pngText } from '../../preload/contract/png-text.ts';
import { type RecipeFacts, writeRecipe } from '../../preload/contract/recipe.ts';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { runCommand } from './command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-recipes-'));
let folder = '';
let remove = () => {};
let recipe = '';
let drawn: Buffer;

const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const dimoo = (...args: string[]) => runCommand({ model: folder, cwd: scratch }, args);
const replay = (name: string, ...more: string[]) => dimoo('replay', '--recipe', name, '--out', 'again', ...more);
const save = (name: string, text: string) => writeFileSync(join(scratch, name), text);

beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  const options = ['--prompt', 'a “red” ring', '--width', '24', '--height', '20', '--steps', '3', '--seed', '9'];
  await dimoo('generate', ...options, '--out', 'one.png');
  drawn = readFileSync(join(scratch, 'one.png'));
  const record = pngText(drawn);
  const request = drawRequestSchema.parse({
    ...{ task: 'generate', prompt: 'a “red” ring', width: 24, height: 20, seed: 9 },
    settings: JSON.parse(record.settings ?? ''),
  });
  const facts: RecipeFacts = {
    ...{ frame: { x: 0, y: 0, width: 24, height: 20 }, page: { width: 24, height: 20 } },
    model: { name: 'tiny', hash: record.modelHash ?? '', family: null, precision: 'fp32', elementTypes: null },
    ...{ provider: 'cpu', versions: null, result: await sha256(drawn) },
  };
  recipe = new TextDecoder().decode(
    await writeRecipe(request, facts, {
      sha256,
      packPicture: async ({ width, height, rgba }) => encode({ width, height, data: rgba, channels: 4 }),
      packMask: async ({ width, height, values }) => encode({ width, height, data: values, channels: 1 }),
    }),
  );
}, 60_000);
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true, force: true });
});

test('a recipe comes to the same bytes, in a file of its name', async () => {
  save('ring.recipe.json', recipe);
  const { code, stdout, stderr } = await replay('ring.recipe.json');
  expect([code, stdout.trim()]).toEqual([0, join(scratch, 'again', 'ring.png')]);
  expect(stderr).toContain('It is the same picture, byte for byte.');
  expect(readFileSync(join(scratch, 'again', 'ring.png')).equals(drawn)).toBe(true);
}, 60_000);

test('another model is named by name and hash, and draws only where that is said', async () => {
  const hash = 'c'.repeat(64);
  const other = JSON.parse(recipe);
  other.model = { ...other.model, name: 'Lumina-DiMOO', hash };
  save('other.recipe.json', JSON.stringify(other));
  const refused = await replay('other.recipe.json');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`drawn with "Lumina-DiMOO" (${hash})`);
  expect(existsSync(join(scratch, 'again', 'other.png'))).toBe(false);
  const { code, stderr } = await replay('other.recipe.json', '--other-model');
  expect(code).toBe(0);
  expect(stderr).toContain('Different: the model was Lumina-DiMOO, and is tiny now.');
}, 60_000);

test('bytes that are others though nothing is different are told as an error', async () => {
  const wrong = JSON.parse(recipe);
  save('wrong.recipe.json', JSON.stringify({ ...wrong, result: 'd'.repeat(64) }));
  const { code, stderr } = await replay('wrong.recipe.json');
  expect([code, stderr.includes('its bytes are not those of the recipe')]).toEqual([2, true]);
}, 60_000);

test('what is no recipe is refused with one sentence before a model is loaded', async () => {
  save('cut.recipe.json', recipe.slice(0, -30));
  save('foreign.recipe.json', '[]');
  expect((await replay('cut.recipe.json')).stderr.trim()).toMatch(/^“cut\.recipe\.json” ends too early\..*$/);
  expect((await replay('foreign.recipe.json')).stderr.trim()).toMatch(/^“foreign\.recipe\.json” is not a recipe.*$/);
  expect((await replay('gone.recipe.json')).stderr).toContain('There is no file');
  expect((await dimoo('replay', '--out', 'x')).stderr.trim()).toBe('Please give either --image or --recipe.');
}, 60_000);
