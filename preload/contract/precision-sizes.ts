import type { Precision } from './manifest.ts';

/** How many weights a model has, by what becomes of them in the conversion. */
export interface WeightCounts {
  /** In the matrices of the transformer's blocks. */
  readonly blocks: number;
  /** In the table of tokens and in the output head. */
  readonly tables: number;
  /** Rows of all these matrices. Some precisions keep a factor for each row. */
  readonly rows: number;
  /** Gains of the transformer's norms. */
  readonly norms: number;
  readonly codec: number;
}

type BytesPer = { readonly [Part in keyof WeightCounts]: number };

/** Bytes of each weight on disk, and of each row of a matrix what it has besides. */
const bytesPer = {
  fp32: { blocks: 4, tables: 4, rows: 0, norms: 4, codec: 4 },
  fp16: { blocks: 2, tables: 2, rows: 0, norms: 4, codec: 4 },
  // Blocks of 32 share four bytes. Of the two tables, the one of tokens has a factor for every row and the other for every block.
  int8: { blocks: 1.125, tables: 1.0625, rows: 0, norms: 4, codec: 4 },
  'int8-fast': { blocks: 1, tables: 1, rows: 4, norms: 4, codec: 4 },
  int4: { blocks: 0.625, tables: 1.0625, rows: 0, norms: 4, codec: 4 },
} as const satisfies Readonly<Record<Precision, BytesPer>>;

/** Bytes of a model's weights on disk, and in memory once it is loaded. */
export function weightBytes(counts: WeightCounts, precision: Precision): number {
  const per: BytesPer = bytesPer[precision];
  const parts = ['blocks', 'tables', 'rows', 'norms', 'codec'] as const;
  return parts.reduce((sum, part) => sum + counts[part] * per[part], 0);
}

/** Those that are suggested, the most exact first. The others suit some computers alone, and are there to be chosen. */
const suggestible: readonly Precision[] = ['fp32', 'int8', 'int4'];

/** The most exact precision that fits, or the smallest where none does. */
export function suggestedPrecision(fits: (precision: Precision) => boolean): Precision {
  return suggestible.find(fits) ?? 'int4';
}

/** What decides how much memory drawing takes beside the weights. */
export interface DrawingShape {
  readonly layers: number;
  readonly width: number;
  readonly codes: number;
  /** Cells of the first native size. */
  readonly cells: number;
}

/** Guided drawing computes the picture with the words and without them. */
const BRANCHES = 2;
const FLOAT = 4;
/** Bytes of a number of the keys and values that are kept between passes. */
const keyBytes = (precision: Precision) => (precision === 'fp32' ? FLOAT : FLOAT / 2);

/** The program itself, and the library that runs the graphs. */
const PROGRAM_BYTES = 250e6;

/**
 * About how much memory it takes to draw a picture of the first native size: the weights, the keys and values of
 * every layer, and the scores of every code. It is an estimate for a model that is not there yet. Of a loaded model
 * the engine's forecast knows more.
 */
export function drawingBytes(counts: WeightCounts, shape: DrawingShape, precision: Precision): number {
  const { layers, width, codes, cells } = shape;
  const keyValues = 2 * layers * width * cells * keyBytes(precision) * BRANCHES;
  const scores = cells * codes * FLOAT * BRANCHES;
  return PROGRAM_BYTES + weightBytes(counts, precision) + keyValues + scores;
}
