import type { UnreadableLayer } from '../../../preload/contract/document.ts';

/** Rows of several kinds in one table. The fields of one kind alone are JSON with a version of that kind. */

/** The newest version of each kind's JSON that this studio reads. No row has the kind `unreadable`. */
export type Kinds<K extends string> = Readonly<Record<Exclude<K, 'unreadable'>, { readonly version: number }>>;

interface KindRow {
  readonly kind: string;
  readonly data: string;
  readonly dataVersion: number;
}

/** The fields of a known kind; null where this studio does not know the kind or its version. */
export function readKind<K extends string>(kinds: Kinds<K>, { kind, data, dataVersion }: KindRow): object | null {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind as Exclude<K, 'unreadable'>] : null;
  if (known === null || dataVersion > known.version) return null;
  const value: unknown = JSON.parse(data);
  return typeof value === 'object' && value !== null ? value : null;
}

export function keptAsRecorded({ kind, data, dataVersion }: KindRow): UnreadableLayer['recorded'] {
  return { kind, data, dataVersion };
}
