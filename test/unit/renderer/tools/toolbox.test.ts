import { beforeEach, describe, expect, it } from 'vitest';
import type { ToolName } from '../../../../preload/contract/tool-names.ts';
import { stepBrush } from '../../../../renderer/tools/brush-size.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

let editor: TestEditor;

beforeEach(() => {
  editor = new TestEditor();
});

describe('the toolbox', () => {
  it('pans with the hand, and puts the view back on a cancel', () => {
    editor.select('hand').pointerDown(10, 10).pointerMove(30, 15);
    expect(editor.path).toBe('hand.dragging');
    expect(editor.canvas.pan).toEqual({ x: 20, y: 5 });
    editor.pointerCancel();
    expect(editor.canvas.pan).toEqual({ x: 0, y: 0 });
    expect(editor.path).toBe('hand.idle');
  });

  it('turns the view about its middle, in steps with Shift, and back on a cancel', () => {
    // The middle of this canvas lies at 200, 150.
    editor.select('rotate').pointerDown(300, 150).pointerMove(200, 250);
    expect(editor.path).toBe('rotate.turning');
    expect(editor.canvas.turned).toBeCloseTo(90, 9);
    editor.pointerCancel();
    expect(editor.canvas.turned).toBe(0);
    editor.pointerDown(300, 150).pointerUp(290, 241, { shift: true });
    expect(editor.canvas.turned).toBe(45);
    editor.canvas.turned = 0;
    editor.pointerDown(300, 150).pointerMove(200, 50).pointerUp(200, 50);
    expect(editor.canvas.turned).toBeCloseTo(-90, 9);
    expect(editor.region).toEqual([]);
    expect(editor.path).toBe('rotate.idle');
  });

  it('pans with the middle button whatever the tool', () => {
    editor.select('brush').pointerDown(0, 0, { button: 1 }).pointerMove(7, 8).pointerUp(7, 8);
    expect(editor.canvas.pan).toEqual({ x: 7, y: 8 });
    expect(editor.region).toEqual([]);
    expect(editor.path).toBe('brush.idle');
  });

  it('gives the tool before back where a held key only borrowed its tool', () => {
    const box = editor.select('move').toolbox;
    const { selectByKey, releaseKey, holdKey } = box.getState();
    const tool = () => box.getState().tool;
    selectByKey('rotate', 'KeyR');
    editor.pointerDown(300, 150).pointerMove(200, 250);
    releaseKey('KeyR');
    expect(tool()).toBe('rotate');
    editor.pointerUp(200, 250);
    expect(tool()).toBe('move');
    // A short press chooses for good.
    selectByKey('brush', 'KeyB');
    releaseKey('KeyB');
    expect(tool()).toBe('brush');
    editor.pointerDown(0, 0).pointerUp(9, 9);
    expect(tool()).toBe('brush');
    // A key that repeats is held.
    selectByKey('hand', 'KeyH');
    holdKey('KeyH');
    releaseKey('KeyH');
    expect(tool()).toBe('brush');
    // A tool that is chosen meanwhile stays, and so does one whose key is another.
    selectByKey('hand', 'KeyH');
    editor.pointerDown(0, 0).pointerUp(9, 9);
    selectByKey('wand', 'KeyW');
    releaseKey('KeyH');
    expect(tool()).toBe('wand');
    releaseKey('KeyW');
    expect(tool()).toBe('wand');
  });

  it('gives the tool before back once what a borrowed tool has open is finished', () => {
    const { selectByKey, releaseKey, finishGesture } = editor.select('brush').toolbox.getState();
    selectByKey('crop', 'KeyC');
    editor.pointerDown(10, 10).pointerMove(60, 60).pointerUp(60, 60);
    releaseKey('KeyC');
    expect(editor.path).toBe('crop.framing');
    finishGesture();
    expect(editor.path).toBe('brush.idle');
  });

  it('lends the hand while Space is held', () => {
    editor.select('brush').toolbox.getState().holdHand(true);
    expect(editor.canvas.tool).toBe('hand');
    editor.pointerDown(0, 0).pointerMove(5, 5).pointerUp(5, 5);
    editor.toolbox.getState().holdHand(false);
    expect(editor.canvas.tool).toBe('brush');
    expect(editor.region).toEqual([]);
  });

  it('leaves a stroke to its brush when Space comes in the middle', () => {
    editor.select('brush').pointerDown(0, 0).pointerMove(20, 0);
    editor.toolbox.getState().holdHand(true);
    editor.pointerMove(40, 0).pointerUp(40, 0);
    expect(editor.strokes[0]?.points).toEqual([0, 0, 20, 0, 40, 0]);
    expect(editor.canvas.pan).toEqual({ x: 0, y: 0 });
  });

  it('takes the gesture back when another tool is chosen', () => {
    editor.select('brush').pointerDown(0, 0).pointerMove(20, 0).select('move').pointerUp(20, 0);
    expect(editor.region).toEqual([]);
    expect(editor.path).toBe('move.idle');
    expect(editor.canvas.tool).toBe('move');
  });

  it('swaps the brush and the eraser of the region, and leaves other tools alone', () => {
    const { swapBrush } = editor.toolbox.getState();
    expect(swapBrush()).toBe(false);
    expect(editor.toolbox.getState().tool).toBe('move');
    editor.select('brush');
    expect(swapBrush()).toBe(true);
    expect(editor.toolbox.getState().tool).toBe('eraser');
    swapBrush();
    expect(editor.toolbox.getState().tool).toBe('brush');
  });

  it('steps the brush by at least a pixel and never past its limits', () => {
    expect(stepBrush(1, -1, true)).toBe(1);
    expect(stepBrush(1, 1, false)).toBe(2);
    expect(stepBrush(2000, 1, true)).toBe(2000);
    let size = 1;
    for (let i = 0; i < 200; i++) {
      const next = stepBrush(size, 1, false);
      if (size < 2000) expect(next).toBeGreaterThan(size);
      size = next;
    }
    expect(size).toBe(2000);
  });

  it('hears nothing any more when destroyed', () => {
    editor.select('brush').toolbox.destroy();
    editor.stroke({ x: 0, y: 0 }, { x: 9, y: 9 });
    expect(editor.region).toEqual([]);
  });
});

it('changes no layers that a result covers, and says why, while regions are marked and the view is moved', () => {
  const editor = new TestEditor();
  const before = editor.document.getState().document;
  editor.covered = true;
  const tried = (tool: ToolName) => {
    editor.refusals = 0;
    editor.toolbox.getState().select(tool);
    editor.stroke({ x: 20, y: 20 }, { x: 90, y: 60 });
    editor.toolbox.getState().cancelGesture();
    return editor.refusals;
  };
  const covered: ToolName[] = [
    'move',
    'paintbrush',
    'pencil',
    'paint-eraser',
    'bucket',
    'gradient',
    'text',
    'shape',
    'crop',
  ];
  for (const tool of covered) expect([tool, tried(tool)]).toEqual([tool, 1]);
  expect(editor.document.getState().document).toBe(before);
  expect([editor.painter.strokes, editor.painter.fills]).toEqual([[], []]);
  for (const tool of ['hand', 'rotate', 'eyedropper', 'marquee'] as const)
    expect([tool, tried(tool)]).toEqual([tool, 0]);
  expect(editor.region).toHaveLength(1);
  editor.toolbox.getState().select('move');
  editor.click(40, 40);
  expect(editor.refusals).toBe(0);
});
