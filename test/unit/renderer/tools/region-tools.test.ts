import { beforeEach, describe, expect, it } from 'vitest';
import { rasteriseRegion } from '../../../../renderer/document/region-raster.ts';
import { strokeWith } from '../../../helpers/documents.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
});

const operations = () => editor.region.map((step) => ('operation' in step ? step.operation : step.kind));

describe('the marquee', () => {
  beforeEach(() => {
    editor.select('marquee');
  });

  it('marks a rectangle from corner to corner, on whole pixels, in one undo step', () => {
    editor.pointerDown(60.4, 50.6);
    expect(editor.path).toBe('marquee.dragging');
    editor.pointerMove(20, 30);
    expect(editor.canvas.shape).toEqual({ kind: 'rectangle', x: 20, y: 30, width: 40, height: 21 });
    editor.pointerUp(10, 20);
    expect(editor.path).toBe('marquee.idle');
    expect(editor.canvas.shape).toBeNull();
    expect(editor.region).toMatchObject([{ kind: 'rectangle', operation: 'add', x: 10, y: 20, width: 50, height: 31 }]);
    editor.undo();
    expect(editor.region).toEqual([]);
    expect(editor.document.getState().canUndo).toBe(false);
  });

  it('replaces what is there; Shift adds, Alt takes away, both keep what is in both', () => {
    const drag = (keys: object) => editor.pointerDown(10, 10, keys).pointerMove(40, 30).pointerUp(50, 40);
    drag({});
    drag({ shift: true });
    drag({ alt: true });
    drag({ shift: true, alt: true });
    expect(operations()).toEqual(['add', 'add', 'subtract', 'intersect']);
    drag({});
    expect(operations()).toEqual(['add']);
    editor.undo();
    expect(operations()).toEqual(['add', 'add', 'subtract', 'intersect']);
  });

  it('draws a square with Shift and from the middle with Alt, once they were not held at the press', () => {
    editor.pointerDown(100, 100).pointerMove(130, 110).hold(130, 110, { shift: true });
    expect(editor.canvas.shape).toMatchObject({ x: 100, y: 100, width: 30, height: 30 });
    editor.hold(130, 110, { shift: true, alt: true });
    expect(editor.canvas.shape).toMatchObject({ x: 70, y: 70, width: 60, height: 60 });
    editor.hold(130, 110, { alt: true }).pointerUp(130, 110);
    expect(editor.region).toMatchObject([{ operation: 'add', x: 70, y: 90, width: 60, height: 20 }]);
  });

  it('takes a key that was held at the press for the mode until it is let go', () => {
    editor.pointerDown(100, 100, { shift: true }).pointerMove(130, 110);
    expect(editor.canvas.shape).toMatchObject({ width: 30, height: 10 });
    editor.hold(130, 110, {}).hold(130, 110, { shift: true });
    expect(editor.canvas.shape).toMatchObject({ width: 30, height: 30 });
    editor.pointerUp(130, 110);
    expect(operations()).toEqual(['add']);
  });

  it('marks an ellipse after Shift+M, which chooses the tool first', () => {
    const { cycle, select } = editor.toolbox.getState();
    select('brush');
    cycle('marquee');
    expect(editor.toolbox.getState()).toMatchObject({ tool: 'marquee', options: { marquee: 'rectangle' } });
    cycle('marquee');
    editor.pointerDown(10, 10).pointerMove(30, 20).pointerUp(30, 20);
    expect(editor.region).toMatchObject([{ kind: 'ellipse', x: 10, y: 10, width: 20, height: 10 }]);
  });

  it('clears the region by a click, but not by one with a key', () => {
    editor.document.getState().addRegionStep(strokeWith());
    editor.click(5, 5, { shift: true });
    expect(editor.region).toHaveLength(1);
    editor.click(5, 5);
    expect(editor.region).toEqual([]);
    expect(editor.nothings).toBe(0);
  });

  it('takes a cancelled drag back without a trace', () => {
    editor.pointerDown(10, 10).pointerMove(40, 40);
    expect(editor.toolbox.getState().cancelGesture()).toBe(true);
    expect(editor.canvas.shape).toBeNull();
    editor.pointerUp(40, 40);
    expect(editor.region).toEqual([]);
    expect(editor.document.getState().canUndo).toBe(false);
  });

  it('says so where it marks nothing: beside the page, or without a height', () => {
    editor.document.getState().addRegionStep(strokeWith());
    editor.pointerDown(-50, -50).pointerMove(-10, -10).pointerUp(-10, -10);
    editor.pointerDown(20, 20).pointerMove(60, 20).pointerUp(60, 20);
    expect(editor.nothings).toBe(2);
    expect(editor.region).toEqual([strokeWith()]);
  });
});

describe('the lasso', () => {
  beforeEach(() => {
    editor.select('lasso');
  });

  it('marks what a free line goes around, closed where it is let go', () => {
    editor.pointerDown(10, 10);
    expect(editor.path).toBe('lasso.drawing');
    editor.pointerMove(50, 10, { x: 50, y: 50 }).pointerUp(10, 50);
    expect(editor.region).toMatchObject([
      { kind: 'polygon', operation: 'add', points: [10, 10, 50, 10, 50, 50, 10, 50] },
    ]);
    const mask = rasteriseRegion(editor.region, 400, 300);
    expect(mask?.values.filter((value) => value === 255)).toHaveLength(1600);
  });

  it('places corners by clicks, shows the next side, takes one back and closes by Enter', () => {
    editor.toolbox.getState().setOptions({ lasso: 'corners' });
    editor.click(10, 10, { shift: true }).click(50, 10).click(50, 50);
    expect(editor.path).toBe('lasso.placing');
    editor.hover(30, 60);
    expect(editor.canvas.shape).toEqual({ kind: 'polygon', points: [10, 10, 50, 10, 50, 50, 30, 60] });
    expect(editor.toolbox.getState().stepBackGesture()).toBe(true);
    editor.click(90, 90);
    expect(editor.region).toEqual([]);
    expect(editor.toolbox.getState().finishGesture()).toBe(true);
    expect(editor.region).toMatchObject([{ operation: 'add', points: [10, 10, 50, 10, 90, 90] }]);
    expect(editor.path).toBe('lasso.idle');
    expect(editor.canvas.shape).toBeNull();
    expect(editor.undo().region).toEqual([]);
  });

  it('closes by a double click and by a click on the first corner', () => {
    editor.toolbox.getState().setOptions({ lasso: 'corners' });
    editor.click(10, 10).click(50, 10).click(50, 50).click(50, 50);
    expect(editor.region).toMatchObject([{ points: [10, 10, 50, 10, 50, 50] }]);
    editor.click(100, 100).click(150, 100).click(150, 150).click(103, 102);
    expect(editor.region).toMatchObject([{ points: [100, 100, 150, 100, 150, 150] }]);
  });

  it('leaves the view free between corners, and is dropped by Escape and by another tool', () => {
    editor.toolbox.getState().setOptions({ lasso: 'corners' });
    editor.click(10, 10).click(50, 10);
    editor.pointerDown(0, 0, { button: 1 }).pointerMove(7, 8).pointerUp(7, 8);
    expect(editor.canvas.pan).toEqual({ x: 7, y: 8 });
    expect(editor.path).toBe('lasso.placing');
    expect(editor.toolbox.getState().cancelGesture()).toBe(true);
    expect(editor.toolbox.getState().cancelGesture()).toBe(false);
    editor.click(10, 10).click(50, 10).click(50, 50).select('brush');
    expect(editor.canvas.shape).toBeNull();
    expect(editor.toolbox.getState().finishGesture()).toBe(false);
    expect(editor.region).toEqual([]);
  });

  it('clears the region by a click, and says so where a line goes around nothing', () => {
    editor.document.getState().addRegionStep(strokeWith());
    editor.pointerDown(10, 10).pointerMove(90, 10).pointerUp(50, 10);
    expect(editor.nothings).toBe(1);
    expect(editor.region).toHaveLength(1);
    editor.click(5, 5);
    expect(editor.region).toEqual([]);
  });
});

describe('the wand', () => {
  const found = { blob: 'a'.repeat(64), x: 3, y: 4, width: 9, height: 8 };

  beforeEach(() => {
    editor.select('wand');
  });

  it('marks what is found, in one undo step', async () => {
    editor.click(30, 40, { alt: false });
    expect(editor.path).toBe('wand.searching');
    expect(editor.searches[0]).toMatchObject({ at: { x: 30, y: 40 }, options: { tolerance: 32, contiguous: true } });
    editor.searches[0]?.find(found);
    await Promise.resolve();
    expect(editor.path).toBe('wand.idle');
    expect(editor.region).toMatchObject([{ kind: 'picture', operation: 'add', ...found }]);
    expect(editor.undo().region).toEqual([]);
  });

  it('is given up by Escape, by a press elsewhere and by another tool', async () => {
    editor.click(30, 40);
    expect(editor.toolbox.getState().cancelGesture()).toBe(true);
    editor.click(30, 40).click(60, 60).select('brush');
    expect(editor.searches.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    for (const { find } of editor.searches) find(found);
    await Promise.resolve();
    expect(editor.region).toEqual([]);
    expect(editor.path).toBe('brush.idle');
  });

  it('does not look beside the page', () => {
    editor.click(-4, 40);
    expect(editor.searches).toEqual([]);
    expect(editor.nothings).toBe(1);
  });
});

it('the thing tool marks what the model tells apart at a place, in one undo step', async () => {
  const found = { blob: 'b'.repeat(64), x: 3, y: 4, width: 9, height: 8 };
  editor.select('thing').click(30, 40);
  expect(editor.path).toBe('thing.searching');
  expect(editor.searches[0]).toMatchObject({ at: { x: 30, y: 40 }, options: null });
  editor.searches[0]?.find(found);
  await Promise.resolve();
  expect(editor.path).toBe('thing.idle');
  expect(editor.region).toMatchObject([{ kind: 'picture', operation: 'add', ...found }]);
});

it('a stroke that touches nothing says so and leaves no step', () => {
  editor.select('brush').stroke({ x: -90, y: -90 }, { x: -80, y: -200 });
  expect([editor.nothings, editor.region]).toEqual([1, []]);
  expect(editor.document.getState().canUndo).toBe(false);
  editor.stroke({ x: -90, y: -90 }, { x: 80, y: 80 });
  expect([editor.nothings, editor.region.length]).toEqual([1, 1]);
});
