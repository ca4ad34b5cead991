/** Captions of a folder as files: what they are called, and what stands in them. Nothing here touches the disk. */
import { posix } from 'node:path';
import { z } from 'zod';

/** Words about a picture: what it shows, and answers to questions about it. */
export interface Captioned {
  readonly caption: string;
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
}

/**
 * Files beside the pictures: plain words under two names that trainers read, and XMP as photo managers do. Or one file for
 * all, as the Hugging Face hub reads it.
 */
export const captionFormats = ['txt', 'caption', 'xmp', 'jsonl'] as const;
/** The name of a format. */
export type CaptionFormat = (typeof captionFormats)[number];

/** The one file of a folder. */
export const METADATA = 'metadata.jsonl';

/**
 * The file beside each picture. It has the picture's name without the extension, as trainers expect, unless that would be
 * the file of another picture, too.
 * @param pictures paths in the folder, with slashes
 */
export function sidecarsOf(
  pictures: readonly string[],
  format: Exclude<CaptionFormat, 'jsonl'>,
): ReadonlyMap<string, string> {
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

/** What stands in a file beside a picture. */
export function sidecarText(words: Captioned, format: Exclude<CaptionFormat, 'jsonl'>): string {
  const lines = [words.caption, ...words.answers.map(({ question, answer }) => `${question} ${answer}`)].join('\n');
  return format === 'xmp' ? xmpOf(lines) : `${lines}\n`;
}

/** A line of the file for all pictures, with the columns that the hub's `imagefolder` reads. */
export function metadataLine(picture: string, { caption, answers }: Captioned): string {
  return JSON.stringify({ file_name: picture, text: caption, ...(answers.length > 0 && { answers }) });
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

/** Dublin Core's description in an XMP packet (ISO 16684-1, 7.3 and 8.3). */
function xmpOf(text: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:description>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">${escaped(text)}</rdf:li>
    </rdf:Alt>
   </dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

/** XML 1.0 has no characters below a space but three, and none of these two. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function escaped(text: string): string {
  return text.replaceAll(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
