/** Lists the models on this computer, with what their own files say of them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { partOf } from '../../../preload/contract/error-codes.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import { makerOf } from '../../../preload/contract/manifest.ts';
import type { HashState, ListedModel } from '../../../preload/contract/models.ts';
import { modelFolders, type Shelf } from '../../model-shelf.ts';
import { findMissing, fingerprintOf } from './check-hashes.ts';
import { findModelFolders, type ModelFolder, readModelFolder } from './folder.ts';

/** Where models are looked for, besides the places that the shelf names. */
export interface Places {
  /** The data folder. */
  readonly data: string;
  /** Folders that are listed besides, such as the one that DIMOO_MODEL names. */
  readonly others: readonly string[];
}

/** The bundled model first, then those in the folders of models by name, then those that lie elsewhere. */
export async function listModels(shelf: Shelf, places: Places): Promise<ListedModel[]> {
  const folders = modelFolders(shelf, places.data);
  const bundledAt = bundledFolder(places.data);
  const known = await modelPaths(shelf, places.data);
  const paths = [...new Set([...(bundledAt === null ? [] : [bundledAt]), ...known, ...places.others])];
  return Promise.all(
    paths.map(async (path) => ({
      ...(await listed(path, shelf)),
      isBundled: path === bundledAt,
      isOwn: folders.includes(dirname(path)),
    })),
  );
}

/** The folders of all models that the studio knows. One that is the studio's is among them where it is gone, too. */
export async function modelPaths(shelf: Shelf, data: string): Promise<string[]> {
  const own = await Promise.all(modelFolders(shelf, data).map((folder) => findModelFolders(folder)));
  return [...new Set([...own.flat(), ...shelf.elsewhere, ...(shelf.chosen === null ? [] : [shelf.chosen])])];
}

async function listed(path: string, shelf: Shelf): Promise<Omit<ListedModel, 'isBundled' | 'isOwn'>> {
  const said = { path, checkpoint: checkpointOf(path, shelf) };
  try {
    const model = await readModelFolder(path);
    const { name, precision, transformer, tasks, nativeSizes, modelHash, files } = model.manifest;
    const { licence = null, description = {} } = model.manifest;
    const { layers, width } = transformer;
    const maker = makerOf(model.manifest);
    return {
      ...said,
      facts: { name, precision, layers, width, tasks, nativeSizes, modelHash, licence, description, maker },
      problem: null,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      hash: hashState(model, shelf),
    };
  } catch (error) {
    const { message, code, params } = failureOf(error);
    // What a model's folder is refused for has plain values.
    const problem =
      code === undefined ? partOf('model.none-there', { path }) : { message, code, params: plain(params) };
    return { ...said, facts: null, problem, bytes: 0, hash: { state: 'unchecked' } };
  }
}

/** Where the checkpoint is that a model was made of; null where that is not known, or where it is gone. */
function checkpointOf(path: string, { about }: Shelf): string | null {
  const checkpoint = about[path]?.checkpoint;
  return checkpoint !== undefined && existsSync(join(checkpoint, 'config.json')) ? checkpoint : null;
}

const plainSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const plain = (params: unknown) => plainSchema.catch({}).parse(params);

function hashState(model: ModelFolder, shelf: Shelf): HashState {
  const missing = findMissing(model);
  if (missing !== null) return { state: 'damaged', file: missing };
  const check = shelf.checks[model.path];
  if (check === undefined || check.files !== fingerprintOf(model)) return { state: 'unchecked' };
  return check.damaged === null ? { state: 'whole', at: check.at } : { state: 'damaged', file: check.damaged };
}

const noteSchema = z.object({ folder: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/) });

/** The folder of the bundled model, as its conversion has noted it; null before the first start. */
export function bundledFolder(data: string): string | null {
  try {
    const { folder } = noteSchema.parse(JSON.parse(readFileSync(join(data, 'models', 'bundled.json'), 'utf8')));
    return join(data, 'models', folder);
  } catch {
    return null;
  }
}
