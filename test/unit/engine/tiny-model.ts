import { afterAll } from 'vitest';
import { loadModel, type Model } from '../../../main/engine/models/model.ts';
import { tinyModelFolder } from '../../helpers/tiny-model-folder.ts';

/** The tiny model loaded, for a whole file of tests: closed and taken away after the last. */
export async function openTinyModel(): Promise<Model> {
  const { folder, remove } = await tinyModelFolder();
  const model = await loadModel(folder);
  afterAll(async () => {
    await model.close();
    remove();
  });
  return model;
}
