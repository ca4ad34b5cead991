import { expect, test } from 'vitest';
import type { ShapeForm } from '../../../../preload/contract/drawn-layers.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

function editor(form: ShapeForm) {
  const one = new TestEditor().select('shape');
  const { options, setOptions } = one.toolbox.getState();
  setOptions({ shape: { ...options.shape, form } });
  return one;
}

const layersOf = (one: TestEditor) => one.document.getState().document.layers;

test('a drag draws a shape as a chosen layer, one undo step, with its outline shown meanwhile', () => {
  const one = editor('rectangle');
  one.pointerDown(10, 20).pointerMove(60, 50);
  expect(one.canvas.shape).toEqual({ kind: 'rectangle', x: 10, y: 20, width: 50, height: 30 });
  one.pointerUp(60, 50);
  expect(one.canvas.shape).toBeNull();
  expect(layersOf(one)).toMatchObject([
    { kind: 'shape', name: 'Rectangle', x: 10, y: 20, width: 50, height: 30, style: { form: 'rectangle' } },
  ]);
  expect(one.document.getState().selectedLayerId).toBe(layersOf(one)[0]?.id);
  one.undo();
  expect(layersOf(one)).toEqual([]);
  expect(one.document.getState().canUndo).toBe(false);
});

test('Shift keeps the sides alike, and Alt draws from the middle', () => {
  const one = editor('ellipse');
  one.pointerDown(100, 100, { shift: true }).pointerMove(150, 120).pointerUp(150, 120);
  one.pointerDown(200, 200, { alt: true }).pointerMove(230, 210).pointerUp(230, 210);
  expect(layersOf(one)).toMatchObject([
    { x: 100, y: 100, width: 50, height: 50 },
    { x: 170, y: 190, width: 60, height: 20 },
  ]);
});

test('a line goes where the pointer goes, and with Shift by eighths of a turn', () => {
  const one = editor('line');
  one.pointerDown(10, 10).pointerMove(110, 10).pointerUp(110, 10);
  one.pointerDown(10, 10, { shift: true }).pointerMove(110, 95).pointerUp(110, 95);
  expect(layersOf(one)).toMatchObject([
    { name: 'Line', width: 100, angle: 0 },
    { name: 'Line', angle: 45 },
  ]);
});

test('a click draws nothing and chooses the shape there, and Escape in the middle of a drag leaves nothing', () => {
  const one = editor('rectangle');
  one.stroke({ x: 10, y: 20 }, { x: 60, y: 50 });
  one.document.getState().selectLayer(null);
  one.click(30, 30);
  expect(layersOf(one)).toHaveLength(1);
  expect(one.document.getState().selectedLayerId).toBe(layersOf(one)[0]?.id);
  one.pointerDown(100, 100).pointerMove(150, 150);
  one.toolbox.getState().cancelGesture();
  expect(one.canvas.shape).toBeNull();
  expect(layersOf(one)).toHaveLength(1);
});
