import type { LayerBox, PictureDocument, PixelLayer } from '../../../preload/contract/document.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { cornersOfLayer } from '../../document/layer-corners.ts';
import { takesSize } from '../../document/operations.ts';
import type { Point } from '../../document/point.ts';

/** Computes where pictures lie on the page. All values are page pixels. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest rectangle on `page` with `picture`'s aspect ratio, centred, in whole pixels. */
export function fitOnPage(page: Size, picture: Size): Frame {
  const scale = Math.min(page.width / picture.width, page.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return {
    x: Math.floor((page.width - width) / 2),
    y: Math.floor((page.height - height) / 2),
    width,
    height,
  };
}

export interface PagePlacement {
  readonly page: Size;
  readonly frame: Frame;
}

/**
 * Where a generated picture lies. On an empty page whose size nobody chose, the page takes the picture's aspect ratio and keeps its longer
 * side. Otherwise the page stays, and the picture is as large as fits.
 */
export function placeGenerated(document: PictureDocument, picture: Size): PagePlacement {
  if (!takesSize(document)) return { page: document, frame: fitOnPage(document, picture) };
  const longer = Math.max(document.width, document.height);
  const scale = longer / Math.max(picture.width, picture.height);
  const page = {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
  return { page, frame: { x: 0, y: 0, ...page } };
}

/** The nearest point on the page. A picture that is dropped beside the page would not be visible. */
export function nearestOnPage(page: Size, { x, y }: Point): Point {
  return { x: Math.max(0, Math.min(page.width, x)), y: Math.max(0, Math.min(page.height, y)) };
}

/** The place of a picture on the page when it was drawn. */
type Record = Pick<ListedGeneration, 'frame' | 'pageWidth' | 'pageHeight'>;

/**
 * Where a recorded picture lies on the present page. A picture that filled its page fills this one, wherever it is
 * dropped. A part keeps its share of the page and is centred at `at`, where that is given.
 */
export function placeAgain({ frame, pageWidth, pageHeight }: Record, page: Size, at?: Point): Frame {
  const fitted = fitOnPage({ width: pageWidth, height: pageHeight }, frame);
  if (fitted.width === frame.width && fitted.height === frame.height) return fitOnPage(page, frame);
  const samePage = pageWidth === page.width && pageHeight === page.height;
  const scale = samePage ? 1 : Math.min(page.width / pageWidth, page.height / pageHeight);
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(frame.height * scale));
  if (at === undefined) return { x: Math.round(frame.x * scale), y: Math.round(frame.y * scale), width, height };
  const centre = nearestOnPage(page, at);
  return { x: Math.round(centre.x - width / 2), y: Math.round(centre.y - height / 2), width, height };
}

/** Position and scale of a layer of `picture`'s natural size that covers `frame`. */
export function layerBoxFor(frame: Frame, picture: Size): Pick<LayerBox, 'x' | 'y' | 'scaleX' | 'scaleY'> {
  return { x: frame.x, y: frame.y, scaleX: frame.width / picture.width, scaleY: frame.height / picture.height };
}

/** Whether the (rotated) rectangle of a layer overlaps `box`. */
export function layerMeets(layer: PixelLayer, box: Frame): boolean {
  return quadsMeet(cornersOfLayer(layer), cornersOfFrame(box));
}

function cornersOfFrame({ x, y, width, height }: Frame): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/**
 * Whether two rectangles overlap. They do not if an edge direction of one of them separates them (separating axis
 * theorem).
 */
function quadsMeet(a: readonly Point[], b: readonly Point[]): boolean {
  return [...edgeNormals(a), ...edgeNormals(b)].every((normal) => {
    const first = extent(a, normal);
    const second = extent(b, normal);
    return first.low < second.high && second.low < first.high;
  });
}

function edgeNormals(corners: readonly Point[]): Point[] {
  return corners.map((corner, i) => {
    const next = corners[(i + 1) % corners.length] ?? corner;
    return { x: corner.y - next.y, y: next.x - corner.x };
  });
}

function extent(corners: readonly Point[], axis: Point): { low: number; high: number } {
  const along = corners.map((corner) => corner.x * axis.x + corner.y * axis.y);
  return { low: Math.min(...along), high: Math.max(...along) };
}
