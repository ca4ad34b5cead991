import { beforeEach, describe, expect, it } from 'vitest';
import { strokeStepSchema } from '../../../../preload/contract/region-steps.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
  editor.select('brush');
});

describe('the brush', () => {
  it('goes from idle through pointing to brushing and back', () => {
    expect(editor.path).toBe('brush.idle');
    editor.pointerDown(10, 10);
    expect(editor.path).toBe('brush.pointing');
    editor.pointerMove(20, 10);
    expect(editor.path).toBe('brush.brushing');
    editor.pointerUp(30, 10);
    expect(editor.path).toBe('brush.idle');
  });

  it('keeps one stroke a gesture, through every place of the pointer', () => {
    editor.pointerDown(10, 10).pointerMove(20, 10, { x: 25, y: 12 }).pointerUp(30, 15);
    expect(editor.region).toHaveLength(1);
    expect(editor.region[0]).toMatchObject({ operation: 'add', size: 96, points: [10, 10, 20, 10, 25, 12, 30, 15] });
    editor.undo();
    expect(editor.region).toEqual([]);
  });

  it('leaves a dot of a click', () => {
    editor.pointerDown(10, 10).pointerUp(10, 10);
    expect(editor.strokes[0]?.points).toEqual([10, 10]);
  });

  it('shows the stroke while it is made and not afterwards', () => {
    editor.pointerDown(10, 10).pointerMove(40, 10);
    expect(editor.canvas.live?.points).toEqual([10, 10, 40, 10]);
    expect(editor.region).toEqual([]);
    editor.pointerUp(40, 10);
    expect(editor.canvas.live).toBeNull();
  });

  it('takes a cancelled stroke back without a trace', () => {
    editor.pointerDown(10, 10).pointerMove(40, 10);
    expect(editor.toolbox.getState().cancelGesture()).toBe(true);
    expect(editor.path).toBe('brush.idle');
    editor.pointerUp(40, 10);
    expect(editor.region).toEqual([]);
    expect(editor.document.getState().canUndo).toBe(false);
    expect(editor.toolbox.getState().cancelGesture()).toBe(false);
  });

  it('draws a straight line from the last end with Shift', () => {
    editor.stroke({ x: 10, y: 10 }, { x: 50, y: 10 });
    editor.pointerDown(50, 90, { shift: true }).pointerUp(50, 90);
    expect(editor.strokes[1]?.points).toEqual([50, 10, 50, 90]);
  });

  it('keeps the size it began with', () => {
    editor.pointerDown(10, 10).pointerMove(20, 10);
    editor.toolbox.getState().setBrushSize(7);
    editor.pointerUp(30, 10);
    expect(editor.region).toMatchObject([{ size: 96 }]);
  });

  it('changes its size with Alt and the second button, and paints nothing', () => {
    editor.pointerDown(100, 10, { button: 2, alt: true });
    expect(editor.path).toBe('brush.resizing');
    editor.pointerMove(110, 10).pointerUp(110, 10);
    expect(editor.brushSize).toBe(116);
    expect(editor.region).toEqual([]);
  });

  it('splits an endless gesture into strokes that the contract takes, still one undo step', () => {
    editor.pointerDown(0, 0);
    for (let i = 1; i <= 120_000; i++) editor.pointerMove(i, i % 7);
    editor.pointerUp(120_000, 0);
    expect(editor.region).toHaveLength(3);
    for (const stroke of editor.region) expect(strokeStepSchema.safeParse(stroke).success).toBe(true);
    expect(editor.strokes[1]?.points?.slice(0, 2)).toEqual(editor.strokes[0]?.points?.slice(-2));
    editor.undo();
    expect(editor.region).toEqual([]);
  });
});

describe('the eraser', () => {
  it('adds erasing strokes to what is painted, and nothing to an empty mask', () => {
    editor.select('eraser').stroke({ x: 5, y: 5 }, { x: 9, y: 9 });
    expect(editor.region).toEqual([]);
    editor.select('brush').stroke({ x: 5, y: 5 }, { x: 9, y: 9 });
    editor.select('eraser').stroke({ x: 5, y: 5 }, { x: 9, y: 9 });
    expect(editor.strokes.map((stroke) => stroke.operation)).toEqual(['add', 'subtract']);
    expect(editor.canvas.brush).toEqual({ size: 96, erase: true });
  });
});
