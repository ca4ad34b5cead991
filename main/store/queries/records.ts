import { z } from 'zod';
import type { Unreadable } from '../../../preload/contract/store.ts';

/** Rows of one table as the contract's records; those that are none are told and left as they are. */
export interface Readable<T> {
  readonly records: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** What the artist and the log are told of a row. */
interface Named {
  /** Table and row: "generations 12". */
  readonly where: string;
  /** "The drawing of 3 May 2026, 14:05": begins a sentence. */
  readonly what: string;
}

export function readRecords<Row, S extends z.ZodType>(
  rows: readonly Row[],
  schema: S,
  toRecord: (row: Row) => unknown,
  name: (row: Row) => Named,
): Readable<z.infer<S>> {
  const records: z.infer<S>[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    try {
      records.push(schema.parse(toRecord(row)));
    } catch (error) {
      unreadable.push(told(name(row), error));
    }
  }
  return { records, unreadable };
}

function told({ where, what }: Named, error: unknown): Unreadable {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
  const column = issue?.path.map(String).join('.') ?? '';
  const why = issue?.message ?? (error instanceof Error ? error.message : String(error));
  return { what, where: `${where}${column === '' ? '' : `, ${column}`}: ${why}` };
}

/** A time in a row that may hold anything. */
export function dateInWords(milliseconds: unknown): string {
  const date = new Date(typeof milliseconds === 'number' ? milliseconds : Number.NaN);
  if (Number.isNaN(date.getTime())) return 'an unknown day';
  return date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
