import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { readDrawings } from '../../native-models/evaluation/drawings.ts';
import { type Expected, expectSchema } from '../../native-models/judge/expect.ts';
import { knowledgeOf } from '../../native-models/judge/reading.ts';
import { parseWorld } from '../../native-models/judge/world.ts';
import type { Raster } from '../../preload/contract/pictures.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const world = parseWorld(JSON.parse(readFileSync(at('../../native-models/pocket/world.json'), 'utf8')));
const folder = new URL('../../native-models/pocket/drawings/', import.meta.url);
export const drawings = await readDrawings(folder, world.styles);
export const knowledge = knowledgeOf(world, drawings);
const schema = expectSchema(world);

export const expected = (facts: unknown): Expected => schema.parse(facts);

export interface KnownScene {
  readonly name: string;
  /** The picture as a PNG. */
  readonly png: Buffer;
  readonly facts: Expected;
}

const TILE = 128;
const COLUMNS = 10;

/** The rendered scenes of test/fixtures/scenes. */
export async function knownScenes(): Promise<KnownScene[]> {
  const folder = at('../fixtures/scenes');
  const lines = readFileSync(join(folder, 'scenes.jsonl'), 'utf8').trim().split('\n');
  return Promise.all(
    lines.map(async (line, i) => ({
      name: `scene ${i}`,
      png: await sharp(join(folder, 'scenes.png'))
        .extract({ left: TILE * (i % COLUMNS), top: TILE * Math.floor(i / COLUMNS), width: TILE, height: TILE })
        .png()
        .toBuffer(),
      facts: expected(JSON.parse(line)),
    })),
  );
}

/** Pixels of a picture, after another program has worked on it. */
export async function rasterOf(png: Buffer, work: (picture: Sharp) => Sharp = (picture) => picture): Promise<Raster> {
  const worked = await work(sharp(png)).toBuffer();
  const { data, info } = await sharp(worked).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
}

/** The folder with scenes of another renderer, or null where it does not lie beside the repository (which is said). */
export const samples: string | null = findSamples();

function findSamples(): string | null {
  const folder = resolve(process.env.DIMOO_WORLD_SAMPLES ?? join(dirname(at('../..')), 'shared/world/samples'));
  if (existsSync(join(folder, 'scenes.jsonl'))) return folder;
  console.warn(`No scenes at ${folder}: tests on another renderer's pictures are skipped. Set DIMOO_WORLD_SAMPLES.`);
  return null;
}

interface SampleScene {
  file: string;
  caption: string;
  scene: {
    background: { kind: string; colour?: string; from?: string; to?: string };
    items: { group: number; box: number; cx: number; cy: number }[];
    groups: { count: number; size: string; name: string; colour?: string; style?: string }[];
    relation?: string;
  };
}

/** The scenes of another renderer with their facts and captions. */
export function sampleScenes(folder: string): (KnownScene & { caption: string })[] {
  return readFileSync(join(folder, 'scenes.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SampleScene)
    .map(({ file, caption, scene }) => ({
      name: file,
      png: readFileSync(join(folder, file)),
      caption,
      facts: expected({
        background: caption.slice(caption.lastIndexOf(' on ') + 4),
        objects: scene.groups.map((group, index) => ({
          ...group,
          boxes: scene.items.filter((item) => item.group === index).map(({ cx, cy, box }) => [cx, cy, box]),
        })),
        ...(scene.relation && { relation: scene.relation }),
      }),
    }));
}
