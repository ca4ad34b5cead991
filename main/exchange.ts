import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * How main tells the store a place that the user chose. The window only carries the id from the one to the other: it
 * learns no path, and can name none.
 *
 *   <data>/exchange/<id>.json: a chosen place
 *   <data>/exchange/<id>.dimoo: a file that the window hands over; see main/store/deliveries.ts
 *   <data>/exchange/<id>.making/: what the store needs while it writes a file
 */

export const exchangeFolder = (data: string): string => join(data, 'exchange');

const placeSchema = z.object({ purpose: z.enum(['read', 'write']), path: z.string().min(1) });
export type Place = z.infer<typeof placeSchema>;

const fileOf = (data: string, id: string) => join(exchangeFolder(data), `${z.uuid().parse(id)}.json`);

/** @returns the id by which the store finds the place */
export function leavePlace(data: string, place: Place): string {
  const id = randomUUID();
  mkdirSync(exchangeFolder(data), { recursive: true });
  writeFileSync(fileOf(data, id), JSON.stringify(place), { flag: 'wx', mode: 0o600 });
  return id;
}

/** Removes the places of an earlier run. */
export function clearPlaces(data: string): void {
  const folder = exchangeFolder(data);
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const name of left) rmSync(join(folder, name), { force: true });
}

/** The place, which can be taken once; null where there is none for this purpose. */
export function takePlace(data: string, id: string, purpose: Place['purpose']): string | null {
  try {
    const file = fileOf(data, id);
    const place = placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (place.purpose !== purpose) return null;
    rmSync(file, { force: true });
    return place.path;
  } catch {
    return null;
  }
}
