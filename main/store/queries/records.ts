import { z } from 'zod';
import { partOf } from '../../../preload/contract/error-codes.ts';
import type { Unreadable } from '../../../preload/contract/records.ts';
import type { ToldPart } from '../../../preload/contract/told.ts';

/** Rows of one table as the contract's records, and the rows that cannot be read, which stay in the table. */
export interface Readable<T> {
  readonly records: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** A row as the artist and a report name it. */
interface Named {
  /** Table and row: "generations 12". */
  readonly where: string;
  readonly what: ToldPart;
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

/** A record by its time, which in a damaged row can be anything. */
export function dated(milliseconds: unknown, kind: 'drawing' | 'note'): ToldPart {
  const when = typeof milliseconds === 'number' ? milliseconds : Number.NaN;
  if (Number.isNaN(new Date(when).getTime())) return partOf(`record.${kind}-undated`, {});
  return partOf(`record.${kind}`, { when });
}
