/**
 * `npm run bench -- --words FOLDER`: how often the window marks the right thing when it is named in words. The jobs are
 * those of `python -m pocket.suites.named_parts --out FOLDER`; the code is the window's own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { z } from 'zod';
import { openEngine } from '../../main/engine/cli/engine.ts';
import { drawDefaults } from '../../preload/contract/model-tasks.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { maskOfParts, partsOfMap } from '../../renderer/document/map-parts.ts';
import { partViews } from '../../renderer/document/part-views.ts';
import { partsNamed } from '../../renderer/state/project/words-in-picture.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { first: { type: 'string', default: '96' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('Say which folder holds named-parts.jsonl.');

const jobSchema = z.object({ image: z.string(), words: z.string(), truth: z.string().nullable() });
/** The overlap from which a marked thing counts as the right one. */
const RIGHT = 0.5;

async function rasterOf(picture: string | Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
}

/** The overlap over what both cover; 1 where both are empty. */
function overlap(marked: Uint8Array, truth: Uint8Array): number {
  let [both, either] = [0, 0];
  for (const [at, value] of marked.entries()) {
    const [isMarked, isTrue] = [value > 127, (truth[at] ?? 0) > 127];
    if (isMarked && isTrue) both++;
    if (isMarked || isTrue) either++;
  }
  return either === 0 ? 1 : both / either;
}

const lines = readFileSync(join(folder, 'named-parts.jsonl'), 'utf8').trim().split('\n').slice(0, Number(values.first));
const engine = await openEngine(process.env.DIMOO_MODEL);
const working = { signal: new AbortController().signal, tell: () => undefined };
const [there, absent]: [number[], number[]] = [[], []];
for (const line of lines) {
  const { image, words, truth } = jobSchema.parse(JSON.parse(line));
  const picture = await rasterOf(join(folder, image));
  const settings = drawDefaults(engine.manifest, 'predict');
  const asked = { task: 'predict', variant: 'segmentation', picture, settings, seed: 0 } as const;
  const map = await rasterOf(new Uint8Array((await engine.client.draw(asked)).png));
  const parts = partsOfMap(map);
  const named = await partsNamed({ engine: engine.client }, partViews(picture, parts), words, working);
  const empty = new Uint8Array(picture.width * picture.height);
  const marked = maskOfParts(map, parts, named)?.values ?? empty;
  const wanted = truth === null ? empty : (await rasterOf(join(folder, truth))).rgba.filter((_, at) => at % 4 === 0);
  const score = overlap(marked, wanted);
  (truth === null ? absent : there).push(score);
  process.stdout.write(`${score.toFixed(2)}  ${words}${truth === null ? ' (absent)' : ''}\n`);
}
await engine.close();
const mean = there.reduce((sum, score) => sum + score, 0) / there.length;
process.stdout.write(
  `there: mean overlap ${mean.toFixed(3)}, right ${there.filter((score) => score >= RIGHT).length} of ${there.length}; ` +
    `absent: nothing marked in ${absent.filter((score) => score === 1).length} of ${absent.length}\n`,
);
