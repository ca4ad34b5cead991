import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { knowsTask } from '../../../preload/contract/model-tasks.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { readRecipe, requestOfRecipe, writeRecipe } from '../../../preload/contract/recipe.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import { cacheFor } from '../../../preload/contract/speed.ts';
import { emptyDocument } from '../../../renderer/document/operations.ts';
import { storeOf } from '../../../renderer/document/project-store.ts';
import { maskPng, readMaskPng } from '../../../renderer/generation/pictures/mask-picture.ts';
import { requestOf } from '../../../renderer/generation/replay/request-of.ts';
import type { RunInput, TaskSettings } from '../../../renderer/generation/run/run-types.ts';
import {
  drawTasks,
  firstChoices,
  isVariantTask,
  knownVariants,
  needsOf,
} from '../../../renderer/generation/tasks/tasks.ts';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { type EngineProcess, type StoreProcess, startEngine, startStore } from '../services.ts';
import { Easel, pngOf, rasterIn } from './easel.ts';

/** How often the engine is started anew between a drawing and its replay. */
const RESTARTS = 0.15;
const PROMPTS = ['a red circle on a white background', 'three blue stars', 'a cat', '', 'ein “grünes” Quadrat 🙂'];
const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Draws at random as an artist does, and draws one of the results again. */
export async function replayRounds({ seed, model }: Settings): Promise<Rounds> {
  let engine = startEngine(model);
  const restart = async () => {
    await engine.kill();
    engine = startEngine(model);
    return engine;
  };
  const play = async (round: number, folder: string): Promise<Verdict> => {
    const chance = new Chance(seed, round);
    if (!engine.alive) await restart();
    const store = startStore(folder);
    try {
      return await playOne(engine, store, chance, { folder, restart });
    } finally {
      await store.kill();
    }
  };
  return { play, end: () => engine.kill() };
}

interface Place {
  readonly folder: string;
  readonly restart: () => Promise<EngineProcess>;
}

async function playOne(
  engine: EngineProcess,
  store: StoreProcess,
  chance: Chance,
  { folder, restart }: Place,
): Promise<Verdict> {
  const { manifest } = await engine.client.status({});
  const side = () => chance.int(3, 10) * 8;
  const size = { width: side(), height: side() };
  const { project } = await store.client.createProject({
    name: 'Replays',
    document: emptyDocument(size.width, size.height),
  });
  const bound = storeOf(store.client, project.id);
  const easel = new Easel(engine.client, bound, size);
  const first = inputOf(chance, manifest, 'generate', size);
  await easel.run.getState().run(first);
  if (easel.run.getState().phase === 'candidate') await easel.run.getState().accept();
  const what = await drawOn(easel, chance, manifest, bound);
  const { failure } = easel.run.getState();
  // A mix of which the region takes all or nothing, for instance. What was drawn before is drawn again.
  if (failure !== null && failure.kind !== 'bad-request')
    return { what, outcome: 'refused', faults: [failure.detail ?? failure.message] };
  // The last one is what the round is about: a candidate that goes on from another, for instance.
  const last = easel.drawn.at(-1);
  const node = last !== undefined && chance.happens(0.8) ? last : chance.pick(easel.drawn);
  const parts = { store: bound, page: easel.page };
  const request = await requestOf(parts, node);
  const isAnew = chance.happens(RESTARTS);
  const again = isAnew ? await restart() : engine;
  const faults = [
    ...(await differs(again, request, node, 'its record')),
    ...(await differs(again, await throughRecipe(request, node, folder), node, 'its recipe')),
  ];
  return {
    what: `${what}: ${node.task}, ${node.settings.steps} steps${isAnew ? ', by an engine of its own' : ''}`,
    outcome: faults.length > 0 ? 'other' : 'same',
    faults,
  };
}

async function differs(engine: EngineProcess, request: DrawRequest, node: Generation, from: string): Promise<string[]> {
  const { png } = await engine.client.draw(request);
  return (await sha256(png)) === node.picture ? [] : [`Drawn again from ${from}, the picture has other bytes.`];
}

/** The request after it was written into a file and read from it. */
async function throughRecipe(request: DrawRequest, node: Generation, folder: string): Promise<DrawRequest> {
  const { modelName: name, modelHash: hash, modelFamily: family, modelPrecision: precision, elementTypes } = node;
  const facts = {
    ...{ frame: node.frame, page: { width: node.pageWidth, height: node.pageHeight } },
    model: { name, hash, family, precision, elementTypes },
    ...{ provider: node.provider, versions: node.versions, result: node.picture },
  };
  const bytes = await writeRecipe(request, facts, {
    sha256,
    packPicture: async (raster) => pngOf(raster),
    packMask: async (mask) => maskPng(mask),
  });
  writeFileSync(join(folder, 'node.recipe.json'), bytes);
  return requestOfRecipe(readRecipe(bytes, 'node'), 'node', {
    sha256,
    readPicture: async (png) => rasterIn(png),
    readMask: async (png) => readMaskPng(png),
  });
}

function inputOf(
  chance: Chance,
  manifest: Manifest,
  task: RunInput['task'],
  size: { readonly width: number; readonly height: number },
): RunInput {
  const steps = chance.int(2, 6);
  const cache = cacheFor(chance.pick(['exact', 'exact', 'balanced', 'fast']), task, steps);
  const settings = {
    steps,
    textGuidance: chance.happens(0.4) ? 0 : chance.int(1, 8) / 2,
    samplingTemperature: chance.int(0, 10) / 10,
    ...(chance.happens(0.3) && { negativePrompt: 'grey' }),
    ...(cache && { cache }),
    ...(needsOf(task).slot !== null || task === 'edit' ? { imageGuidance: chance.int(0, 4) / 2 } : {}),
  };
  const share = () => chance.int(5, 95) / 100;
  const variants = Object.fromEntries(
    drawTasks.filter(isVariantTask).map((one) => [one, knownVariants(manifest, one)[0] ?? 'left']),
  );
  return {
    task,
    prompt: chance.pick(task === 'generate' ? PROMPTS.filter((words) => words !== '') : PROMPTS),
    settings: Object.fromEntries(drawTasks.map((one) => [one, settings])) as TaskSettings,
    seed: chance.int(0, 0xffff_ffff),
    size,
    choices: {
      ...firstChoices,
      sides: { left: chance.int(0, 20), top: chance.int(1, 20), right: chance.int(0, 20), bottom: chance.int(0, 20) },
      strength: share(),
      sketch: share(),
      variants: { ...firstChoices.variants, ...variants },
      edge: {
        feather: chance.happens(0.5) ? null : chance.int(0, 12),
        growth: chance.happens(0.5) ? 0 : chance.int(1, 6),
        context: chance.happens(0.5) ? null : chance.int(1, 8) / 4,
      },
    },
    reference: null,
    count: chance.int(1, 3),
    verify: false,
  };
}

const further = ['branch', 'unsure', 'mix'] as const;

/** Draws something from what is there: any task, or a candidate that goes on from another one. */
async function drawOn(
  easel: Easel,
  chance: Chance,
  manifest: Manifest,
  store: ReturnType<typeof storeOf>,
): Promise<string> {
  const tasks = drawTasks.filter((task) => knowsTask(manifest, task));
  const action = chance.pick([...tasks, ...further]);
  const { width, height } = easel.document.getState().document;
  easel.pixels = noise(chance, width, height);
  easel.frozen = chance.happens(0.25) ? spot(chance, width, height, 0.3) : null;
  const isFurther = further.some((one) => one === action);
  const task = isFurther ? 'generate' : (action as RunInput['task']);
  const needs = needsOf(task);
  const paints = needs.paint === 'must' || (needs.paint === 'may' && chance.happens(0.5));
  easel.mask = paints ? spot(chance, width, height, 0.8) : null;
  const hash = (await store.putBlob({ bytes: pngOf(noise(chance, 24, 16)), mediaType: 'image/png' })).hash;
  const input = { ...inputOf(chance, manifest, task, { width, height }), reference: { hash, name: 'Given' } };
  await easel.run.getState().run({ ...input, count: isFurther ? 2 : input.count });
  const run = easel.run.getState();
  if (action === 'branch') {
    run.showSteps(chance.int(1, 2));
    await easel.run.getState().branch('a yellow ring');
  }
  if (action === 'unsure') await run.redrawUnsure(chance.int(1, 9) / 10);
  if (action === 'mix') {
    easel.mask = spot(chance, width, height, 0.6);
    const settings = { ...input.settings.retouch };
    await run.mix(1, 'a green heart', settings);
  }
  return action;
}

function noise(chance: Chance, width: number, height: number): Raster {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  const [red, green, blue] = [chance.int(1, 9), chance.int(1, 9), chance.int(1, 9)];
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    rgba.set([(x * red) & 255, (y * green) & 255, ((x + y) * blue) & 255], at * 4);
  }
  return { width, height, rgba };
}

/** A rectangle of a mask, with a soft rim. */
function spot(chance: Chance, width: number, height: number, most: number): RegionMask {
  const [w, h] = [
    chance.int(2, Math.max(2, Math.floor(width * most))),
    chance.int(2, Math.max(2, Math.floor(height * most))),
  ];
  const [left, top] = [chance.int(0, width - w), chance.int(0, height - h)];
  const values = new Uint8Array(width * height);
  for (let y = top; y < top + h; y++) {
    for (let x = left; x < left + w; x++) {
      const isRim = x === left || y === top || x === left + w - 1 || y === top + h - 1;
      values[y * width + x] = isRim ? 128 : 255;
    }
  }
  return { width, height, values };
}
