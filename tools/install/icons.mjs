/**
 * The studio's icons, all of them made from tools/install/icon.svg: PNG files of every size for Linux, one file that
 * holds them for Windows (.ico) and one for macOS (.icns). Both hold PNG files as they are, one after the other.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';

const SOURCE = join(root, 'tools', 'install', 'icon.svg');
/** Sides in pixels. */
const SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
/** Types of icns entries by side, those for a screen of double density among them. */
const MAC = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Where electron-builder.yml looks for them. */
export const iconFolder = join(root, 'out', 'icons');

/** Makes them anew: a second, and nothing is kept that could be of an older drawing. */
export async function makeIcons(folder = iconFolder) {
  const sharp = createRequire(join(root, 'package.json'))('sharp');
  const svg = await readFile(SOURCE);
  const pngs = new Map();
  for (const side of SIZES) pngs.set(side, await sharp(svg).resize(side, side).png().toBuffer());
  await mkdir(join(folder, 'linux'), { recursive: true });
  // electron-builder reads the size from the name.
  for (const [side, png] of pngs) await writeFile(join(folder, 'linux', `${side}x${side}.png`), png);
  await writeFile(join(folder, 'icon.ico'), ico(WINDOWS.map((side) => [side, pngs.get(side)])));
  await writeFile(join(folder, 'icon.icns'), icns(MAC.map(([type, side]) => [type, pngs.get(side)])));
}

/** @param {[number, Buffer][]} images side and PNG; see https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, [side, png]] of images.entries()) {
    const at = 6 + 16 * index;
    // A byte: 256 is written as 0.
    head.writeUInt8(side % 256, at);
    head.writeUInt8(side % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
}

/** @param {[string, Buffer][]} images type and PNG; lengths count their own eight bytes */
function icns(images) {
  const entries = images.flatMap(([type, png]) => [chunkHead(type, png.length + 8), png]);
  return Buffer.concat([chunkHead('icns', 8 + entries.reduce((sum, { length }) => sum + length, 0)), ...entries]);
}

function chunkHead(type, length) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 4);
  return head;
}
