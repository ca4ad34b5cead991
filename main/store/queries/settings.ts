import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';

/** The window's settings. */

export type Json = z.infer<ReturnType<typeof z.json>>;

export function readSettings(db: ReadableDB): Record<string, Json> {
  const rows = readRows<{ key: string; value: string }>(db, 'SELECT key, value FROM settings');
  return Object.fromEntries(
    rows.flatMap(({ key, value }) => {
      const setting = settingOf(value);
      return setting === undefined || key.length > 100 ? [] : [[key, setting]];
    }),
  );
}

/** Undefined where the text can't be read, which counts as not set. */
function settingOf(text: string): Json | undefined {
  try {
    return z.json().safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** @throws StudioError `bad-request` for a value that contains itself, which a port can carry */
function textOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw StudioError.of('settings.no-value', {}, { cause });
  }
}

export function writeSetting(db: WritableDB, key: string, value: Json): void {
  writeRow(
    db,
    'INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    { key, value: textOf(value) },
  );
}

/** Gives one project the settings of another. */
export function copySettingsOf(db: WritableDB, from: string, to: string): void {
  writeRow(
    db,
    `INSERT OR REPLACE INTO settings (key, value)
     SELECT substr(key, 1, length(key) - length(:from)) || :to, value FROM settings WHERE key LIKE '%:' || :from`,
    { from, to },
  );
}

/** Deletes one project's settings, whose keys end in its id. */
export function deleteSettingsOf(db: WritableDB, projectId: string): void {
  writeRow(db, `DELETE FROM settings WHERE key LIKE '%:' || :projectId`, { projectId });
}
