import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { bytesPer, floatTypes, isFloatType, seemingType, toFloat32 } from './floats.ts';
import { isObject, readJsonFile } from './json.ts';
import { readExactly } from './read-exactly.ts';
import { headerLength, parseHeader, type TensorEntry } from './safetensors-header.ts';

const MAX_INDEX_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 8 * 1024 * 1024;
/** No slash, no dots at the front: an index may be hostile and must not reach outside its folder. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*\.safetensors$/;

interface Located {
  readonly entry: TensorEntry;
  readonly file: number;
}

/**
 * The tensors of one network: a single safetensors file, or several with an index. Opens them,
 * checks every header, and hands out numbers a few megabytes at a time, never a file as a whole.
 */
export class TensorFiles {
  readonly #handles: readonly FileHandle[];
  readonly #tensors: ReadonlyMap<string, Located>;
  readonly #taken = new Set<string>();

  private constructor(handles: readonly FileHandle[], tensors: ReadonlyMap<string, Located>) {
    this.#handles = handles;
    this.#tensors = tensors;
  }

  /** `files` are names in `folder`, as `weightFilesOf` found them. */
  static async open(folder: string, files: WeightFiles): Promise<TensorFiles> {
    const handles: FileHandle[] = [];
    try {
      const tensors = new Map<string, Located>();
      for (const [index, file] of files.names.entries()) {
        const handle = await open(join(folder, file), 'r').catch((cause: unknown) => {
          throw StudioError.of('checkpoint.file-unread', { file }, { cause });
        });
        handles.push(handle);
        for (const entry of await readEntries(handle, file)) {
          if (tensors.has(entry.name)) {
            throw StudioError.of('checkpoint.tensor-twice', { tensor: entry.name });
          }
          tensors.set(entry.name, { entry, file: index });
        }
      }
      checkIndex(files, tensors);
      return new TensorFiles(handles, tensors);
    } catch (error) {
      await Promise.all(handles.map((handle) => handle.close()));
      throw error;
    }
  }

  /** Notes that `name` is used; throws where it is absent, of another shape, or not of floats. */
  take(name: string, shape: readonly number[]): string {
    const entry = this.#tensors.get(name)?.entry;
    if (entry === undefined) throw StudioError.of('checkpoint.tensor-absent', { tensor: name });
    if (entry.shape.join() !== shape.join()) {
      const shapes = { shape: entry.shape.join(', '), wanted: shape.join(', ') };
      throw StudioError.of('checkpoint.tensor-shape', { tensor: name, ...shapes });
    }
    if (!isFloatType(entry.dtype)) throw otherType(name, entry.dtype);
    this.#taken.add(name);
    return name;
  }

  /** Checks that every tensor was read, since an unknown part must not be ignored. @throws StudioError 'unsupported' */
  refuseRest(harmless: readonly RegExp[]): void {
    for (const name of this.#tensors.keys()) {
      if (this.#taken.has(name) || harmless.some((pattern) => pattern.test(name))) continue;
      throw StudioError.of('checkpoint.tensor-unknown', { tensor: name });
    }
  }

  /** How many numbers all tensors hold together. */
  get numbers(): number {
    return [...this.#tensors.values()].reduce(
      (sum, { entry }) => sum + entry.shape.reduce((all, extent) => all * extent, 1),
      0,
    );
  }

  /** How many files there are. */
  get count(): number {
    return this.#handles.length;
  }

  /** The tensors of a file, which counts from 0, in ascending order of their bytes. */
  entriesOf(file: number): readonly TensorEntry[] {
    const own = [...this.#tensors.values()].filter((located) => located.file === file);
    return own.map(({ entry }) => entry).sort((a, b) => a.begin - b.begin);
  }

  /** The file of a tensor, from 0, and the tensor's first byte there. */
  placeOf(name: string): { readonly file: number; readonly begin: number } {
    const located = this.#tensors.get(name);
    if (located === undefined) throw StudioError.of('checkpoint.tensor-absent', { tensor: name });
    return { file: located.file, begin: located.entry.begin };
  }

  /** The tensors of two extents, in order of name. */
  matrices(): readonly { readonly name: string; readonly rows: number; readonly width: number }[] {
    return [...this.#tensors.values()]
      .flatMap(({ entry: { name, shape } }) => {
        const [rows, width, more] = shape;
        return rows === undefined || width === undefined || more !== undefined ? [] : [{ name, rows, width }];
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Rows [from, to) of a matrix as float32. */
  async readRows(name: string, from: number, to: number): Promise<Float32Array> {
    const located = this.#tensors.get(name);
    const handle = located && this.#handles[located.file];
    if (located === undefined || handle === undefined)
      throw StudioError.of('checkpoint.tensor-absent', { tensor: name });
    const { dtype, begin, shape } = located.entry;
    if (!isFloatType(dtype)) throw otherType(name, dtype);
    const rowBytes = shape.slice(1).reduce((all, extent) => all * extent, bytesPer(dtype));
    return toFloat32(await readExactly(handle, begin + from * rowBytes, (to - from) * rowBytes, name), dtype).values;
  }

  shapeOf(name: string): readonly number[] | null {
    return this.#tensors.get(name)?.entry.shape ?? null;
  }

  /** The tensor's numbers in order, as float32, in pieces of at most 16 MB. */
  async *read(name: string): AsyncGenerator<Float32Array> {
    const located = this.#tensors.get(name);
    const handle = located && this.#handles[located.file];
    if (located === undefined || handle === undefined) {
      throw StudioError.of('checkpoint.tensor-absent', { tensor: name });
    }
    const { dtype, begin, end } = located.entry;
    if (!isFloatType(dtype)) throw otherType(name, dtype);
    const step = CHUNK_BYTES - (CHUNK_BYTES % bytesPer(dtype));
    for (let at = begin; at < end; at += step) {
      const raw = await readExactly(handle, at, Math.min(step, end - at), name);
      // A vector may hold numbers near 1 alone.
      const other = at === begin && located.entry.shape.length > 1 ? seemingType(raw, dtype) : null;
      if (other !== null) throw StudioError.of('checkpoint.type-wrong', { tensor: name, type: dtype, other });
      const { values, notFinite } = toFloat32(raw, dtype);
      if (notFinite > 0) throw StudioError.of('checkpoint.not-finite', { tensor: name, count: notFinite });
      yield values;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle.close()));
  }
}

/** The safetensors files of a network. */
export interface WeightFiles {
  readonly names: readonly string[];
  /** The index's file name and its map from tensors to files; null for a single file. */
  readonly index: { readonly name: string; readonly map: ReadonlyMap<string, string> } | null;
}

/**
 * Finds `{stem}.safetensors` or the files that `{stem}.safetensors.index.json` names.
 * @param within the folder's path in the checkpoint, with a slash at its end, as errors name it
 * @throws StudioError 'model-missing' where there is neither, 'model-invalid' where the index is not as it should be
 */
export async function weightFilesOf(folder: string, stem: string, within = ''): Promise<WeightFiles> {
  const single = `${stem}.safetensors`;
  const indexName = `${single}.index.json`;
  const [hasSingle, hasIndex] = await Promise.all([isFile(join(folder, single)), isFile(join(folder, indexName))]);
  const [file, shownIndex] = [`${within}${single}`, `${within}${indexName}`];
  if (hasSingle && hasIndex) throw StudioError.of('checkpoint.both-weights', { file, index: shownIndex });
  if (hasSingle) return { names: [single], index: null };
  if (!hasIndex) throw StudioError.of('checkpoint.no-weights', { file, index: shownIndex });
  const index = await readJsonFile(join(folder, indexName), shownIndex, MAX_INDEX_BYTES);
  const weightMap = index.weight_map;
  if (!isObject(weightMap)) throw StudioError.of('checkpoint.index-no-map', { file: shownIndex });
  const map = new Map<string, string>();
  for (const [tensor, named] of Object.entries(weightMap)) {
    if (typeof named !== 'string') throw StudioError.of('checkpoint.index-no-name', { file: shownIndex, tensor });
    if (!PLAIN_NAME.test(named)) {
      throw StudioError.of('checkpoint.index-name', { file: shownIndex, named: JSON.stringify(named) });
    }
    map.set(tensor, named);
  }
  return { names: [...new Set(map.values())].sort(), index: { name: indexName, map } };
}

function checkIndex(files: WeightFiles, tensors: ReadonlyMap<string, Located>): void {
  if (files.index === null) return;
  for (const [tensor, file] of files.index.map) {
    const located = tensors.get(tensor);
    if (located === undefined || files.names[located.file] !== file) {
      throw StudioError.of('checkpoint.index-wrong', { file: files.index.name, tensor, named: file });
    }
  }
  for (const tensor of tensors.keys()) {
    if (!files.index.map.has(tensor)) {
      throw StudioError.of('checkpoint.index-lacks', { tensor, file: files.index.name });
    }
  }
}

async function readEntries(handle: FileHandle, file: string): Promise<readonly TensorEntry[]> {
  const { size } = await handle.stat();
  const first = await readExactly(handle, 0, Math.min(8, size), file);
  const length = headerLength(first, size, file);
  return parseHeader(await readExactly(handle, 8, length, file), size, file);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

function otherType(tensor: string, type: string): StudioError {
  return StudioError.of('checkpoint.tensor-type', { tensor, type, known: floatTypes.join(', ') });
}
