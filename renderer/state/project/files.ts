import type { StoreApi } from 'zustand/vanilla';
import { withPngDensity } from '../../../preload/contract/png-density.ts';
import { hasPaper } from '../../document/operations.ts';
import type { Point } from '../../document/point.ts';
import type { GivenFile, Importer } from '../../generation/pictures/importer-types.ts';
import { lossesSaid } from '../../generation/pictures/losses-said.ts';
import { RefusedFile, refusalSentences } from '../../generation/pictures/refusals.ts';
import type { ToldWords } from '../../generation/pictures/told-words.ts';
import type { DesktopClient } from '../../services/desktop-client.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { PromptState } from '../prompt-types.ts';

export interface FilesParts extends ProjectParts {
  readonly importer: Importer;
  readonly prompt: StoreApi<Pick<PromptState, 'setText' | 'setSettings'>>;
  readonly name: () => string;
  /** Whether the window shows the project. */
  readonly isShown: () => boolean;
}

/** Imports picture files into a project and exports its picture. A failure becomes a notice. */
export interface Files {
  /** Opens the system's dialog. The chosen files become layers. */
  choose(): Promise<void>;
  take(files: readonly File[], at?: Point): Promise<void>;
  /** Brings in files that were chosen already. */
  bringIn(files: readonly GivenFile[]): Promise<void>;
  exportPicture(): Promise<void>;
  /** Turns pictures of a recovery copy into layers again. */
  bringBack(pictures: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[]): Promise<void>;
  /** Whether an import is running. */
  isTaking(): boolean;
}

export function createFiles(parts: FilesParts): Files {
  let taking = 0;
  const bringIn = async (files: readonly GivenFile[], at?: Point) => {
    taking += 1;
    const { added, refused, changed, told } = await parts.importer.importFiles(files, at).finally(() => {
      taking -= 1;
    });
    for (const { failure } of refused) if (failure.kind === 'internal') console.error(failure.detail);
    for (const sentence of refusalSentences(refused)) parts.notify('failure', sentence);
    for (const one of changed) parts.notify('done', lossesSaid(one));
    const [words, ...others] = told;
    // Of several files nobody could tell whose words they are.
    if (words !== undefined && others.length === 0 && added === 1) tellWords(parts, words);
    if (added > 0 && !parts.isShown()) {
      parts.notify('done', ({ notices }) => notices.added({ count: added }));
    }
  };
  return {
    choose: () => guarded(parts, async () => bringIn(await chosenFiles(parts.desktop))),
    bringIn: (files) => guarded(parts, () => bringIn(files)),
    bringBack: (pictures) =>
      bringIn(pictures.map(({ name, bytes }) => ({ name, size: bytes.length, read: async () => bytes }))),
    isTaking: () => taking > 0,
    take: (files, at) => guarded(parts, () => bringIn(files.map(givenFile), at)),
    exportPicture: () =>
      guarded(parts, async () => {
        const { dpi } = parts.document.getState().document;
        const png = await pagePng(parts);
        const bytes = withPngDensity(png, dpi ?? null);
        const { saved } = await parts.desktop.savePicture({ suggestedName: parts.name(), bytes });
        if (saved) parts.notify('done', ({ notices }) => notices.exported);
      }),
  };
}

/** Offers the words from which another program, or this one, drew a picture that came in. */
function tellWords({ notify, prompt }: FilesParts, { prompt: words, negative, program }: ToldWords): void {
  const use = () => {
    const { setText, setSettings } = prompt.getState();
    setText(words);
    setSettings('generate', { negativePrompt: negative });
  };
  const shown = words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()}…` : words;
  notify('done', ({ notices }) => notices.drawnFrom({ program, words: shown }), [
    { label: ({ notices }) => notices.useWords, run: use },
  ]);
}

/** Characters of the words in a notice. */
const SHOWN = 120;

/** The page as PNG, with its paper, or without paper where it has none. */
async function pagePng({ page, document, decoder }: FilesParts): Promise<Uint8Array<ArrayBuffer>> {
  if (hasPaper(document.getState().document)) return page.exportPng();
  const read = async (bytes: Uint8Array<ArrayBuffer>) => (await decoder.read({ bytes, name: '' })).raster;
  const { png } = await decoder.pack({ raster: await page.rasteriseBare(read) });
  return new Uint8Array(png);
}

/** A file that was dropped or pasted. */
export function givenFile(file: File): GivenFile {
  return { name: file.name, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** Files that were chosen in the system's dialog. */
export async function chosenFiles(desktop: Pick<DesktopClient, 'openPictures' | 'readChosen'>): Promise<GivenFile[]> {
  const chosen = await desktop.openPictures({});
  return chosen.map(({ name, file }) => ({
    name,
    size: null,
    read: async () => {
      const { content } = await desktop.readChosen({ file });
      if (content instanceof Uint8Array) return new Uint8Array(content);
      throw new RefusedFile(content === 'too-large' ? 'large' : 'unread', name);
    },
  }));
}
