import type { LayerBox, MediaType, PictureDocument, PictureLayer } from '../../../preload/contract/document.ts';
import type { ErrorCode } from '../../../preload/contract/error-codes.ts';
import { failureOf, StudioError } from '../../../preload/contract/errors.ts';
import { isCutOff, mostBytesOf, sniffLayered } from '../../../preload/contract/layered-formats.ts';
import type { Loss } from '../../../preload/contract/layered-picture.ts';
import { sniffMediaType } from '../../../preload/contract/media-type.ts';
import type { ShownPicture } from '../../../preload/contract/picture-service.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { refuseFullPage } from '../../document/full-page.ts';
import { pictureLayer } from '../../document/new-layer.ts';
import { addLayer as addLayerTo, setDpi, takesSize } from '../../document/operations.ts';
import type { Point } from '../../document/point.ts';
import { layerOf } from './generation-layer.ts';
import type { ChangedFile, GivenFile, Imported, Importer, ImporterParts } from './importer-types.ts';
import { addLayered } from './layered-import.ts';
import { fitOnPage, layerBoxFor, nearestOnPage, placeAgain } from './placement.ts';
import { RefusedFile } from './refusals.ts';
import { type ToldWords, toldWords } from './told-words.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The greatest length of a name in a message to the decoder. */
const MOST_NAME = 1000;

export function createImporter(parts: ImporterParts): Importer {
  return {
    importFiles: (files, at) => importFiles(parts, files, at),
    keepPicture: async (file) => {
      const bytes = await bytesOf(file);
      if (sniffLayered(bytes) !== null) throw StudioError.of('files.with-layers', { file: file.name.slice(0, 60) });
      const { hash } = await keep(parts, file.name, bytes);
      return { hash, name: layerName(parts, file.name) };
    },
    placeGeneration: (generation, at) => placeGeneration(parts, generation, at),
    placeGenerations: (generations) => placeGenerations(parts, generations),
  };
}

async function importFiles(parts: ImporterParts, files: readonly GivenFile[], at?: Point): Promise<Imported> {
  // Where the first picture becomes the page, a place on it has no meaning.
  const place = takesSize(parts.document.getState().document) ? undefined : at;
  const refused: StudioError[] = [];
  const changed: ChangedFile[] = [];
  const told: ToldWords[] = [];
  let added = 0;
  for (const file of files) {
    try {
      refuseFullPage(parts.document.getState().document);
      const bytes = await bytesOf(file);
      if (sniffLayered(bytes) === null) {
        addLayer(parts, file.name, await keep(parts, file.name, bytes), place);
        const words = toldWords(bytes);
        if (words !== null) told.push(words);
      } else {
        const losses = await importLayered(parts, file.name, bytes, place);
        if (losses.length > 0) changed.push({ file: file.name, losses });
      }
      added += 1;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'cancelled') refused.push(error instanceof StudioError ? error : StudioError.from(failure));
    }
  }
  return { added, refused, changed, told };
}

/** It may take long, so the artist can cancel it. Nothing of the file is on the page then. */
function importLayered(
  parts: ImporterParts,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  at?: Point,
): Promise<readonly Loss[]> {
  return parts.document.getState().workInTurn('open-layers', async (working) => {
    const { signal } = working;
    const { picture, losses, mediaType } = await decoded(name, (short) =>
      parts.decoder.openLayered({ bytes, name: short }, { signal }),
    );
    signal.throwIfAborted();
    // The file is kept as it came, beside the pictures that are made of it.
    const { hash: madeFrom } = await parts.store.putBlob({ bytes, mediaType });
    await addLayered(parts, { name: layerName(parts, name), picture, madeFrom }, working, at);
    return losses;
  });
}

/** Adds a layer for a picture that is already saved, since a document must not name a blob that the project lacks. */
function addLayer(parts: ImporterParts, name: string, kept: Kept, at?: Point): void {
  const { document, newId } = parts;
  const { hash, size, mediaType, transparent, dpi } = kept;
  const state = document.getState();
  const first = takesSize(state.document);
  const page = first ? size : state.document;
  const layer = pictureLayer({
    id: newId(),
    name: layerName(parts, name),
    blob: hash,
    mediaType,
    ...size,
    ...boxAt(page, size, first ? undefined : at),
    generationId: null,
  });
  state.step(() => {
    state.resizePage(page.width, page.height);
    // A transparent picture that becomes the page is shown without paper.
    if (first && transparent) state.setPaper(false);
    if (first && dpi !== undefined) state.change((now) => setDpi(now, dpi));
    state.addLayer(layer);
  });
}

interface Kept {
  readonly hash: string;
  readonly size: Size;
  readonly mediaType: MediaType;
  readonly transparent: boolean;
  /** The resolution that the file tells. */
  readonly dpi?: number;
}

async function bytesOf({ name, size, read }: GivenFile): Promise<Uint8Array<ArrayBuffer>> {
  if ((size ?? 0) > mostBytesOf(name)) throw new RefusedFile('large', name);
  return read().catch((cause: unknown) => {
    throw cause instanceof RefusedFile ? cause : new RefusedFile('unread', name, { cause });
  });
}

/**
 * Saves a file among the project's pictures. Its bytes are kept as they came. If they are not in the working space, a
 * converted picture is saved too, and the window uses that.
 */
async function keep(parts: ImporterParts, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Kept> {
  if (sniffMediaType(bytes) === null) throw new RefusedFile(isCutOff(name, bytes) ? 'damaged' : 'foreign', name);
  const { mediaType, width, height, transparent, png, dpi } = await show(parts, bytes, name);
  const original = await parts.store.putBlob({ bytes, mediaType });
  const kept = { size: { width, height }, transparent, ...(dpi !== undefined && { dpi }) };
  if (png === null) return { ...kept, hash: original.hash, mediaType };
  const converted = { bytes: new Uint8Array(png), mediaType: 'image/png', madeFrom: original.hash } as const;
  const { hash } = await parts.store.putBlob(converted);
  return { ...kept, hash, mediaType: converted.mediaType };
}

async function placeGeneration(parts: ImporterParts, generation: ListedGeneration, at?: Point): Promise<void> {
  const size = await sizeOf(parts, generation);
  const state = parts.document.getState();
  refuseFullPage(state.document);
  state.addLayer(layerOn(parts, state.document, generation, size, at));
}

async function placeGenerations(parts: ImporterParts, generations: readonly ListedGeneration[]): Promise<void> {
  const { document } = parts;
  const refuse = () => refuseFullPage(document.getState().document, generations.length);
  refuse();
  await document.getState().workInTurn('place-pictures', async ({ signal, tell }) => {
    const sizes: Size[] = [];
    for (const generation of generations) {
      signal.throwIfAborted();
      tell(sizes.length, generations.length);
      sizes.push(await sizeOf(parts, generation));
    }
    signal.throwIfAborted();
    refuse();
    const state = document.getState();
    const layers = generations.map((one, at) => layerOn(parts, state.document, one, sizes[at] ?? one.frame)).reverse();
    state.change(
      (page) => layers.reduce((all, layer) => addLayerTo(all, layer), page),
      layers.map(({ id }) => id),
    );
  });
}

/** The size of the picture itself, which its record does not say. */
async function sizeOf(parts: ImporterParts, { picture }: ListedGeneration): Promise<Size> {
  const { bytes } = await parts.store.getBlob({ hash: picture });
  const { width, height } = await show(parts, new Uint8Array(bytes), '');
  return { width, height };
}

function layerOn(
  { words, newId }: ImporterParts,
  page: PictureDocument,
  generation: ListedGeneration,
  size: Size,
  at?: Point,
): PictureLayer {
  const frame = placeAgain(generation, page, at);
  return layerOf(words(), generation, newId(), size, layerBoxFor(frame, size));
}

function show({ decoder }: ImporterParts, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<ShownPicture> {
  return decoded(name, (short) => decoder.show({ bytes, name: short }));
}

/** Asks the decoder. Its refusals have the words of files. */
async function decoded<T>(name: string, ask: (name: string) => Promise<T>): Promise<T> {
  try {
    return await ask(name.slice(0, MOST_NAME));
  } catch (cause) {
    // A picture of the project has no file name that a refusal could show.
    if (name === '') throw cause;
    const { code } = failureOf(cause);
    if (code === ('pictures.unreadable' satisfies ErrorCode)) throw new RefusedFile('damaged', name, { cause });
    if (code === ('pictures.too-large' satisfies ErrorCode)) throw new RefusedFile('large', name, { cause });
    throw cause;
  }
}

/**
 * The box of a picture at its own size, or fitted where it is larger than the page. It is centred at `at` or on the
 * page.
 */
function boxAt(page: Size, picture: Size, at?: Point): Pick<LayerBox, 'x' | 'y' | 'scaleX' | 'scaleY'> {
  const fits = picture.width <= page.width && picture.height <= page.height;
  const fitted = fits ? picture : fitOnPage(page, picture);
  const centre = at === undefined ? { x: page.width / 2, y: page.height / 2 } : nearestOnPage(page, at);
  return {
    // The place is in whole pixels, so that an unscaled picture keeps its exact pixels.
    x: Math.round(centre.x - fitted.width / 2),
    y: Math.round(centre.y - fitted.height / 2),
    scaleX: fitted.width / picture.width,
    scaleY: fitted.height / picture.height,
  };
}

function layerName({ words }: ImporterParts, fileName: string): string {
  const bare = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim();
  return (bare === '' ? words().task.picture : bare).slice(0, 200);
}
