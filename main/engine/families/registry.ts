/** All families of models, one entry each, and how a model folder finds its family. */
import { StudioError } from '../../../preload/contract/errors.ts';
import { familyOf } from '../../../preload/contract/manifest.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { readModelFolder, verifyModelFolder } from '../models/folder.ts';
import type { Family, FamilyModel } from './family.ts';
import { luminaDimoo } from './lumina-dimoo/lumina-dimoo.ts';

const families: readonly Family[] = [luminaDimoo];

/**
 * Verifies and loads a model folder by the family that its manifest names.
 * @param say receives a note where the model cannot run on the wanted provider
 * @throws StudioError 'model-missing', 'model-invalid', 'unsupported' or 'out-of-memory'
 */
export async function openModel(
  path: string,
  say: (note: Told) => void = () => undefined,
  known: readonly Family[] = families,
): Promise<FamilyModel> {
  const folder = await readModelFolder(path);
  const name = familyOf(folder.manifest);
  const family = known.find((each) => each.name === name);
  if (family === undefined) {
    const names = known.map((each) => each.name).join(', ');
    throw StudioError.of('model.family-unknown', { path, family: name, known: names });
  }
  await verifyModelFolder(folder, { quick: true });
  return family.open(folder, say);
}
