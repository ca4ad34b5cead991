import type { ElementType } from './onnx-proto.ts';

/**
 * How a tensor [rows, ...] of the checkpoint is stored:
 * - `float32` and `float16`: its numbers.
 * - `int8`: whole numbers from -127 to 127, with one float32 factor for every row in `row-scales`.
 * - `int4-blocks` and `int8-blocks`: whole numbers for blocks of `BLOCK` numbers of a row, in the layout of MatMulNBits,
 *   with one float32 factor for every block in `int4-scales` or `int8-scales`.
 *   https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#commicrosoftmatmulnbits
 */
export type StoredForm =
  | 'float32'
  | 'float16'
  | 'int8'
  | 'row-scales'
  | 'int4-blocks'
  | 'int4-scales'
  | 'int8-blocks'
  | 'int8-scales';

/** Numbers that share a factor in the forms that are stored in blocks. */
export const BLOCK = 32;

/** One tensor of a weights file, in the order in which it must be written: scales come after what they scale. */
export interface StoredTensor {
  readonly file: string;
  /** What the one who writes the file looks the numbers up by. */
  readonly source: string;
  readonly form: StoredForm;
  /** The shape in the checkpoint. */
  readonly dims: readonly number[];
  readonly offset: number;
  readonly bytes: number;
}

/** Type and shape of a tensor of `dims` as a graph sees it in this form. The first extent is always the number of rows. */
export function layoutOf(form: StoredForm, dims: readonly number[]): StoredLayout {
  const rows = dims[0] ?? 1;
  const blocks = Math.ceil(product(dims.slice(1)) / BLOCK);
  const layouts: Readonly<Record<StoredForm, StoredLayout>> = {
    float32: { type: 'float32', dims },
    float16: { type: 'float16', dims },
    int8: { type: 'int8', dims },
    'row-scales': { type: 'float32', dims: [rows] },
    'int4-blocks': { type: 'uint8', dims: [rows, blocks, BLOCK / 2] },
    'int4-scales': { type: 'float32', dims: [rows, blocks] },
    'int8-blocks': { type: 'uint8', dims: [rows, blocks, BLOCK] },
    'int8-scales': { type: 'float32', dims: [rows, blocks] },
  };
  return layouts[form];
}

/** Element type and shape of a stored tensor. */
export interface StoredLayout {
  readonly type: ElementType;
  readonly dims: readonly number[];
}

const BYTES = { float32: 4, float16: 2, int8: 1, uint8: 1, int32: 4, int64: 8, float64: 8, bool: 1 } as const;

/** Bytes of a tensor of this layout. */
export function bytesOf({ type, dims }: StoredLayout): number {
  return BYTES[type] * product(dims);
}

/** The number of elements of a shape. */
export function product(dims: readonly number[]): number {
  return dims.reduce((all, extent) => all * extent, 1);
}
