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
  if (first.length < LENGTH_BYTES || fileBytes < LENGTH_BYTES) {
    throw StudioError.of('checkpoint.header-absent', { file });
  }
  const length = new DataView(first.buffer, first.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw StudioError.of('checkpoint.header-huge', { file, bytes: String(length) });
  }
  if (length > BigInt(fileBytes - LENGTH_BYTES)) {
    throw StudioError.of('checkpoint.header-cut', { file, bytes: String(length) });
  }
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
  for (const [name, value] of Object.entries(parseJsonObject(text, file, 'header'))) {
    if (name === '__metadata__') continue;
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success) throw StudioError.of('checkpoint.entry-malformed', { file, tensor: name });
    const { dtype, shape, data_offsets: range } = parsed.data;
    checkSize(file, name, dtype, shape, range);
    entries.push({ name, dtype, shape, begin: dataStart + range[0], end: dataStart + range[1] });
  }
  checkCoverage(file, entries, dataStart, fileBytes);
  return entries;
}

function checkSize(
  file: string,
  tensor: string,
  type: string,
  shape: readonly number[],
  range: readonly [number, number],
) {
  const width = BYTES[type];
  if (width === undefined) throw StudioError.of('checkpoint.type-unknown', { file, tensor, type });
  const bytes = shape.reduce((all, extent) => all * extent, width);
  if (!Number.isSafeInteger(bytes)) {
    throw StudioError.of('checkpoint.shape-impossible', { file, tensor, shape: shape.join(', ') });
  }
  const given = range[1] - range[0];
  if (given !== bytes) throw StudioError.of('checkpoint.bytes-differ', { file, tensor, wanted: bytes, bytes: given });
}

function checkCoverage(file: string, entries: readonly TensorEntry[], dataStart: number, fileBytes: number): void {
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = dataStart;
  for (const entry of inOrder) {
    const tensor = entry.name;
    if (entry.end > fileBytes) throw StudioError.of('checkpoint.file-cut', { file, tensor });
    if (entry.begin < reached) throw StudioError.of('checkpoint.tensors-overlap', { file, tensor });
    if (entry.begin > reached) throw StudioError.of('checkpoint.tensors-gap', { file, tensor });
    reached = entry.end;
  }
  if (reached !== fileBytes) throw StudioError.of('checkpoint.bytes-left', { file, bytes: fileBytes - reached });
}

function decodeText(header: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(header);
  } catch (cause) {
    throw StudioError.of('checkpoint.header-no-text', { file }, { cause });
  }
}
