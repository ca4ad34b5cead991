import { beforeEach, describe, expect, it } from 'vitest';
import { fillLayer } from '../../../../renderer/document/new-layer.ts';
import { idOf } from '../../../helpers/documents.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

let editor: TestEditor;
beforeEach(() => {
  editor = new TestEditor();
});

const last = () => {
  const stroke = editor.painter.strokes.at(-1);
  if (stroke === undefined) throw new Error('Nothing was painted.');
  return stroke;
};
const places = () => last().points.map(({ x, y }) => [x, y]);

describe('the tools that paint', () => {
  it('keep every place from the press to the release, on the page and beside it', () => {
    editor.select('paintbrush').pointerDown(10, 10).pointerMove(-50, 20, { x: -60, y: 30 }).pointerMove(90, 40);
    expect(editor.path).toBe('paintbrush.painting');
    editor.pointerUp(95, 45);
    expect(places()).toEqual([
      [10, 10],
      [-50, 20],
      [-60, 30],
      [90, 40],
      [95, 45],
    ]);
    expect(last()).toMatchObject({ end: 'kept', style: { ink: { kind: 'colour' } } });
  });

  it('paint a tap, take nothing back that the system ends, and cancel at Escape', () => {
    editor.select('pencil').click(7, 8);
    expect(places()).toEqual([[7, 8]]);
    editor.pointerDown(1, 1).pointerCancel();
    expect(last().end).toBe('kept');
    editor.pointerDown(1, 1).toolbox.getState().cancelGesture();
    expect(last().end).toBe('cancelled');
  });

  it('keep what was painted where another tool is chosen in the middle of the stroke', () => {
    editor.select('paintbrush').pointerDown(1, 1).pointerMove(20, 5).select('move');
    expect(last().end).toBe('kept');
    expect(places()).toEqual([
      [1, 1],
      [20, 5],
    ]);
    editor.pointerUp(30, 30);
    expect(editor.painter.strokes).toHaveLength(1);
  });

  it('draw a straight line from the end of the last stroke with Shift', () => {
    editor.select('paintbrush').stroke({ x: 0, y: 0 }, { x: 20, y: 5 });
    editor.click(80, 60, { shift: true });
    expect(places()).toEqual([
      [20, 5],
      [80, 60],
    ]);
  });

  it('erase with the eraser and with the other end of a pen', () => {
    editor.select('paint-eraser').click(1, 1);
    expect(last().style.ink).toEqual({ kind: 'erase' });
    editor.select('paintbrush').click(1, 1, { button: 5 });
    expect(last().style.ink).toEqual({ kind: 'erase' });
  });

  it('have sizes and hardness of their own by [ and ], and colours that X swaps and D resets', () => {
    const { getState } = editor.select('paintbrush').toolbox;
    const region = getState().brushSize;
    getState().stepBrushSize(1, false);
    getState().stepBrushSize(-1, true);
    expect(getState().paint.tips.paintbrush).toMatchObject({ size: 26, hardness: 0.5 });
    expect(getState().brushSize).toBe(region);
    expect(editor.canvas.brush).toEqual({ size: 26, erase: false });
  });

  it('remember the colour that was painted with, once', () => {
    const red = { red: 200, green: 0, blue: 0 };
    const { getState } = editor.select('paintbrush').toolbox;
    getState().setPaint({ colours: { ...getState().paint.colours, foreground: red } });
    editor.click(1, 1).click(2, 2);
    expect(getState().paint.colours.recent).toEqual([red]);
  });

  it('fill by a press and by a drag, and say so where there is nothing to fill', () => {
    editor.select('bucket').click(30, 40);
    expect(editor.painter.fills).toMatchObject([{ at: { x: 30, y: 40 }, style: { ink: { kind: 'colour' } } }]);
    editor.click(-5, 40);
    expect(editor.nothings).toBe(1);
    editor.select('gradient').stroke({ x: 10, y: 10 }, { x: 60, y: 40 });
    expect(editor.painter.fills.at(-1)?.style.ink).toMatchObject({
      kind: 'gradient',
      from: { x: 10, y: 10 },
      to: { x: 60, y: 40 },
    });
    editor.click(10, 10);
    expect(editor.nothings).toBe(2);
    expect(editor.canvas.shape).toBeNull();
  });

  it('show a gradient while it is dragged, keep it at the release, and drop it by Escape and by a click', () => {
    editor.select('gradient').pointerDown(10, 10).pointerMove(40, 20).pointerMove(60, 40);
    expect(editor.painter.gradients).toMatchObject([{ inks: [{ to: { x: 40 } }, { to: { x: 60 } }], end: 'open' }]);
    editor.pointerUp(70, 50);
    expect(editor.painter.gradients).toMatchObject([{ end: 'kept' }]);
    expect(editor.painter.fills.map(({ style }) => style.ink)).toMatchObject([
      { from: { x: 10 }, to: { x: 70, y: 50 } },
    ]);
    editor.pointerDown(10, 10).pointerMove(60, 40).pointerCancel();
    editor.pointerDown(10, 10).pointerMove(60, 40).pointerUp(10, 10);
    expect(editor.painter.gradients.map(({ end }) => end)).toEqual(['kept', 'cancelled', 'cancelled']);
    expect(editor.painter.fills).toHaveLength(1);
    // A page that is too large for that is filled at the release.
    editor.document.getState().resizePage(4000, 3000);
    editor.stroke({ x: 10, y: 10 }, { x: 60, y: 40 });
    expect([editor.painter.gradients.length, editor.painter.fills.length]).toEqual([3, 2]);
  });

  it('lay the gradient of a chosen layer anew while they are dragged, in one undo step, and paint nothing', () => {
    const stop = { red: 0, green: 0, blue: 0, alpha: 1 };
    const ends = { from: { x: 0, y: 0 }, to: { x: 5, y: 5 } };
    const fill = { type: 'gradient', shape: 'linear', ...ends, first: stop, second: stop } as const;
    const state = () => editor.document.getState();
    const laid = () => state().document.layers.find(({ id }) => id === idOf(7));
    state().addLayer(fillLayer({ id: idOf(7), name: 'Gradient', fill }));
    editor.select('gradient').pointerDown(10, 10).pointerMove(60, 40);
    expect(editor.path).toBe('gradient.shaping');
    expect(laid()).toMatchObject({ fill: { from: { x: 10, y: 10 }, to: { x: 60, y: 40 } } });
    editor.pointerUp(70, 10);
    expect(laid()).toMatchObject({ fill: { from: { x: 10, y: 10 }, to: { x: 70, y: 10 } } });
    expect(editor.painter.fills).toEqual([]);
    state().undo();
    expect(laid()).toMatchObject({ fill });
    editor.pointerDown(10, 10).pointerMove(60, 40).pointerCancel();
    expect(laid()).toMatchObject({ fill });
    editor.click(30, 30);
    expect([laid(), editor.nothings, state().canRedo]).toMatchObject([{ fill }, 1, true]);
    // A locked layer takes no gradient, so the drag paints as it does elsewhere.
    state().updateLayer(idOf(7), { locks: { all: true, position: false, transparency: false } });
    editor.stroke({ x: 10, y: 10 }, { x: 60, y: 40 });
    expect(laid()).toMatchObject({ fill });
    expect(editor.painter.fills).toHaveLength(1);
  });
});
