import type { BasicTransformEvent, FabricObject, TPointerEvent } from 'fabric';
import type { Layer } from '../../preload/contract/document.ts';
import { boundsOf } from '../document/layer-bounds.ts';
import type { Point } from '../document/point.ts';
import type { Snapping } from '../document/snapping.ts';

/** Snaps what Fabric's handles move and scale. */

export type HandleEvent = BasicTransformEvent<TPointerEvent> & { readonly target: FabricObject };

/** Ctrl turns snapping off while it is held. */
const isOff = ({ e }: HandleEvent) => e.ctrlKey || e.metaKey;

/**
 * Moves the target, so that the box around all that moves with it snaps.
 * @param layers the page's layers, where they lay before the gesture
 * @param moved ids of the layers that move
 * @param by how far Fabric has moved the target since then
 */
export function snapMoved(
  event: HandleEvent,
  snapping: Snapping,
  layers: readonly Layer[],
  moved: readonly string[],
  by: Point,
): void {
  const box = boundsOf(layers, moved);
  if (box === null) return;
  const { target } = event;
  const place = { ...box, x: box.x + by.x, y: box.y + by.y };
  const { x, y } = snapping.box(place, isOff(event), { without: moved });
  target.set({ left: target.left + x, top: target.top + y });
}

/** Which edges a handle drags: -1 the left or upper one, 1 the right or lower one, 0 neither. */
const edgesOfHandle: Readonly<Record<string, readonly [across: number, down: number]>> = {
  tl: [-1, -1],
  mt: [0, -1],
  tr: [1, -1],
  mr: [1, 0],
  br: [1, 1],
  mb: [0, 1],
  bl: [-1, 1],
  ml: [-1, 0],
};

/** Scales the target, so that the edges under the hand snap. A turned one, and one that grows from its middle, does not. */
export function snapScaled(event: HandleEvent, snapping: Snapping, layerId: string): void {
  const { target, transform } = event;
  const [across, down] = edgesOfHandle[transform.corner] ?? [0, 0];
  const isCentred = (across !== 0 && transform.originX === 'center') || (down !== 0 && transform.originY === 'center');
  if (target.angle % 360 !== 0 || isCentred || (across === 0 && down === 0)) {
    snapping.end();
    return;
  }
  const size = { width: target.width * target.scaleX, height: target.height * target.scaleY };
  const box = { x: target.left, y: target.top, ...size };
  const x = across === 0 ? [] : [across < 0 ? box.x : box.x + box.width];
  const y = down === 0 ? [] : [down < 0 ? box.y : box.y + box.height];
  const snap = (edges: { readonly x: readonly number[]; readonly y: readonly number[] }) =>
    snapping.edges(edges, box, isOff(event), { without: [layerId] });
  const both = snap({ x, y });
  if (across === 0 || down === 0 || event.e.shiftKey) {
    resize(target, across, down, box.width + across * both.x, box.height + down * both.y);
    return;
  }
  // The sides keep their proportion, so that one edge alone can be met: the one that asks for the smaller change.
  const factors = [1 + (across * both.x) / box.width, 1 + (down * both.y) / box.height] as const;
  const isAcross = both.x !== 0 && (both.y === 0 || Math.abs(factors[0] - 1) <= Math.abs(factors[1] - 1));
  snap(isAcross ? { x, y: [] } : { x: [], y });
  const factor = isAcross ? factors[0] : factors[1];
  resize(target, across, down, box.width * factor, box.height * factor);
}

/** Gives the target another size. The edge across from the hand stays. */
function resize(target: FabricObject, across: number, down: number, width: number, height: number): void {
  if (width < 1 || height < 1) return;
  const right = target.left + target.width * target.scaleX;
  const bottom = target.top + target.height * target.scaleY;
  target.set({
    scaleX: width / target.width,
    scaleY: height / target.height,
    left: across < 0 ? right - width : target.left,
    top: down < 0 ? bottom - height : target.top,
  });
}
