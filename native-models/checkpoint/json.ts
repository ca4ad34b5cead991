import { open } from 'node:fs/promises';
import { StudioError } from '../../preload/contract/errors.ts';

/** Reads a JSON object of at most `limit` bytes. Throws a `StudioError` that names the file. */
export async function readJsonFile(path: string, shownAs: string, limit: number): Promise<Record<string, unknown>> {
  const handle = await open(path, 'r').catch(() => {
    throw StudioError.of('checkpoint.file-unread', { file: shownAs });
  });
  try {
    const { size } = await handle.stat();
    if (size > limit) throw StudioError.of('checkpoint.file-large', { file: shownAs, bytes: size, limit });
    return parseJsonObject(await handle.readFile('utf8'), shownAs);
  } finally {
    await handle.close();
  }
}

/** What is wrong with a whole file, or with the header of one. */
const faults = {
  file: { noJson: 'checkpoint.no-json', noObject: 'checkpoint.no-object', keyTwice: 'checkpoint.key-twice' },
  header: {
    noJson: 'checkpoint.header-no-json',
    noObject: 'checkpoint.header-no-object',
    keyTwice: 'checkpoint.header-key-twice',
  },
} as const;

/**
 * Parses an object and refuses repeated keys, of which JSON.parse would silently keep the last.
 * @param file as the error names it
 * @param part whether the text is the file or its header
 * @throws StudioError 'model-invalid'
 */
export function parseJsonObject(
  text: string,
  file: string,
  part: keyof typeof faults = 'file',
): Record<string, unknown> {
  const { noJson, noObject, keyTwice } = faults[part];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw StudioError.of(noJson, { file }, { cause });
  }
  if (!isObject(value)) throw StudioError.of(noObject, { file });
  const repeated = repeatedKey(text);
  if (repeated !== null) throw StudioError.of(keyTwice, { file, key: repeated });
  return value;
}

/** Whether a JSON value is an object, and neither an array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first key that stands twice in one object of a valid JSON text, or null. */
export function repeatedKey(text: string): string | null {
  const open: (Set<string> | null)[] = []; // null: an array
  let index = 0;
  while (index < text.length) {
    const char = text[index];
    if (char === '"') {
      const end = stringEnd(text, index);
      const keys = open.at(-1);
      if (keys && /^\s*:/.test(text.slice(end, end + 64))) {
        const key: unknown = JSON.parse(text.slice(index, end));
        if (typeof key === 'string' && keys.has(key)) return key;
        keys.add(String(key));
      }
      index = end;
      continue;
    }
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    index += 1;
  }
  return null;
}

/** Index after the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}
