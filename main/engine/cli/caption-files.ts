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
  for (const path of pictures) counts.set(keyOf(path), (counts.get(keyOf(path)) ?? 0) + 1);
  return new Map(
    pictures.map((path) => {
      // Photo managers add to the whole name.
      const isWhole = format === 'xmp' || (counts.get(keyOf(path)) ?? 0) > 1;
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

/**
 * The pictures that a file of metadata names. A last line that was torn off by the end of its writer is not whole.
 * @returns their names, and how many bytes of the file are whole lines
 */
export function metadataNames(bytes: Buffer): { readonly names: ReadonlySet<string>; readonly wholeBytes: number } {
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  const names = bytes
    .subarray(0, wholeBytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = lineSchema.safeParse(jsonOf(line));
      return parsed.success ? [parsed.data.file_name] : [];
    });
  return { names: new Set(names), wholeBytes };
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
