import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeIcons } from '../../../tools/install/icons.mjs';
import { releaseSettings } from '../../../tools/install/package.mjs';

const root = join(import.meta.dirname, '../../..');
let icons = '';
beforeAll(async () => {
  icons = mkdtempSync(join(tmpdir(), 'dimoo-icons-'));
  await makeIcons(icons);
});
afterAll(() => rmSync(icons, { recursive: true, force: true }));

const iconSchema = z.object({ icon: z.string() });
const configSchema = z.object({
  directories: z.object({ buildResources: z.string() }),
  files: z.array(z.string()),
  extraResources: z.array(z.object({ from: z.string() })),
  linux: iconSchema.extend({ target: z.array(z.string()) }),
  mac: iconSchema,
  win: iconSchema,
});

/** Read as electron-builder reads it. */
function config(): z.infer<typeof configSchema> {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const yaml: { load: (text: string) => unknown } = createRequire(builder.resolve('app-builder-lib'))('js-yaml');
  return configSchema.parse(yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')));
}

/** The part of a pattern that names files: up to the first wildcard or variable. */
const named = (pattern: string) => pattern.replace(/^!/, '').replace(/[^/]*[*${].*$/, '');

/** Where what is built comes from: out/ is made, and not there in a fresh clone. */
function sourceOf(path: string): string {
  if (path.startsWith('out/icons')) return join(icons, path.slice('out/icons'.length));
  const [, room] = /^out\/(main|preload|renderer)\//.exec(path) ?? [];
  return join(root, room ?? path);
}

describe('electron-builder.yml', () => {
  test('names no file and no folder that does not exist', () => {
    const { directories, files, extraResources, linux, mac, win } = config();
    const paths = [
      directories.buildResources,
      ...files.map(named),
      ...extraResources.map(({ from }) => from),
      ...[linux, mac, win].map(({ icon }) => icon),
    ].filter((path) => path !== '');
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(sourceOf(path)))).toEqual([]);
  });

  test('has what a .deb asks for: an author with an address, a homepage, a description', () => {
    const { author, homepage, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(author.name).toMatch(/\S/);
    expect(author.email).toMatch(/^\S+@\S+\.\S+$/);
    expect(homepage).toMatch(/^https:/);
    expect(description).toMatch(/\S/);
    expect(config().linux.target).toEqual(expect.arrayContaining(['deb', 'AppImage', 'tar.gz']));
  });
});

describe('the icons', () => {
  test('are there for Linux in every usual size, each as large as its name says', async () => {
    const names = readdirSync(join(icons, 'linux'));
    expect(names).toHaveLength(10);
    for (const name of names) {
      const { width, height } = await sharp(join(icons, 'linux', name)).metadata();
      expect(`${width}x${height}.png`).toBe(name);
    }
    const { data } = await sharp(join(icons, 'linux', '64x64.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    // Drawn, with a corner that is left free.
    expect([data[3], new Set(data).size > 20]).toEqual([0, true]);
  });

  test('are one file for Windows, whose table leads to a PNG of each size', async () => {
    const file = readFileSync(join(icons, 'icon.ico'));
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
    const count = file.readUInt16LE(4);
    const sides = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const at = 6 + 16 * index;
        const png = file.subarray(file.readUInt32LE(at + 12)).subarray(0, file.readUInt32LE(at + 8));
        const { width, format } = await sharp(png).metadata();
        expect([format, (width ?? 0) % 256]).toEqual(['png', file.readUInt8(at)]);
        return width;
      }),
    );
    // 256 is what electron-builder insists on.
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test('are one file for macOS, of chunks that fill it', async () => {
    const file = readFileSync(join(icons, 'icon.icns'));
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length]);
    const sides: Record<string, number | undefined> = {};
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
      sides[file.toString('latin1', at, at + 4)] = (await sharp(png).metadata()).width;
    }
    expect(sides).toMatchObject({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic14: 512 });
  });
});

test('who signs a release and where its updates lie is said by variables, and nothing is said without them', () => {
  expect(releaseSettings({})).toEqual([]);
  const variables = {
    DIMOO_MAINTAINER: 'A <a@b.example>',
    DIMOO_UPDATES_URL: 'https://b.example/u',
    DIMOO_REQUIRE_SIGNATURE: '1',
  };
  expect(releaseSettings(variables)).toEqual([
    '-c.linux.maintainer=A <a@b.example>',
    '-c.publish.provider=generic',
    '-c.publish.url=https://b.example/u',
    '-c.forceCodeSigning=true',
  ]);
});
