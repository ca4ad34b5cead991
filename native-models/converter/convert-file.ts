import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { FloatType } from '../checkpoint/floats.ts';
import { readExactly } from '../checkpoint/read-exactly.ts';
import type { StoredTensor } from '../graph/stored-tensor.ts';
import { isScales } from '../graph/weights-files.ts';
import { checkType, encodeRows, type NumbersForm, type RawRows, rowBytes } from './encode.ts';
import { FileWriter } from './file-writer.ts';

/** A tensor of a file of the checkpoint, and what is to be stored of it. */
export interface FileTensor {
  readonly name: string;
  readonly dtype: FloatType;
  readonly shape: readonly number[];
  /** Bytes in the file. */
  readonly begin: number;
  readonly end: number;
  /** Empty where nothing is stored. */
  readonly stored: readonly StoredTensor[];
}

/** A file of the checkpoint that becomes one or two weights files. Plain data, since it goes to a thread. */
export interface FileJob {
  /** The file's name in the checkpoint. */
  readonly name: string;
  readonly path: string;
  /** Where the weights files are written. */
  readonly folder: string;
  /** In ascending order of their bytes, without gaps. */
  readonly tensors: readonly FileTensor[];
}

/** What became of a file of the checkpoint. */
export interface ConvertedFile {
  readonly name: string;
  /** Of the file of the checkpoint. */
  readonly sha256: string;
  readonly records: Manifest['files'];
}

/** About as many bytes are read at once. */
const PIECE = 8 * 1024 * 1024;

/**
 * Converts a file of the checkpoint in one pass over its bytes: they are hashed, encoded and written as they come.
 * @param onBytes receives the bytes read since its last call
 * @throws StudioError 'model-invalid'; errors of the file system
 */
export async function convertFile(job: FileJob, onBytes: (bytes: number) => void): Promise<ConvertedFile> {
  const hash = createHash('sha256');
  const outputs = new Outputs(job.folder);
  const handle = await open(job.path, 'r');
  try {
    const { size } = await handle.stat();
    let encoder: TensorEncoder | null = null;
    const scratch = new Float32Array(PIECE / 2);
    for await (const { raw, tensor, isLast } of piecesOf(handle, size, job)) {
      hash.update(raw);
      if (tensor !== null) {
        encoder ??= new TensorEncoder(tensor, outputs, scratch);
        await encoder.take(raw);
        if (isLast) await encoder.finish();
        if (isLast) encoder = null;
      }
      onBytes(raw.length);
    }
    return { name: job.name, sha256: hash.digest('hex'), records: await outputs.finish() };
  } catch (error) {
    await outputs.abandon();
    throw error;
  } finally {
    await handle.close();
  }
}

interface Piece {
  readonly raw: Uint8Array;
  /** Null between tensors. */
  readonly tensor: FileTensor | null;
  readonly isLast: boolean;
}

/** The file from front to back in pieces of whole rows. The next piece is read while one is worked on. */
async function* piecesOf(handle: FileHandle, size: number, { tensors, name }: FileJob): AsyncGenerator<Piece> {
  const spans = [...spansOf(tensors, size)];
  const read = async (index: number): Promise<Piece | null> => {
    const span = spans[index];
    if (span === undefined) return null;
    return { raw: await readExactly(handle, span.begin, span.end - span.begin, name), ...span };
  };
  let next = read(0);
  for (let index = 0; index < spans.length; index += 1) {
    const piece = await next;
    next = read(index + 1);
    // A reader that gives up leaves this read behind, whose error nobody asks for.
    next.catch(() => undefined);
    if (piece !== null) yield piece;
  }
}

interface Span extends Omit<Piece, 'raw'> {
  readonly begin: number;
  readonly end: number;
}

function* spansOf(tensors: readonly FileTensor[], size: number): Generator<Span> {
  let at = 0;
  for (const tensor of tensors) {
    yield* split(at, tensor.begin, PIECE, null);
    const row = rowBytes(rowsOf(tensor));
    yield* split(tensor.begin, tensor.end, Math.max(row, PIECE - (PIECE % row)), tensor);
    at = tensor.end;
  }
  yield* split(at, size, PIECE, null);
}

function* split(begin: number, end: number, step: number, tensor: FileTensor | null): Generator<Span> {
  for (let at = begin; at < end; at += step) {
    const to = Math.min(at + step, end);
    yield { begin: at, end: to, tensor, isLast: to === end };
  }
}

function rowsOf({ name, dtype, shape }: FileTensor): Omit<RawRows, 'raw'> {
  return { tensor: name, dtype, width: shape.slice(1).reduce((all, extent) => all * extent, 1) };
}

/** Encodes a tensor, piece by piece. */
class TensorEncoder {
  readonly #tensor: FileTensor;
  readonly #outputs: Outputs;
  readonly #scratch: Float32Array;
  readonly #numbers: readonly (StoredTensor & { readonly form: NumbersForm })[];
  /** Of the forms in turn, piece by piece. */
  readonly #scales: Float32Array[][];
  #isFirst = true;

  constructor(tensor: FileTensor, outputs: Outputs, scratch: Float32Array) {
    this.#tensor = tensor;
    this.#scratch = scratch;
    this.#outputs = outputs;
    this.#numbers = tensor.stored.filter((one): one is StoredTensor & { form: NumbersForm } => !isScales(one.form));
    this.#scales = this.#numbers.map(() => []);
  }

  async take(raw: Uint8Array): Promise<void> {
    const rows = { ...rowsOf(this.#tensor), raw };
    // A vector may hold numbers near 1 alone.
    if (this.#isFirst && this.#tensor.shape.length > 1) checkType(rows);
    const forms = this.#numbers.map(({ form }) => form);
    for (const [index, { values, scales }] of encodeRows(rows, forms, this.#scratch).entries()) {
      const stored = this.#numbers[index];
      if (stored === undefined) throw new Error('more forms than were asked for');
      await this.#outputs.write(stored, values, this.#isFirst);
      if (scales !== null) this.#scales[index]?.push(scales);
    }
    this.#isFirst = false;
  }

  async finish(): Promise<void> {
    for (const stored of this.#tensor.stored) {
      if (!isScales(stored.form)) continue;
      const index = this.#numbers.findIndex(({ file }) => file === stored.file);
      for (const [part, scales] of (this.#scales[index] ?? []).entries()) {
        await this.#outputs.write(
          stored,
          new Uint8Array(scales.buffer, scales.byteOffset, scales.byteLength),
          part === 0,
        );
      }
    }
  }
}

/** The weights files that a file of the checkpoint becomes. */
class Outputs {
  readonly #folder: string;
  readonly #writers = new Map<string, FileWriter>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Appends to a tensor. Its first bytes go to its offset. */
  async write({ file, offset }: StoredTensor, bytes: Uint8Array, isFirst: boolean): Promise<void> {
    let writer = this.#writers.get(file);
    if (writer === undefined) {
      writer = await FileWriter.create(join(this.#folder, file));
      this.#writers.set(file, writer);
    }
    if (isFirst) await writer.padTo(offset);
    await writer.write(bytes);
  }

  async finish(): Promise<Manifest['files']> {
    const records: Manifest['files'] = [];
    for (const [name, writer] of this.#writers) records.push({ name, role: 'weights', ...(await writer.finish()) });
    return records;
  }

  async abandon(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.abandon();
  }
}
