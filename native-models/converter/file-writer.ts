import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { StoredTensor } from '../graph/stored-tensor.ts';
import { halvesOf } from './halves.ts';
import { quantizeBlocks, quantizeRows, wholeRows } from './quantize.ts';

type FileRecord = Manifest['files'][number];

/** Writes one file from front to back, and knows its size and sha256 when it is on the disk. */
export class FileWriter {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #bytes = 0;
  /** The last write, which goes on while the next bytes are made. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(await open(path, 'wx'));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes bytes that nobody changes any more, and waits for those before them. Their own errors come with the next call. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#writing;
    this.#bytes += bytes.length;
    this.#writing = this.#append(bytes);
    // Its error is the next call's.
    this.#writing.catch(() => undefined);
  }

  async #append(bytes: Uint8Array): Promise<void> {
    let at = 0;
    while (at < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at);
      at += bytesWritten;
    }
  }

  /** Zeros up to `offset`. */
  async padTo(offset: number): Promise<void> {
    if (offset < this.#bytes) throw new Error(`cannot go back to byte ${offset}`);
    await this.write(new Uint8Array(offset - this.#bytes));
  }

  /** Waits until the content is on the disk. */
  async finish(): Promise<{ bytes: number; sha256: string }> {
    await this.#writing;
    await this.#handle.sync();
    await this.#handle.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  /** Closes without waiting for the disk; harmless after `finish`. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#handle.close().catch(() => {});
  }
}

/** Writes a whole small file and waits until it is on the disk. */
export async function writeFileDurably(path: string, content: Uint8Array): Promise<{ bytes: number; sha256: string }> {
  const writer = await FileWriter.create(path);
  try {
    await writer.write(content);
    return await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** Reads the numbers of a tensor of the checkpoint, in pieces of any length. */
export type ReadTensor = (source: string) => AsyncIterable<Float32Array>;

/**
 * Writes a graph's weights file tensor by tensor; no more than two pieces of one tensor are in
 * memory. `onBytes` receives the bytes written since its last call.
 */
export async function writeWeights(
  folder: string,
  name: string,
  graph: GraphBuilder,
  read: ReadTensor,
  onBytes: (bytes: number) => void,
): Promise<FileRecord> {
  const writer = await FileWriter.create(join(folder, name));
  const scales = new Map<string, Float32Array[]>();
  try {
    for (const tensor of graph.storedTensors) {
      await writer.padTo(tensor.offset);
      for await (const piece of storedPieces(tensor, read, scales)) {
        await writer.write(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
        onBytes(piece.byteLength);
      }
      if (writer.bytes !== tensor.offset + tensor.bytes) {
        throw new Error(`${tensor.source} gave ${writer.bytes - tensor.offset} bytes of ${tensor.bytes}`);
      }
    }
    return { name, role: 'weights', ...(await writer.finish()) };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

type Numbers = Float32Array | Float16Array | Int8Array | Uint8Array;

/** A tensor in its stored form, in pieces. The scales of its rows wait in `scales` until they are written. */
async function* storedPieces(
  { source, form, dims }: StoredTensor,
  read: ReadTensor,
  scales: Map<string, Float32Array[]>,
): AsyncGenerator<Numbers> {
  if (form === 'float32') yield* read(source);
  else if (form === 'float16') for await (const piece of read(source)) yield halvesOf(piece, source);
  else if (form === 'row-scales' || form === 'int4-scales' || form === 'int8-scales') {
    yield* scales.get(`${form} ${source}`) ?? [];
  } else {
    const width = dims.slice(1).reduce((all, extent) => all * extent, 1);
    const found: Float32Array[] = [];
    scales.set(`${scalesOf[form]} ${source}`, found);
    for await (const rows of wholeRows(read(source), width)) {
      const quantized = form === 'int8' ? quantizeRows(rows, width) : quantizeBlocks(rows, width, bitsOf[form]);
      found.push(quantized.scales);
      yield quantized.values;
    }
  }
}

const scalesOf = { int8: 'row-scales', 'int4-blocks': 'int4-scales', 'int8-blocks': 'int8-scales' } as const;
const bitsOf = { 'int4-blocks': 4, 'int8-blocks': 8 } as const;
