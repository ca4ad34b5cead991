import type { Layer, MediaType } from '../../preload/contract/document.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import type { Point } from '../document/canvas-port.ts';
import { isEmpty } from '../document/operations.ts';
import type { GivenFile, Imported, Importer, ImporterParts } from './importer-types.ts';
import { fitOnPage, layerBoxFor, placeAgain } from './placement.ts';
import { layerOf } from './record.ts';
import { RefusedFile } from './refusals.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Larger files hold more pixels than a layer may have; reading them would only cost memory. */
const MOST_BYTES = 256 * 1024 * 1024;

export function createImporter(parts: ImporterParts): Importer {
  return {
    importFiles: (files, at) => importFiles(parts, files, at),
    keepPicture: async (file) => {
      const { hash } = await keep(parts, file);
      return { hash, name: layerName(file.name) };
    },
    placeGeneration: (generation, at) => placeGeneration(parts, generation, at),
  };
}

async function importFiles(parts: ImporterParts, files: readonly GivenFile[], at?: Point): Promise<Imported> {
  // A place on an empty page means nothing once the first picture has become the page.
  const place = isEmpty(parts.document.getState().document) ? undefined : at;
  const refused: StudioError[] = [];
  for (const file of files) {
    try {
      addLayer(parts, file.name, await keep(parts, file), place);
    } catch (error) {
      refused.push(error instanceof StudioError ? error : StudioError.from(failureOf(error)));
    }
  }
  return { added: files.length - refused.length, refused };
}

/** The blob is there already: a document never names content that the project does not hold. */
function addLayer({ document, newId }: ImporterParts, name: string, { hash, size, mediaType }: Kept, at?: Point): void {
  const state = document.getState();
  const first = isEmpty(state.document);
  const page = first ? size : state.document;
  const layer: Layer = {
    id: newId(),
    name: layerName(name),
    blob: hash,
    mediaType,
    ...size,
    ...boxAt(page, size, first ? undefined : at),
    angle: 0,
    opacity: 1,
    visible: true,
    generationId: null,
  };
  state.step(() => {
    state.resizePage(page.width, page.height);
    state.addLayer(layer);
  });
}

interface Kept {
  readonly hash: string;
  readonly size: Size;
  readonly mediaType: MediaType;
}

/** The bytes as they came, among the project's pictures. */
async function keep(parts: ImporterParts, { name, size: length, read }: GivenFile): Promise<Kept> {
  if ((length ?? 0) > MOST_BYTES) throw new RefusedFile('large', name);
  const bytes = await read().catch((cause: unknown) => {
    throw cause instanceof RefusedFile ? cause : new RefusedFile('unread', name, { cause });
  });
  const mediaType = sniffMediaType(bytes);
  if (mediaType === null) throw new RefusedFile('foreign', name);
  const size = await measure(parts, bytes, mediaType, name);
  const { hash } = await parts.store.putBlob({ bytes, mediaType });
  return { hash, size, mediaType };
}

async function placeGeneration(parts: ImporterParts, generation: ListedGeneration, at?: Point) {
  const { bytes, mediaType } = await parts.store.getBlob({ hash: generation.picture });
  const size = await measure(parts, bytes, mediaType, 'This picture');
  const state = parts.document.getState();
  const frame = placeAgain(generation, state.document, at);
  state.addLayer(layerOf(generation, parts.newId(), size, layerBoxFor(frame, size)));
}

async function measure(
  parts: ImporterParts,
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: MediaType,
  name: string,
): Promise<Size> {
  const size = await parts.measure(bytes, mediaType).catch((cause: unknown) => {
    throw new RefusedFile('damaged', name, { cause });
  });
  const { width, height } = size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const megapixels = Math.round((width * height) / 1e6);
    throw new RefusedFile('large', name, { size: `${width} × ${height}, ${megapixels} megapixels` });
  }
  return size;
}

/** Never larger than the page, its own size otherwise; centred at `at`, or on the page. */
function boxAt(page: Size, picture: Size, at?: Point): Pick<Layer, 'x' | 'y' | 'scaleX' | 'scaleY'> {
  const fits = picture.width <= page.width && picture.height <= page.height;
  const fitted = fits ? picture : fitOnPage(page, picture);
  const centre = at ?? { x: page.width / 2, y: page.height / 2 };
  return {
    // Whole pixels, so that an unscaled picture keeps its own.
    x: Math.round(centre.x - fitted.width / 2),
    y: Math.round(centre.y - fitted.height / 2),
    scaleX: fitted.width / picture.width,
    scaleY: fitted.height / picture.height,
  };
}

function layerName(fileName: string): string {
  const bare = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim();
  return (bare === '' ? 'Picture' : bare).slice(0, 200);
}
