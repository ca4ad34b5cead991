import { StudioError } from '../../preload/contract/errors.ts';
import { bytesPer, type FloatType, seemingType, toFloat32 } from '../checkpoint/floats.ts';
import type { StoredForm } from '../graph/stored-tensor.ts';
import { halvesOf, halvesOfBrain } from './halves.ts';
import { quantizeBlocks, quantizeRows } from './quantize.ts';

/** A form that a tensor's numbers are stored in; its scales follow from them. */
export type NumbersForm = Exclude<StoredForm, 'row-scales' | 'int4-scales' | 'int8-scales'>;

/** Whole rows of a tensor of the checkpoint. */
export interface RawRows {
  readonly tensor: string;
  readonly dtype: FloatType;
  /** Numbers in a row. */
  readonly width: number;
  readonly raw: Uint8Array;
}

/** Rows in a stored form. */
export interface EncodedRows {
  readonly values: Uint8Array;
  /** Null where the form has none. */
  readonly scales: Float32Array | null;
}

/**
 * Encodes rows in each of the forms.
 * @param scratch memory for their numbers between the calls
 * @throws StudioError 'model-invalid' where a number is not finite or is too large for a form
 */
export function encodeRows(
  rows: RawRows,
  forms: readonly NumbersForm[],
  scratch: Float32Array,
): readonly EncodedRows[] {
  const { tensor, dtype, raw, width } = rows;
  if (forms.every((form) => form === 'float16') && dtype === 'BF16') {
    return forms.map(() => ({ values: bytesOf(halvesOfBrain(raw, tensor)), scales: null }));
  }
  // Numbers that are stored as they are must not change once they are given away.
  const { values, notFinite } = toFloat32(raw, dtype, forms.includes('float32') ? undefined : scratch);
  if (notFinite > 0) throw StudioError.of('checkpoint.not-finite', { tensor, count: notFinite });
  return forms.map((form) => encode(values, form, width, tensor));
}

/** @throws StudioError 'model-invalid' where the first rows of a tensor seem to have another 16-bit type than it says */
export function checkType({ tensor, dtype, raw }: RawRows): void {
  const other = seemingType(raw, dtype);
  if (other !== null) throw StudioError.of('checkpoint.type-wrong', { tensor, type: dtype, other });
}

/** Bytes of a row in the checkpoint. */
export function rowBytes({ width, dtype }: Pick<RawRows, 'width' | 'dtype'>): number {
  return width * bytesPer(dtype);
}

function encode(numbers: Float32Array, form: NumbersForm, width: number, tensor: string): EncodedRows {
  if (form === 'float32') return { values: bytesOf(numbers), scales: null };
  if (form === 'float16') return { values: bytesOf(halvesOf(numbers, tensor)), scales: null };
  const quantized = form === 'int8' ? quantizeRows(numbers, width) : quantizeBlocks(numbers, width, bitsOf[form]);
  return { values: bytesOf(quantized.values), scales: quantized.scales };
}

const bitsOf = { 'int4-blocks': 4, 'int8-blocks': 8 } as const;

function bytesOf(numbers: ArrayBufferView): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
