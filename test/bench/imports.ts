import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { layers } from '../e2e/flow.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { memoryOf } from './memory.ts';

const WIDTH = 4000;
const HEIGHT = 3000;

export interface ImportNumbers {
  readonly pictures: number;
  /** Seconds of each quarter of the pictures, as they were brought in. */
  readonly quarters: readonly number[];
  /** Bytes after each quarter. */
  readonly memory: readonly number[];
}

/** Brings photos of 12 megapixels in by the dialog, a quarter of them at a time. */
export async function measureImports(pictures: number): Promise<ImportNumbers> {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-photos-'));
  const home = freshHome();
  try {
    const files: string[] = [];
    for (let at = 0; at < pictures; at++) files.push(await photo(folder, at));
    const studio = await launchStudio({ home });
    try {
      return { pictures, ...(await bringIn(studio, files)) };
    } finally {
      await studio.quit().catch(() => undefined);
    }
  } finally {
    removeHome(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bringIn({ app, page }: Studio, files: readonly string[]) {
  const quarters: number[] = [];
  const memory: number[] = [];
  const each = Math.ceil(files.length / 4);
  await page.getByRole('button', { name: 'Bring in pictures' }).waitFor({ timeout: 60_000 });
  for (let from = 0; from < files.length; from += each) {
    const some = files.slice(from, from + each);
    await app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    }, some);
    const began = performance.now();
    await page.getByRole('button', { name: 'Bring in pictures' }).click();
    await layers(page)
      .nth(from + some.length - 1)
      .waitFor({ timeout: 600_000 });
    quarters.push((performance.now() - began) / 1000);
    await page.waitForTimeout(3000);
    memory.push(await memoryOf(app));
  }
  return { quarters, memory };
}

async function photo(folder: string, at: number): Promise<string> {
  const file = join(folder, `photo-${String(at).padStart(2, '0')}.jpg`);
  // Small noise made large has what a photo has: no flat parts, and a few megabytes.
  const noise = Buffer.from(Array.from({ length: 60 * 45 * 3 }, (_, i) => (i * 7919 * (at + 3)) % 251));
  await sharp(noise, { raw: { width: 60, height: 45, channels: 3 } })
    .resize(WIDTH, HEIGHT, { kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toFile(file);
  return file;
}
