import { isDeepStrictEqual } from 'node:util';
import { CONVERTER_VERSION, type Manifest } from '../../preload/contract/manifest.ts';
import { type CheckpointFiles, findCheckpointFiles, hashFiles } from '../checkpoint/checkpoint-files.ts';
import { keptCard, readCard } from '../checkpoint/model-card-files.ts';
import { readVocabulary } from '../checkpoint/vocabulary.ts';
import { conversionKey, hasBegun } from './journal.ts';
import { checkReplaceable, holds, readManifest, replaceManifest, writeFolderAtomically } from './model-folder.ts';
import type { ConvertOptions, ConvertResult, ModelNotes } from './options.ts';
import { modelHashOf, planConversion } from './plan.ts';
import { writeModel } from './write-model.ts';

export type { ConvertOptions, ConvertProgress, ConvertResult } from './options.ts';

/**
 * Turns a checkpoint into a model folder. Where `out` already holds this very model, made by this converter, with every hash
 * as it should be, nothing is written. Where a conversion of the same files was killed, it goes on with the next file.
 * @throws StudioError for everything that is wrong with the config files and heads of a checkpoint before anything is
 * written, and for wrong numbers as soon as they are read; nothing of `out` changes then
 */
export async function convertCheckpoint(options: ConvertOptions): Promise<ConvertResult> {
  const files = await findCheckpointFiles(options.checkpoint);
  options.onProgress?.({ stage: 'hashing', done: 0, of: 0 });
  const version = options.exposeHidden === true ? `${CONVERTER_VERSION}+hidden` : CONVERTER_VERSION;
  const vocabulary = await readVocabulary(options.checkpoint);
  const notes: ModelNotes = { ...keptCard(await readCard(options.checkpoint)), ...(vocabulary && { vocabulary }) };
  const existing = await existingModel(options, files, version, notes);
  if (existing !== null) return { manifest: existing, converted: false, passedOver: [] };
  await checkReplaceable(options.out);
  const planned = await planConversion(options.checkpoint, files, options.codeOffset ?? null);
  const { precision, codeOffset } = options;
  const key = await conversionKey(options.checkpoint, files.all, { precision, codeOffset, version });
  let manifest: Manifest | null = null;
  await writeFolderAtomically(
    options.out,
    async (folder) => {
      manifest = await writeModel(folder, { options, files, planned, notes, version, key });
    },
    (folder) => hasBegun(folder, key),
  );
  if (manifest === null) throw new Error('the model was not written');
  return { manifest, converted: true, passedOver: planned.passedOver };
}

/**
 * The manifest of `out` where it is what a conversion would write, but for its notes, which are then written anew. Only then
 * the checkpoint is hashed before it is read.
 */
async function existingModel(
  options: ConvertOptions,
  files: CheckpointFiles,
  version: string,
  notes: ModelNotes,
): Promise<Manifest | null> {
  const existing = await readManifest(options.out);
  if (existing?.converterVersion !== version || existing.precision !== options.precision) return null;
  const hash = await hashFiles(options.checkpoint, files, (done, of) => {
    options.onProgress?.({ stage: 'hashing', done, of });
  });
  if (existing.modelHash !== modelHashOf(options, hash) || !(await holds(options.out, existing))) return null;
  const { vocabulary, licence, description, ...model } = existing;
  const noted: Manifest = { ...model, ...notes };
  if (!isDeepStrictEqual(noted, existing)) await replaceManifest(options.out, noted);
  return noted;
}
