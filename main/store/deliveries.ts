import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { idSchema } from '../../preload/contract/ids.ts';
import { exchangeFolder } from '../exchange.ts';
import type { DataFolder } from './folders.ts';

/**
 * Files that were dropped on the window, which knows their bytes and not where they lie. It hands them over piece by
 * piece.
 */

const ENDING = '.dimoo';
/** Files on their way at a time. */
const MOST = 4;

const fileOf = ({ root }: DataFolder, id: string) => join(exchangeFolder(root), `${idSchema.parse(id)}${ENDING}`);

/** @throws StudioError `bad-request` where too many are on their way */
export function beginDelivery(data: DataFolder): string {
  const folder = exchangeFolder(data.root);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).filter((name) => name.endsWith(ENDING)).length >= MOST) {
    throw StudioError.of('archives.too-many', {});
  }
  const id = randomUUID();
  writeFileSync(fileOf(data, id), '', { flag: 'wx', mode: 0o600 });
  return id;
}

/** Adds a piece at its place, so that a piece that is sent twice is there once. */
export function deliver(data: DataFolder, id: string, at: number, bytes: Uint8Array): void {
  const file = fileOf(data, id);
  if (!existsSync(file)) throw StudioError.of('archives.no-place', {});
  const { size } = statSync(file);
  if (size === at + bytes.length) return;
  if (size !== at) throw StudioError.of('archives.no-place', {});
  appendFileSync(file, bytes);
}

/** Where the file lies; null where there is none. */
export function deliveredFile(data: DataFolder, id: string): string | null {
  const file = fileOf(data, id);
  return existsSync(file) ? file : null;
}

export function dropDelivery(data: DataFolder, id: string): void {
  rmSync(fileOf(data, id), { force: true });
}

/** Removes what a killed store or window has left. The places that main has left stay, since one may be asked for next. */
export function clearDeliveries({ root }: DataFolder): void {
  const folder = exchangeFolder(root);
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.json')) : [];
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
}
