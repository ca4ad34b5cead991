import { z } from 'zod';
import { wordsSchema } from './words.ts';

/** Captions as files that trainers and photo managers read: which there are, and what stands in them. */

const textSchema = z.string().max(20_000);

/** Words about a picture: what it shows, and answers to questions about it. */
export const captionedSchema = z.object({
  caption: textSchema,
  answers: z.array(z.object({ question: wordsSchema, answer: textSchema })).max(1000),
});
export type Captioned = z.infer<typeof captionedSchema>;

/** Files beside each picture: plain words under two names that trainers read, and XMP as photo managers do. */
export const sidecarFormats = ['txt', 'caption', 'xmp'] as const;
export type SidecarFormat = (typeof sidecarFormats)[number];

/** Files for all pictures of a folder: as the Hugging Face hub reads it, and with all that is known. */
export const lineFormats = ['metadata', 'jsonl'] as const;
export type LineFormat = (typeof lineFormats)[number];

/** The forms in which captions go with exported pictures. */
export const exportedCaptionFormats = [...sidecarFormats, ...lineFormats] as const;
export type ExportedCaptionFormat = (typeof exportedCaptionFormats)[number];

/** Captions that go with an exported picture. */
export const exportedCaptionSchema = z.object({
  format: z.enum(exportedCaptionFormats),
  said: captionedSchema,
  /** The words that drew the picture. */
  prompt: z.string().max(100_000),
});
export type ExportedCaption = z.infer<typeof exportedCaptionSchema>;

export const isSidecar = (format: ExportedCaptionFormat): format is SidecarFormat =>
  sidecarFormats.some((one) => one === format);

/** The one file of a folder. */
export const METADATA = 'metadata.jsonl';

/** The names of the files for all pictures. */
export const lineFiles: Readonly<Record<LineFormat, string>> = { metadata: METADATA, jsonl: 'captions.jsonl' };

/** What stands in a file beside a picture. */
export function sidecarText(words: Captioned, format: SidecarFormat): string {
  const lines = [
    ...(words.caption === '' ? [] : [words.caption]),
    ...words.answers.map(({ question, answer }) => `${question} ${answer}`),
  ].join('\n');
  return format === 'xmp' ? xmpOf(lines) : `${lines}\n`;
}

/** A line of the file for all pictures, with the columns that the hub's `imagefolder` reads. */
export function metadataLine(picture: string, { caption, answers }: Captioned): string {
  return JSON.stringify({ file_name: picture, text: caption, ...(answers.length > 0 && { answers }) });
}

/** A line of the file for all pictures with all that is known. */
export function captionLine(picture: string, { said, prompt }: ExportedCaption): string {
  return JSON.stringify({ file_name: picture, prompt, caption: said.caption, answers: said.answers });
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
