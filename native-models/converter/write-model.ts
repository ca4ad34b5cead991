import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, manifestSchema } from '../../preload/contract/manifest.ts';
import { headOf } from '../architectures/denoiser.ts';
import { type CheckpointFiles, hashesOf, hashOf } from '../checkpoint/checkpoint-files.ts';
import { isFloatType } from '../checkpoint/floats.ts';
import { TensorFiles } from '../checkpoint/tensor-files.ts';
import type { FileJob } from './convert-file.ts';
import { convertFiles } from './convert-files.ts';
import { writeFileDurably, writeWeights } from './file-writer.ts';
import { ConversionJournal, JOURNAL_NAME } from './journal.ts';
import { MANIFEST_NAME, writeManifest } from './model-folder.ts';
import type { ConvertOptions, ConvertProgress, ModelNotes } from './options.ts';
import { buildParts, type Part } from './parts.ts';
import { type ConversionPlan, manifestOf, modelHashOf } from './plan.ts';
import { checkSpace } from './space.ts';
import { widerTensors } from './wider-tensors.ts';

/** What is written, and how it is named. */
export interface Writing {
  readonly options: ConvertOptions;
  readonly files: CheckpointFiles;
  readonly planned: ConversionPlan;
  readonly notes: ModelNotes;
  readonly version: string;
  /** Names the conversion, so that a later one goes on where this one was killed. */
  readonly key: string;
}

/**
 * Writes weights, graphs, tokenizer and, last of all, the manifest. Weights that a killed conversion has finished stay.
 * @throws StudioError 'model-invalid', 'disk-full'; errors of the file system
 */
export async function writeModel(folder: string, writing: Writing): Promise<Manifest> {
  const { options, files, planned, version } = writing;
  const journal = await ConversionJournal.open(folder, writing.key);
  await clearUnfinished(folder, journal);
  const opened: TensorFiles[] = [];
  try {
    const transformer = await TensorFiles.open(options.checkpoint, files.transformer);
    opened.push(transformer);
    const codec = await TensorFiles.open(join(options.checkpoint, 'vqvae'), files.codec);
    opened.push(codec);
    const wider =
      options.precision === 'int4' ? await widerTensors(headOf(planned.denoiser), transformer) : new Set<string>();
    const parts = buildParts(planned, transformer, codec, options, wider);
    const there = journal.files.flatMap(({ records }) => records).reduce((sum, { bytes }) => sum + bytes, 0);
    const needed = parts.reduce((sum, { graph }) => sum + graph.weightsBytes, 0);
    await checkSpace(folder, needed - there);
    const small = files.all.filter((name) => !files.transformer.names.includes(name));
    const hashes = await hashesOf(options.checkpoint, small, (done, of) => {
      options.onProgress?.({ stage: 'hashing', done, of });
    });
    const progress = await progressOf(options, files, parts);
    const transformerPart = parts.find(({ role }) => role === 'transformer');
    const jobs = jobsOf(folder, options.checkpoint, files, transformer, transformerPart);
    const records = await writeTransformer(jobs, journal, progress);
    records.push(...(await writeParts(folder, parts, version, progress)));
    records.push(...(await copyTokenizer(folder, options.checkpoint)));
    for (const { name, sha256 } of journal.files) hashes.set(name, sha256);
    const checkpoint = hashOf(files, hashes);
    const manifest = manifestSchema.parse({
      ...manifestOf(planned, modelHashOf(options, checkpoint), version, options.precision),
      ...writing.notes,
      ...(wider.size > 0 && { widerTensors: [...wider] }),
      files: records,
    });
    await writeManifest(join(folder, MANIFEST_NAME), manifest);
    await journal.end();
    return manifest;
  } finally {
    await Promise.all(opened.map((tensors) => tensors.close()));
  }
}

/** Removes what a killed conversion has begun and not finished. */
async function clearUnfinished(folder: string, journal: ConversionJournal): Promise<void> {
  const finished = new Set(journal.files.flatMap(({ records }) => records.map(({ name }) => name)));
  for (const name of await readdir(folder)) {
    if (!finished.has(name) && name !== JOURNAL_NAME) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Counts bytes of the transformer as they are read, and of the other parts as they are written. */
type CountBytes = (stage: ConvertProgress['stage'], bytes: number) => void;

async function progressOf(
  { checkpoint, onProgress }: ConvertOptions,
  { transformer }: CheckpointFiles,
  parts: readonly Part[],
): Promise<CountBytes> {
  const sizes = await Promise.all(transformer.names.map(async (name) => (await stat(join(checkpoint, name))).size));
  const others = othersOf(parts).flatMap(({ graph }) => graph.storedTensors.map(({ bytes }) => bytes));
  const of = [...sizes, ...others].reduce((sum, bytes) => sum + bytes, 0);
  let done = 0;
  return (stage, bytes) => {
    done += bytes;
    onProgress?.({ stage, done, of });
  };
}

function othersOf(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ role }) => role !== 'transformer');
}

/** A job for every file of the transformer. */
function jobsOf(
  folder: string,
  checkpoint: string,
  { transformer }: CheckpointFiles,
  tensors: TensorFiles,
  part: Part | undefined,
): readonly FileJob[] {
  const stored = Map.groupBy(part?.graph.storedTensors ?? [], ({ source }) => source);
  return transformer.names.map((name, index) => ({
    name,
    path: join(checkpoint, name),
    folder,
    tensors: tensors.entriesOf(index).flatMap(({ name: tensor, dtype, shape, begin, end }) => {
      const own = stored.get(tensor) ?? [];
      return own.length === 0 || !isFloatType(dtype) ? [] : [{ name: tensor, dtype, shape, begin, end, stored: own }];
    }),
  }));
}

/** Converts what the journal does not have. Returns all weights files of the transformer. */
async function writeTransformer(
  jobs: readonly FileJob[],
  journal: ConversionJournal,
  count: CountBytes,
): Promise<Manifest['files']> {
  const there = new Set(journal.files.map(({ name }) => name));
  for (const { name, path } of jobs) if (there.has(name)) count('transformer', (await stat(path)).size);
  await convertFiles(
    jobs.filter(({ name }) => !there.has(name)),
    { onBytes: (bytes) => count('transformer', bytes), onFile: (file) => journal.add(file) },
  );
  return journal.files.flatMap(({ records }) => records).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function writeParts(
  folder: string,
  parts: readonly Part[],
  version: string,
  count: CountBytes,
): Promise<Manifest['files']> {
  const records: Manifest['files'] = [];
  for (const { role, graph } of parts) {
    const name = `${role}.onnx`;
    records.push({ name, role, ...(await writeFileDurably(join(folder, name), graph.encode(version))) });
  }
  for (const { role, graph, tensors } of othersOf(parts)) {
    if (graph.storedTensors.length === 0) continue;
    const stage = role === 'canary' ? 'transformer' : 'codec';
    const read = (source: string) => tensors.read(source);
    records.push(await writeWeights(folder, `${role}.weights`, graph, read, (bytes) => count(stage, bytes)));
  }
  return records;
}

async function copyTokenizer(folder: string, checkpoint: string): Promise<Manifest['files']> {
  const names = [
    ['tokenizer.json', 'tokenizer'],
    ['tokenizer_config.json', 'tokenizer-config'],
  ] as const;
  const records: Manifest['files'] = [];
  for (const [name, role] of names) {
    const content = await readFile(join(checkpoint, name));
    records.push({ name, role, ...(await writeFileDurably(join(folder, name), content)) });
  }
  return records;
}
