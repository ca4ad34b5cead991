import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { failureOf, StudioError } from '../../../preload/contract/errors.ts';
import {
  MOST_RECIPE_BYTES,
  RECIPE_ENDING,
  type Recipe,
  readRecipe,
  requestOfRecipe,
  writeRecipe,
} from '../../../preload/contract/recipe.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import { fillsCells } from '../../../preload/contract/tasks.ts';
import { nameOfPicture } from '../../generation/pictures/generation-layer.ts';
import { maskPng, readMaskPng } from '../../generation/pictures/mask-picture.ts';
import { detailsOfRequest, type Replayed, replayRow } from '../../generation/replay/replay-row.ts';
import { requestOf } from '../../generation/replay/request-of.ts';
import { lookedAt } from '../../generation/run/kept-inputs.ts';
import { knownTaskOf } from '../../generation/tasks/recorded-task.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { ReplayState, ToReplay } from '../replay-types.ts';

type Parts = Pick<
  ProjectParts,
  'engine' | 'store' | 'page' | 'decoder' | 'desktop' | 'newId' | 'notify' | 'hold' | 'words'
>;

/** A drawing that is drawn again: its request, and what its record takes over. */
interface Source {
  readonly request: DrawRequest;
  readonly replayed: Replayed;
}

const closed = { asked: null, phase: 'asked', progress: null, failure: null, result: null } as const;

/** Draws drawings of one project again, and those of recipes, and compares the bytes. */
export function createReplay(parts: Parts): StoreApi<ReplayState> {
  let abort: AbortController | null = null;
  let recipe: { readonly recipe: Recipe; readonly file: string } | null = null;
  const sourceOf = (asked: ToReplay): Promise<Source> => {
    if (asked.generation !== null) return sourceOfRecord(parts, asked.generation.id);
    if (recipe === null) throw new Error('A recipe that is asked about was read.');
    return sourceOfFile(parts, recipe.recipe, recipe.file);
  };
  const state = createStore<ReplayState>()((set, get) => ({
    ...closed,
    ask: (generation) => {
      if (abort !== null) return;
      const { prompt, task } = generation;
      set({ ...closed, asked: { generation, prompt, task, made: generation } });
    },
    askRecipe: ({ name, size, read }) =>
      guarded(parts, async () => {
        if (abort !== null) return;
        const file = name.slice(0, 120);
        if ((size ?? 0) > MOST_RECIPE_BYTES) {
          throw StudioError.of('recipe.large', { file, megabytes: MOST_RECIPE_BYTES / 1024 ** 2 });
        }
        const bytes = await read();
        recipe = { recipe: readRecipe(bytes, file), file };
        const { request, model, provider, versions } = recipe.recipe;
        const made = { modelName: model.name, modelHash: model.hash, modelPrecision: model.precision };
        const prompt = 'prompt' in request ? request.prompt : '';
        set({
          ...closed,
          asked: { generation: null, prompt, task: request.task, made: { ...made, provider, versions } },
        });
      }),
    chooseRecipe: () =>
      guarded(parts, async () => {
        const chosen = await parts.desktop.openRecipe({});
        if (chosen === null) return;
        const { name, content } = chosen;
        if (content === 'too-large') {
          throw StudioError.of('recipe.large', { file: name, megabytes: MOST_RECIPE_BYTES / 1024 ** 2 });
        }
        if (content === 'unreadable') throw StudioError.of('files.unread', { file: name });
        await get().askRecipe({ name, size: content.length, read: async () => content });
      }),
    draw: async () => {
      const { asked } = get();
      if (asked === null || abort !== null) return;
      const controller = new AbortController();
      abort = controller;
      const release = parts.hold();
      set({ phase: 'drawing', progress: null, failure: null, result: null });
      try {
        const { request, replayed } = await sourceOf(asked);
        const result = await parts.engine.draw(request, {
          signal: controller.signal,
          onEvent: ({ step, of }) => set({ progress: { step, of } }),
        });
        controller.signal.throwIfAborted();
        const row = replayRow(replayed, result, await sha256(new Uint8Array(result.png)), parts.newId);
        const record = await parts.store.commitGeneration(row);
        set({ phase: 'done', result: record });
      } catch (error) {
        const failure = failureOf(error);
        if (controller.signal.aborted || failure.kind === 'cancelled') set(closed);
        else {
          if (failure.kind === 'internal') console.error(failure.detail ?? failure.message);
          set({ phase: 'failed', failure });
        }
      } finally {
        abort = null;
        release();
      }
    },
    close: () => {
      if (abort !== null) abort.abort();
      else set(closed);
    },
    exportRecipe: (listed) =>
      guarded(parts, async () => {
        const generation = await parts.store.getGeneration({ id: listed.id });
        const bytes = await recipeOf(parts, generation);
        const suggestedName = `${nameOfPicture(parts.words(), generation)}${RECIPE_ENDING}`;
        const { saved } = await parts.desktop.saveRecipe({ suggestedName, bytes });
        if (saved) parts.notify('done', ({ historyPage }) => historyPage.recipe.saved);
      }),
  }));
  return state;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sourceOfRecord(parts: Parts, id: string): Promise<Source> {
  const generation = await parts.store.getGeneration({ id });
  const request = await requestOf(parts, generation);
  const mask = generation.mask === null ? null : (await parts.store.getBlob({ hash: generation.mask })).bytes;
  return { request, replayed: { ...generation, parentId: generation.id, mask: mask && new Uint8Array(mask) } };
}

/** Everything that draws a drawing again, as a file. */
async function recipeOf(parts: Parts, generation: Generation): Promise<Uint8Array<ArrayBuffer>> {
  const request = await requestOf(parts, generation);
  const { modelName, modelHash, modelFamily, modelPrecision, elementTypes, provider, versions } = generation;
  const facts = {
    frame: generation.frame,
    page: { width: generation.pageWidth, height: generation.pageHeight },
    model: { name: modelName, hash: modelHash, family: modelFamily, precision: modelPrecision, elementTypes },
    ...{ provider, versions },
    result: generation.picture,
  };
  return writeRecipe(request, facts, {
    sha256: (bytes) => sha256(new Uint8Array(bytes)),
    packPicture: async (raster) => (await parts.decoder.pack({ raster })).png,
    packMask: async (mask) => maskPng(mask),
  });
}

/** A drawing of a recipe. Its pictures become pictures of the project, so that its record can be drawn again, too. */
async function sourceOfFile({ decoder, store }: Parts, recipe: Recipe, file: string): Promise<Source> {
  const request = await requestOfRecipe(recipe, file, {
    sha256,
    readPicture: async (bytes) => (await decoder.read({ bytes, name: '' })).raster,
    readMask: async (bytes) => readMaskPng(bytes),
  });
  const put = async (bytes: Uint8Array<ArrayBuffer>) => (await store.putBlob({ bytes, mediaType: 'image/png' })).hash;
  const { frame, page } = recipe;
  const task = knownTaskOf(request.task);
  const details = detailsOfRequest(request);
  const picture = 'picture' in request ? request.picture : null;
  const ground =
    picture !== null && task !== null && fillsCells(task) && needsOf(task).region
      ? lookedAt(picture, frame, details.sides)
      : picture;
  const png = ground === null || request.task === 'mix' ? null : (await decoder.pack({ raster: ground })).png;
  const style = 'stylePicture' in request ? (await decoder.pack({ raster: request.stylePicture })).png : null;
  const mask = 'regionMask' in request ? request.regionMask : null;
  const frozen = 'freezeMask' in request ? (request.freezeMask ?? null) : null;
  return {
    request,
    replayed: {
      task: request.task,
      prompt: 'prompt' in request ? request.prompt : '',
      details,
      frame,
      pageWidth: page.width,
      pageHeight: page.height,
      givenPicture: png && (await put(new Uint8Array(png))),
      givenStyle: style && (await put(new Uint8Array(style))),
      freezeMask: frozen && (await put(maskPng(frozen))),
      parentId: null,
      picture: recipe.result,
      mask: mask && maskPng(mask),
    },
  };
}
