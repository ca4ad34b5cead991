import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Codec } from '../../../../main/engine/codec/codec.ts';
import type { OnTile } from '../../../../main/engine/codec/fine-levels.ts';
import type { TileLimits } from '../../../../main/engine/codec/tile-plan.ts';
import { cancelledError } from '../../../../main/engine/families/family.ts';
import { readModelFolder } from '../../../../main/engine/models/folder.ts';
import { openCodec } from '../../../../main/engine/models/open-graphs.ts';
import { readOwnPicture, resize } from '../../../../main/engine/pictures/files.ts';
import { convertCheckpoint } from '../../../../native-models/converter/converter.ts';
import type { Raster } from '../../../../preload/contract/pictures.ts';
import { largestDifference } from '../../../helpers/oracle.ts';
import { tinyModelFolder } from '../../../helpers/tiny-model-folder.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 120_000 });

const fixture = (path: string) => fileURLToPath(new URL(`../../../fixtures/${path}`, import.meta.url));
const where = { provider: 'cpu', onCpu: [], clock: { seconds: 0 } } as const;
const WHOLE: TileLimits = { wholeBytes: Number.POSITIVE_INFINITY, tileBytes: 1 };
/** The step between two shades of a picture. */
const SHADE = 1 / 255;

/** The codec of a folder, in tiles of at most so many bytes and as a whole. */
async function bothWays(folder: string, tileBytes: number): Promise<{ tiled: Codec; whole: Codec }> {
  const model = await readModelFolder(folder);
  const tiled = await openCodec(model, where, { wholeBytes: 0, tileBytes });
  const whole = await openCodec(model, where, WHOLE);
  onTestFinished(async () => {
    await Promise.all([tiled.close(), whole.close()]);
  });
  return { tiled, whole };
}

/** Flat on one side and busy on the other, so that no part of it is like the whole. */
function uneven(width: number, height: number): Raster {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const busy = x * 3 > width * 2;
    rgba[4 * i] = busy ? (x * y * 37) % 256 : 40;
    rgba[4 * i + 1] = busy ? (x * 91) % 256 : y;
    rgba[4 * i + 2] = busy ? (y * 57) % 256 : 200;
  }
  return { width, height, rgba };
}

/** Compares both ways, there and back. Returns how far decoded colours are apart, exactly and as a draft. */
async function compare({ tiled, whole }: { tiled: Codec; whole: Codec }, picture: Raster) {
  const [parts, all] = [await tiled.encodeWithLatents(picture), await whole.encodeWithLatents(picture)];
  const turned = all.grid.codes.filter((code, cell) => code !== parts.grid.codes[cell]).length;
  const wanted = await whole.decodePlanes(all.grid);
  const exact = await tiled.decodePlanes(all.grid);
  const draft = await tiled.decodePlanes(all.grid, { draft: true });
  return {
    turned,
    cells: all.grid.codes.length,
    latents: largestDifference(parts.latents, all.latents),
    exact: largestDifference(exact, wanted),
    draft: largestDifference(draft, wanted),
    again: largestDifference(await tiled.decodePlanes(all.grid), exact),
  };
}

const levels = (channels: readonly number[]) => ({
  block_out_channels: channels,
  down_block_types: channels.map(() => 'DownEncoderBlock2D'),
  up_block_types: channels.map(() => 'UpDecoderBlock2D'),
});

test.each([
  ['two levels', { ...levels([8, 16]), norm_num_groups: 4 }, [64, 96]],
  [
    'attention and two layers a level',
    { ...levels([8, 8, 16]), layers_per_block: 2, norm_num_groups: 4, mid_block_add_attention: true },
    [192, 132],
  ],
  ['coarse levels of its own', { ...levels([16, 8, 4, 4, 4, 4]), norm_num_groups: 2 }, [416, 288]],
] as const)('a codec with %s gives in tiles what it gives as a whole', async (_, codecConfig, [width, height]) => {
  const { folder, remove } = await tinyModelFolder({ codecConfig });
  onTestFinished(remove);
  // Tiles of 32 pixels.
  const { numbersPerPixel } = (await readModelFolder(folder)).manifest.codec.tiles ?? { numbersPerPixel: 0 };
  const codecs = await bothWays(folder, 32 * 32 * numbersPerPixel * 4);
  const { exact, turned, again } = await compare(codecs, uneven(width, height));
  expect(exact).toBeLessThan(SHADE);
  expect(turned).toBe(0);
  expect(again).toBe(0);
});

test("Pocket's pictures have no seams and the same codes in tiles", async () => {
  const root = mkdtempSync(join(tmpdir(), 'dimoo-tiles-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const checkpoint = fileURLToPath(new URL('../../../../native-models/bundled', import.meta.url));
  const folder = join(root, 'model');
  await convertCheckpoint({ checkpoint, out: folder, precision: 'fp32' });
  const codecs = await bothWays(folder, 2 ** 22);
  const scenes = await readOwnPicture(readFileSync(fixture('scenes/scenes.png')));
  const picture = await resize(scenes, { width: 512, height: 512 });
  const found = await compare(codecs, picture);
  expect(found.exact).toBeLessThan(SHADE);
  expect(found.turned).toBe(0);
  // A draft shows that the picture is uneven enough for the correction to be needed.
  expect(found.draft).toBeGreaterThan(SHADE);
  expect(found.draft).toBeLessThan(20 * SHADE);
});

test('a picture of the usual size goes through as a whole, bit for bit as before', async () => {
  const { folder, remove } = await tinyModelFolder();
  onTestFinished(remove);
  const model = await readModelFolder(folder);
  const [usual, whole] = [await openCodec(model, where), await openCodec(model, where, WHOLE)];
  const picture = uneven(256, 256);
  const { grid, latents } = await usual.encodeWithLatents(picture);
  expect(await whole.encodeWithLatents(picture)).toEqual({ grid, latents });
  expect(await whole.decodePlanes(grid)).toEqual(await usual.decodePlanes(grid));
  await Promise.all([usual.close(), whole.close()]);
});

test('tiles tell how much is done, and what listens to them ends the work', async () => {
  const { folder, remove } = await tinyModelFolder();
  onTestFinished(remove);
  const { tiled } = await bothWays(folder, 32 * 32 * 64);
  const grid = { columns: 64, rows: 48, codes: new Int32Array(64 * 48).fill(3) };
  const halves = [
    (onTile: OnTile, shade: number) => tiled.watched(onTile).encode(uneven(128, 96 + 2 * shade)),
    (onTile: OnTile) => tiled.watched(onTile).decode(grid),
  ];
  for (const run of halves) {
    const shares: number[] = [];
    await run((share) => shares.push(share), 0);
    expect(shares.length).toBeGreaterThan(4);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    let tiles = 0;
    const stop = () => {
      tiles++;
      throw cancelledError();
    };
    // Another picture, since the codes of the first are kept.
    await expect(run(stop, 1)).rejects.toThrow(cancelledError().message);
    expect(tiles).toBe(1);
  }
});
