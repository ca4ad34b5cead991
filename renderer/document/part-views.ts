import type { Frame, Raster } from '../../preload/contract/pictures.ts';
import { type MapParts, widened } from './map-parts.ts';

/**
 * Pictures of one part each, about which a model can be asked. Other parts are covered with the ground's colour. This
 * file is pure.
 */

/** The part in its surroundings, in its place on the page, and from nearby. */
export type PartViews = readonly [surrounded: Raster, inPlace: Raster, nearby: Raster];

/** Sides of the squares around a part, as multiples of its longer side. A model knows a thing best with room around it. */
const ROOM = 2.6;
const LITTLE_ROOM = 1.5;
/** The longest side of a view in pixels. */
const LONGEST = 512;
/** Share of the map's longer side by which parts are covered beyond their border, which a map only knows roughly. */
const BEYOND = 0.03;

type Colour = readonly [red: number, green: number, blue: number];

/** What covers the other parts in all views: a wide mask of each part, and the colour of the ground around it. */
interface Cover {
  readonly mask: Uint8Array;
  readonly colour: Colour;
}

/** The views of each part, in the order of the parts. */
export function partViews(picture: Raster, parts: MapParts): PartViews[] {
  const colours = groundsOf(picture, parts);
  const covers = parts.boxes.map((_, index) => ({
    mask: widenedPart(parts, index + 1),
    colour: colours[index] ?? WHITE,
  }));
  const page = { x: 0, y: 0, width: parts.width, height: parts.height };
  return parts.boxes.map((box, index) => {
    const view = (frame: Frame) => viewOf(picture, parts, frame, index, covers);
    return [view(squareAround(box, ROOM)), view(page), view(squareAround(box, LITTLE_ROOM))];
  });
}

function squareAround({ x, y, width, height }: Frame, room: number): Frame {
  const side = room * Math.max(width, height);
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}

/** @param frame what the view shows, in pixels of the parts, which need not be whole */
function viewOf(picture: Raster, parts: MapParts, frame: Frame, own: number, covers: readonly Cover[]): Raster {
  const { width, height, labels } = parts;
  const [across, down] = [picture.width / width, picture.height / height];
  const scale = Math.min(across, LONGEST / Math.max(frame.width, frame.height));
  const view = {
    width: Math.max(1, Math.round(frame.width * scale)),
    height: Math.max(1, Math.round(frame.height * scale)),
  };
  const others = covers.filter((_, index) => index !== own);
  const beyond = covers[own]?.colour ?? WHITE;
  const colourAt = (x: number, y: number): Colour => {
    if (x < 0 || y < 0 || x >= width || y >= height) return beyond;
    const at = Math.floor(y) * width + Math.floor(x);
    const cover = labels[at] === own + 1 ? undefined : others.find(({ mask }) => mask[at] === 1);
    return cover?.colour ?? meanOf(picture, x * across, y * down, across / scale);
  };
  const rgba = new Uint8Array(4 * view.width * view.height).fill(255);
  for (let y = 0; y < view.height; y++) {
    for (let x = 0; x < view.width; x++) {
      const place = [((x + 0.5) * frame.width) / view.width, ((y + 0.5) * frame.height) / view.height] as const;
      rgba.set(colourAt(frame.x + place[0], frame.y + place[1]), 4 * (y * view.width + x));
    }
  }
  return { ...view, rgba };
}

const WHITE: Colour = [255, 255, 255];
/** Samples along one side of a pixel of a view. */
const MOST_SAMPLES = 4;

/** The mean colour of a square of the picture, over white. */
function meanOf({ width, height, rgba }: Raster, x: number, y: number, side: number): Colour {
  const count = Math.max(1, Math.min(MOST_SAMPLES, Math.round(side)));
  let [red, green, blue] = [0, 0, 0];
  for (let i = 0; i < count * count; i++) {
    const [across, down] = [((i % count) + 0.5) / count - 0.5, (Math.floor(i / count) + 0.5) / count - 0.5];
    const column = Math.max(0, Math.min(width - 1, Math.floor(x + across * side)));
    const row = Math.max(0, Math.min(height - 1, Math.floor(y + down * side)));
    const at = 4 * (row * width + column);
    const alpha = (rgba[at + 3] ?? 0) / 255;
    red += 255 + alpha * ((rgba[at] ?? 0) - 255);
    green += 255 + alpha * ((rgba[at + 1] ?? 0) - 255);
    blue += 255 + alpha * ((rgba[at + 2] ?? 0) - 255);
  }
  const samples = count * count;
  return [red / samples, green / samples, blue / samples];
}

function reachOf({ width, height }: MapParts): number {
  return Math.ceil(BEYOND * Math.max(width, height));
}

function widenedPart(parts: MapParts, label: number): Uint8Array {
  const own = parts.labels.map((each) => (each === label ? 1 : 0));
  return widened(own, parts.width, parts.height, reachOf(parts));
}

/** The colour of the ground around each part; that of all the ground where a part has none around it. */
function groundsOf(picture: Raster, parts: MapParts): Colour[] {
  const { width, height, labels, boxes } = parts;
  const reach = reachOf(parts);
  const near = widened(
    labels.map((label) => Math.min(1, label)),
    width,
    height,
    reach,
  );
  const within = (left: number, top: number, right: number, bottom: number): Colour | null => {
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, right); x++) {
        if (near[y * width + x] === 1) continue;
        const colour = meanOf(picture, ((x + 0.5) * picture.width) / width, ((y + 0.5) * picture.height) / height, 1);
        red += colour[0];
        green += colour[1];
        blue += colour[2];
        count++;
      }
    }
    return count === 0 ? null : [red / count, green / count, blue / count];
  };
  const all = within(0, 0, width, height) ?? WHITE;
  const room = 2 * reach;
  return boxes.map(
    ({ x, y, width: across, height: down }) => within(x - room, y - room, x + across + room, y + down + room) ?? all,
  );
}
