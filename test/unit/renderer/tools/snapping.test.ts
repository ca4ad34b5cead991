import { expect, test } from 'vitest';
import { firstAids } from '../../../../preload/contract/view-aids.ts';
import { addGuide } from '../../../../renderer/document/guides.ts';
import type { ShownLine } from '../../../../renderer/document/snap.ts';
import { PageSnapping } from '../../../../renderer/document/snapping.ts';
import { idOf } from '../../../helpers/documents.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

/** Tools on a page of 400 x 300 with guides at 100 across and 50 down. */
function editor() {
  const one = new TestEditor();
  const shown: (readonly ShownLine[])[] = [];
  const { change } = one.document.getState();
  change((page) => addGuide(page, { id: idOf(1), orientation: 'vertical', position: 100 }));
  change((page) => addGuide(page, { id: idOf(2), orientation: 'horizontal', position: 50 }));
  one.canvas.snapping = new PageSnapping({
    document: () => one.document.getState().document,
    aids: () => firstAids,
    zoom: () => 1,
    show: (lines) => shown.push(lines),
  });
  return { one, shown };
}

test('both corners of a marquee snap, and its lines are gone when it ends', () => {
  const { one, shown } = editor();
  one.select('marquee').pointerDown(97, 53).pointerMove(230, 297);
  expect(shown.at(-1)).toMatchObject([{ axis: 'y', at: 300 }]);
  one.pointerUp(230, 297);
  expect(one.region).toMatchObject([{ x: 100, y: 50, width: 130, height: 250 }]);
  expect(shown.at(-1)).toEqual([]);
});

test('Ctrl turns snapping off, and so does Shift, which keeps the sides alike', () => {
  const { one } = editor();
  one.select('marquee').pointerDown(97, 53, { ctrl: true }).pointerMove(230, 297).pointerUp(230, 297);
  expect(one.region).toMatchObject([{ x: 97, y: 53, width: 133, height: 244 }]);
  one.select('shape').pointerDown(10, 10, { shift: true }).pointerMove(97, 97).pointerUp(97, 97);
  expect(one.document.getState().document.layers).toMatchObject([{ width: 87, height: 87 }]);
});

test('the box of the crop tool snaps by its grips and as a whole', () => {
  const { one } = editor();
  one.select('crop').pointerDown(103, 120).pointerMove(160, 170).pointerUp(160, 170);
  expect(one.canvas.shape).toMatchObject({ x: 100, y: 120, width: 60, height: 50 });
  // Its upper edge comes to the guide.
  one.pointerDown(130, 120).pointerMove(131, 53).pointerUp(131, 53);
  expect(one.canvas.shape).toMatchObject({ x: 100, y: 50, width: 60, height: 120 });
  // Its middle comes to that of the page, and its lower edge to the page's.
  one.pointerDown(130, 100).pointerMove(203, 226).pointerUp(203, 226);
  expect(one.canvas.shape).toMatchObject({ x: 170, y: 180, width: 60, height: 120 });
});

test('the lines of a shape and of a text are gone once it is drawn', () => {
  const { one, shown } = editor();
  for (const tool of ['shape', 'text'] as const) {
    one.select(tool).pointerDown(10, 10).pointerMove(98, 90);
    expect(shown.at(-1)).not.toEqual([]);
    one.pointerUp(98, 90);
    expect([tool, shown.at(-1)]).toEqual([tool, []]);
  }
});

test('Escape takes the lines away with the gesture', () => {
  const { one, shown } = editor();
  one.select('shape').pointerDown(10, 10).pointerMove(98, 90);
  expect(shown.at(-1)).toHaveLength(1);
  one.toolbox.getState().cancelGesture();
  expect(shown.at(-1)).toEqual([]);
});
