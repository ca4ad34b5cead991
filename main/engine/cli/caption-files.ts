/** Captions of a folder as files: what they are called, and which pictures they name. Nothing here touches the disk. */
import { posix } from 'node:path';
import { z } from 'zod';
import { type SidecarFormat, sidecarFormats } from '../../../preload/contract/caption-files.ts';

/**
 * Files beside the pictures: plain words under two names that trainers read, and XMP as photo managers do. Or one file for
 * all, as the Hugging Face hub reads it.
 */
export const captionFormats = [...sidecarFormats, 'jsonl'] as const;
/** The name of a format. */
export type CaptionFormat = (typeof captionFormats)[number];

/**
 * The file beside each picture. It has the picture's name without the extension, as trainers expect, unless that would be
 * the file of another picture, too.
 * @param pictures paths in the folder, with slashes
 */
export function sidecarsOf(pictures: readonly string[], format: SidecarFormat): ReadonlyMap<string, string> {
  const stemOf = (path: string) => path.slice(0, path.length - posix.extname(path).length);
  // Many file systems ignore case.
  const keyOf = (path: string) => stemOf(path).toLowerCase();
  const counts = new Map<string, number>();
  const whole = new Set(pictures.map((path) => path.toLowerCase()));
  for (const path of pictures) counts.set(keyOf(path), (counts.get(keyOf(path)) ?? 0) + 1);
  return new Map(
    pictures.map((path) => {
      // Photo managers add to the whole name. Beside a.png, the name a.png.txt may be that of its file.
      const isWhole = format === 'xmp' || (counts.get(keyOf(path)) ?? 0) > 1 || whole.has(keyOf(path));
      return [path, `${isWhole ? path : stemOf(path)}.${format}`];
    }),
  );
}

const lineSchema = z.object({ file_name: z.string() });

/** How every line of this program begins. */
const OWN_LINE = '{"file_name":"';

/**
 * The pictures that a file of metadata names. A last line of this program that was torn off by the end of its writer is not
 * whole. Other programs leave out the line break at the end, and their line is whole.
 * @returns their names, and how many bytes of the file are whole lines
 */
export function metadataNames(bytes: Buffer): { readonly names: ReadonlySet<string>; readonly wholeBytes: number } {
  const ended = bytes.lastIndexOf('\n') + 1;
  const last = bytes.subarray(ended).toString('utf8');
  const isTorn = nameIn(last) === null && (last.startsWith(OWN_LINE) || OWN_LINE.startsWith(last));
  const wholeBytes = isTorn ? ended : bytes.length;
  return { names: new Set(linesOf(bytes.subarray(0, wholeBytes)).flatMap((line) => nameIn(line) ?? [])), wholeBytes };
}

/** The lines of a file of metadata that are about no picture of these names. */
export function metadataLinesBut(bytes: Buffer, names: ReadonlySet<string>): readonly string[] {
  return linesOf(bytes.subarray(0, metadataNames(bytes).wholeBytes)).filter((line) => {
    const name = nameIn(line);
    return line.trim() !== '' && (name === null || !names.has(name));
  });
}

function linesOf(bytes: Buffer): readonly string[] {
  return bytes.toString('utf8').split(/\r?\n/);
}

function nameIn(line: string): string | null {
  const parsed = lineSchema.safeParse(jsonOf(line));
  return parsed.success ? parsed.data.file_name : null;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
