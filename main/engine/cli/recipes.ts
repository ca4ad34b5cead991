/** Draws a recipe of the studio again, and compares the bytes. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_RECIPE_BYTES, RECIPE_ENDING, readRecipe, requestOfRecipe } from '../../../preload/contract/recipe.ts';
import { isOtherModel, type MakingDiffers, whatDiffers } from '../../../preload/contract/what-differs.ts';
import { maskOf } from '../pictures/files.ts';
import { openEngine } from './engine.ts';
import { say, tell, UNKNOWN, writeResult } from './options.ts';
import { pictureIn } from './pictures.ts';
import { showProgress } from './progress.ts';

interface RecipeOptions {
  /** Absolute. */
  readonly file: string;
  /** Absolute. The picture gets the name of the recipe there. */
  readonly folder: string;
  readonly model: string | undefined;
  /** Whether it is drawn also with another model than its own. */
  readonly otherModel: boolean;
}

/**
 * Draws a recipe, and writes the picture as the window would keep it: of a part that was redrawn the patch alone.
 * @throws StudioError as `readRecipe` and `draw`, and where the bytes are others though nothing is different
 */
export async function drawRecipe({ file, folder, model, otherModel }: RecipeOptions): Promise<void> {
  const name = basename(file);
  const recipe = readRecipe(await bytesOf(file), name);
  const engine = await openEngine(model);
  const made = {
    modelName: recipe.model.name,
    modelHash: recipe.model.hash,
    modelPrecision: recipe.model.precision,
    ...{ provider: recipe.provider, versions: recipe.versions },
  };
  const differences = whatDiffers(made, await engine.client.status({}));
  if (isOtherModel(differences) && !otherModel) {
    await engine.close();
    throw StudioError.of('cli.other-model', { model: recipe.model.name, hash: recipe.model.hash.slice(0, 64) });
  }
  for (const difference of differences) say(inWords(difference));
  const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const request = await requestOfRecipe(recipe, name, {
    sha256,
    readPicture: (png) => pictureIn(png, name),
    readMask: async (png) => maskOf(await pictureIn(png, name)),
  });
  const { png } = await engine.client.draw(request, { onEvent: showProgress() });
  const isSame = (await sha256(png)) === recipe.result;
  const out = join(
    folder,
    `${name.toLowerCase().endsWith(RECIPE_ENDING) ? name.slice(0, -RECIPE_ENDING.length) : name}.png`,
  );
  await writeResult(out, png);
  await engine.close();
  if (!isSame && differences.length === 0) {
    await tell(out);
    throw StudioError.of('cli.other-bytes', { path: out });
  }
  say(isSame ? 'It is the same picture, byte for byte.' : 'It is a different picture: its bytes are not the same.');
  await tell(out);
}

const names: Readonly<Record<MakingDiffers['name'], string>> = {
  model: 'model',
  modelHash: 'hash of the model',
  precision: 'precision',
  provider: 'provider',
  studio: 'version of the studio',
  runtime: 'library',
};

function inWords({ name, made, now }: MakingDiffers): string {
  return `Different: the ${names[name]} was ${made ?? 'not recorded'}, and is ${now} now.`;
}

/** No more of the file is read than a recipe may have. */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw StudioError.of('cli.no-file', { path: file });
      if (stat.size > MOST_RECIPE_BYTES) {
        const megabytes = MOST_RECIPE_BYTES / 1024 ** 2;
        throw StudioError.of('recipe.large', { file: basename(file), megabytes });
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw StudioError.of('cli.no-file', { path: file }, { cause });
    throw StudioError.of('cli.unread', { path: file, code: code ?? UNKNOWN }, { cause });
  }
}
