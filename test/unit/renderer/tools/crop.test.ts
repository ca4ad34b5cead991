import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxBetween, boxInside, draggedBox, grips, holdAt } from '../../../../renderer/tools/crop/crop-box.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

const anyBox = fc.record({
  x: fc.integer({ min: -50, max: 50 }),
  y: fc.integer({ min: -50, max: 50 }),
  width: fc.integer({ min: 1, max: 300 }),
  height: fc.integer({ min: 1, max: 300 }),
});
const anyAspect = fc.constantFrom(null, 1, 0.8, 1.5, 16 / 9);
const anyPoint = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -400, max: 400 }) });

describe('the box of the crop tool', () => {
  it('has whole sides of one pixel or more, in its aspect to the pixel, whatever is dragged', () => {
    fc.assert(
      fc.property(anyBox, fc.constantFrom(...grips), anyPoint, anyAspect, (box, grip, by, aspect) => {
        for (const one of [draggedBox(box, grip, by, aspect), boxBetween(box, by, aspect), boxInside(box, aspect)]) {
          for (const side of [one.x, one.y, one.width, one.height]) expect(Number.isInteger(side)).toBe(true);
          expect(Math.min(one.width, one.height)).toBeGreaterThanOrEqual(1);
          if (aspect === null) continue;
          const isRounded = one.width === Math.max(1, Math.round(one.height * aspect));
          expect(isRounded || one.height === Math.max(1, Math.round(one.width / aspect))).toBe(true);
        }
      }),
    );
  });

  it('keeps the side or corner that lies across from the one that is dragged', () => {
    fc.assert(
      fc.property(anyBox, anyPoint, anyAspect, (box, by, aspect) => {
        const low = draggedBox(box, { across: 1, down: 1 }, by, aspect);
        expect([low.x, low.y]).toEqual([box.x, box.y]);
        const high = draggedBox(box, { across: -1, down: -1 }, by, aspect);
        expect([high.x + high.width, high.y + high.height]).toEqual([box.x + box.width, box.y + box.height]);
      }),
    );
  });

  it('is held at its corners and sides, inside of it, or nowhere', () => {
    const box = { x: 10, y: 10, width: 100, height: 60 };
    expect(holdAt(box, { x: 108, y: 12 }, 5)).toEqual({ across: 1, down: -1 });
    expect(holdAt(box, { x: 60, y: 71 }, 5)).toEqual({ across: 0, down: 1 });
    expect(holdAt(box, { x: 60, y: 40 }, 5)).toBe('inside');
    expect(holdAt(box, { x: 200, y: 40 }, 5)).toBe('outside');
  });
});

describe('the crop tool', () => {
  const begun = () => {
    const editor = new TestEditor();
    editor.document.getState().addLayer(layerWith({ id: idOf(1), x: 30, y: 20 }));
    editor.toolbox.getState().select('crop');
    return editor;
  };

  it('lays a box, which Enter makes the page in one undo step; what lies beside it is kept', () => {
    const editor = begun();
    const before = editor.document.getState().document;
    editor.stroke({ x: 20, y: 10 }, { x: 70, y: 50 });
    expect(editor.canvas.shape).toEqual({ kind: 'crop', x: 20, y: 10, width: 50, height: 40 });
    expect(editor.document.getState().document).toBe(before);
    expect(editor.toolbox.getState().finishGesture()).toBe(true);
    expect(editor.canvas.shape).toBeNull();
    expect(editor.document.getState().document).toMatchObject({ width: 50, height: 40, layers: [{ x: 10, y: 10 }] });
    editor.document.getState().undo();
    expect(editor.document.getState().document).toEqual(before);
  });

  it('moves the box and its sides, and Escape leaves the page as it is', () => {
    const editor = begun();
    const before = editor.document.getState().document;
    editor.stroke({ x: 20, y: 10 }, { x: 70, y: 50 });
    editor.stroke({ x: 45, y: 30 }, { x: 50, y: 32 });
    expect(editor.canvas.shape).toMatchObject({ x: 25, y: 12, width: 50, height: 40 });
    editor.stroke({ x: 75, y: 52 }, { x: 85, y: 57 });
    expect(editor.canvas.shape).toMatchObject({ x: 25, y: 12, width: 60, height: 45 });
    expect(editor.toolbox.getState().cancelGesture()).toBe(true);
    expect(editor.canvas.shape).toBeNull();
    expect(editor.document.getState().document).toBe(before);
  });

  it('lays the box around the page by a click, in the chosen aspect', () => {
    const editor = begun();
    editor.toolbox.getState().setOptions({ cropAspect: '1:1' });
    const { width, height } = editor.document.getState().document;
    editor.click(50, 40);
    const side = Math.min(width, height);
    expect(editor.canvas.shape).toMatchObject({ kind: 'crop', width: side, height: side });
  });

  it('gives a box that reaches beyond the page to be drawn where the artist wants that, and crops any other', () => {
    const editor = begun();
    const before = editor.document.getState().document;
    editor.toolbox.getState().setOptions({ cropDraws: true });
    editor.stroke({ x: 200, y: 100 }, { x: 450, y: 200 });
    expect(editor.toolbox.getState().finishGesture()).toBe(true);
    expect(editor.extended).toEqual([{ x: 200, y: 100, width: 250, height: 100 }]);
    expect(editor.document.getState().document).toBe(before);
    expect([editor.canvas.shape, editor.path]).toEqual([null, 'crop.idle']);
    editor.stroke({ x: 20, y: 10 }, { x: 70, y: 50 });
    editor.toolbox.getState().finishGesture();
    expect(editor.extended).toHaveLength(1);
    expect(editor.document.getState().document).toMatchObject({ width: 50, height: 40 });
  });

  it('leaves the new border empty where the artist does not want it drawn', () => {
    const editor = begun();
    editor.stroke({ x: 200, y: 100 }, { x: 450, y: 200 });
    editor.toolbox.getState().finishGesture();
    expect(editor.extended).toEqual([]);
    expect(editor.document.getState().document).toMatchObject({ width: 250, height: 100 });
  });

  it('straightens by a line that is drawn once, in one undo step; a click and Escape draw none', () => {
    const editor = begun();
    const before = editor.document.getState().document;
    const { setOptions, cancelGesture } = editor.toolbox.getState();
    setOptions({ straightens: true });
    editor.click(20, 20);
    expect(editor.document.getState().document).toBe(before);
    editor.pointerDown(10, 10).pointerMove(90, 20);
    expect(editor.canvas.shape).toEqual({ kind: 'polygon', points: [10, 10, 90, 20] });
    cancelGesture();
    expect([editor.canvas.shape, editor.document.getState().document]).toEqual([null, before]);
    editor.stroke({ x: 10, y: 10 }, { x: 90, y: 20 });
    const [layer] = editor.document.getState().document.layers;
    expect(layer).toMatchObject({ angle: expect.closeTo(-7.125, 3) });
    expect(editor.toolbox.getState().options.straightens).toBe(false);
    expect(editor.canvas.shape).toBeNull();
    editor.document.getState().undo();
    expect(editor.document.getState().document).toEqual(before);
    expect(editor.document.getState().canUndo).toBe(true);
  });

  it('ends straightening by Escape before anything else', () => {
    const editor = begun();
    const { setOptions, cancelGesture } = editor.toolbox.getState();
    setOptions({ straightens: true });
    expect(cancelGesture()).toBe(true);
    expect(editor.toolbox.getState().options.straightens).toBe(false);
    expect(cancelGesture()).toBe(false);
  });
});
