import type { Layer, MediaType } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import type { Point } from '../document/canvas-port.ts';
import { isEmpty } from '../document/operations.ts';
import type { Importer, ImporterParts } from './importer-types.ts';
import { fitOnPage, layerBoxFor } from './placement.ts';
import { layerOf } from './record.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export function createImporter(parts: ImporterParts): Importer {
  return {
    importPicture: (bytes, name, at) => importPicture(parts, bytes, name, at),
    keepPicture: async (bytes, name) => {
      const { hash } = await keep(parts, bytes, name);
      return { hash, name: layerName(name) };
    },
    placeGeneration: (generation, at) => placeGeneration(parts, generation, at),
  };
}

async function importPicture(parts: ImporterParts, bytes: Uint8Array<ArrayBuffer>, name: string, at?: Point) {
  // The blob first: a document never names content that the project does not hold.
  const { hash, size, mediaType } = await keep(parts, bytes, name);
  const state = parts.document.getState();
  const first = isEmpty(state.document);
  const page = first ? size : state.document;
  const layer: Layer = {
    id: parts.newId(),
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

/** The bytes as they came, among the project's pictures. */
async function keep(parts: ImporterParts, bytes: Uint8Array<ArrayBuffer>, name: string) {
  const mediaType = sniffMediaType(bytes);
  if (mediaType === null) {
    throw new StudioError('bad-picture', `“${short(name)}” is not a PNG, JPEG, WebP, AVIF, GIF or BMP picture.`);
  }
  const size = await measure(parts, bytes, mediaType, name);
  const { hash } = await parts.store.putBlob({ bytes, mediaType });
  return { hash, size, mediaType };
}

async function placeGeneration(parts: ImporterParts, generation: ListedGeneration, at?: Point) {
  const { bytes, mediaType } = await parts.store.getBlob({ hash: generation.picture });
  const size = await measure(parts, bytes, mediaType, 'This picture');
  const state = parts.document.getState();
  const { width, height } = state.document;
  const samePage = generation.pageWidth === width && generation.pageHeight === height;
  const box = at === undefined && samePage ? layerBoxFor(generation.frame, size) : boxAt(state.document, size, at);
  state.addLayer(layerOf(generation, parts.newId(), size, box));
}

async function measure(
  parts: ImporterParts,
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: MediaType,
  name: string,
): Promise<Size> {
  let size: Size;
  try {
    size = await parts.measure(bytes, mediaType);
  } catch (cause) {
    throw new StudioError('bad-picture', `“${short(name)}” is damaged and cannot be read; please try another file.`, {
      cause,
    });
  }
  const { width, height } = size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const megapixels = Math.round((width * height) / 1e6);
    throw new StudioError(
      'bad-picture',
      `“${short(name)}” is too large (${width} × ${height}, ${megapixels} megapixels); the studio takes up to 67 megapixels.`,
    );
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

function short(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 57)}…`;
}
