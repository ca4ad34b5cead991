import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { parseJsonObject } from './json.ts';

/** Bytes per number of every type that the format knows. Only the floats below can be converted. */
const BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/** The largest header that the format allows (https://github.com/huggingface/safetensors). */
export const MAX_HEADER_BYTES = 100_000_000; // the format's own limit
const LENGTH_BYTES = 8;

/** A tensor's entry in a header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes in the file, from its very beginning. */
  readonly begin: number;
  readonly end: number;
}

const offset = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(offset).max(8),
  data_offsets: z.tuple([offset, offset]),
});

/** Length of the header from the file's first 8 bytes; throws where the file cannot hold it. */
export function headerLength(first: Uint8Array, fileBytes: number, file: string): number {
  if (first.length < LENGTH_BYTES || fileBytes < LENGTH_BYTES) throw broken(file, 'it ends before its header');
  const length = new DataView(first.buffer, first.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) throw broken(file, `it claims a header of ${length} bytes`);
  if (length > BigInt(fileBytes - LENGTH_BYTES))
    throw broken(file, `its header of ${length} bytes ends after the file`);
  return Number(length);
}

/**
 * What a header says, checked against the file: known types, byte counts that fit the shapes, and
 * data that fills the rest of the file without gap or overlap.
 */
export function parseHeader(header: Uint8Array, fileBytes: number, file: string): readonly TensorEntry[] {
  const dataStart = LENGTH_BYTES + header.length;
  const text = decodeText(header, file);
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(parseJsonObject(text, `The header of ${file}`))) {
    if (name === '__metadata__') continue;
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success) throw broken(file, `its entry for "${name}" is malformed`);
    const { dtype, shape, data_offsets: range } = parsed.data;
    checkSize(file, name, dtype, shape, range);
    entries.push({ name, dtype, shape, begin: dataStart + range[0], end: dataStart + range[1] });
  }
  checkCoverage(file, entries, dataStart, fileBytes);
  return entries;
}

function checkSize(
  file: string,
  name: string,
  dtype: string,
  shape: readonly number[],
  range: readonly [number, number],
) {
  const width = BYTES[dtype];
  if (width === undefined) throw broken(file, `"${name}" is of the unknown type ${dtype}`);
  const bytes = shape.reduce((all, extent) => all * extent, width);
  if (!Number.isSafeInteger(bytes)) throw broken(file, `"${name}" has the impossible shape [${shape.join(', ')}]`);
  if (range[1] - range[0] !== bytes) {
    throw broken(file, `"${name}" needs ${bytes} bytes for its shape but has ${range[1] - range[0]}`);
  }
}

function checkCoverage(file: string, entries: readonly TensorEntry[], dataStart: number, fileBytes: number): void {
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = dataStart;
  for (const entry of inOrder) {
    if (entry.end > fileBytes) throw broken(file, `"${entry.name}" ends after the file; it may be cut short`);
    if (entry.begin < reached) throw broken(file, `"${entry.name}" overlaps another tensor`);
    if (entry.begin > reached) throw broken(file, `there is a gap before "${entry.name}"`);
    reached = entry.end;
  }
  if (reached !== fileBytes) throw broken(file, `${fileBytes - reached} bytes at its end belong to no tensor`);
}

function decodeText(header: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(header);
  } catch (cause) {
    throw new StudioError('model-invalid', `The header of ${file} is not text.`, { cause });
  }
}

function broken(file: string, what: string): StudioError {
  return new StudioError('model-invalid', `${file} is not a sound safetensors file: ${what}.`);
}
