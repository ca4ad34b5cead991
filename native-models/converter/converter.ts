import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { type CheckpointFiles, findCheckpointFiles, hashFiles } from '../checkpoint/checkpoint-files.ts';
import { readVocabulary } from '../checkpoint/vocabulary.ts';
import { conversionKey, hasBegun } from './journal.ts';
import { checkReplaceable, holds, readManifest, writeFolderAtomically } from './model-folder.ts';
import type { ConvertOptions, ConvertResult } from './options.ts';
import { modelHashOf, planConversion } from './plan.ts';
import { writeModel } from './write-model.ts';

export type { ConvertOptions, ConvertProgress, ConvertResult } from './options.ts';

/** Raised with every change of the graphs or of their inputs and outputs. Models of another version are converted again. */
export const CONVERTER_VERSION = '11';

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
  const existing = await existingModel(options, files, version, vocabulary);
  if (existing !== null) return { manifest: existing, converted: false, passedOver: [] };
  await checkReplaceable(options.out);
  const planned = await planConversion(options.checkpoint, files, options.codeOffset ?? null);
  const { precision, codeOffset } = options;
  const key = await conversionKey(options.checkpoint, files.all, { precision, codeOffset, version });
  let manifest: Manifest | null = null;
  await writeFolderAtomically(
    options.out,
    async (folder) => {
      manifest = await writeModel(folder, { options, files, planned, vocabulary, version, key });
    },
    (folder) => hasBegun(folder, key),
  );
  if (manifest === null) throw new Error('the model was not written');
  return { manifest, converted: true, passedOver: planned.passedOver };
}

/** The manifest of `out` where it is what a conversion would write. Only then the checkpoint is hashed before it is read. */
async function existingModel(
  options: ConvertOptions,
  files: CheckpointFiles,
  version: string,
  vocabulary: Manifest['vocabulary'] | null,
): Promise<Manifest | null> {
  const existing = await readManifest(options.out);
  const mayBe =
    existing?.converterVersion === version &&
    existing.precision === options.precision &&
    isDeepStrictEqual(existing.vocabulary ?? null, vocabulary);
  if (!mayBe) return null;
  const hash = await hashFiles(options.checkpoint, files, (done, of) => {
    options.onProgress?.({ stage: 'hashing', done, of });
  });
  return existing.modelHash === modelHashOf(options, hash) && (await holds(options.out, existing)) ? existing : null;
}
