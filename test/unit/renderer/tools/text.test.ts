import { expect, test } from 'vitest';
import { TestEditor } from '../../../helpers/test-editor.ts';

function editor() {
  const one = new TestEditor();
  one.toolbox.getState().select('text');
  const layers = () => one.document.getState().document.layers;
  return { one, layers };
}

test('a click begins a text without a box, and Escape keeps what was typed as one chosen layer and one step', () => {
  const { one, layers } = editor();
  one.pointerDown(50, 60);
  one.pointerUp(50, 60);
  expect(one.toolbox.getState().path).toBe('text.editing');
  expect(one.canvas.edited?.layer).toMatchObject({ kind: 'text', wraps: false, x: 50, text: '' });
  one.canvas.typed = 'Hello';
  expect(one.toolbox.getState().cancelGesture()).toBe(true);
  expect(layers()).toMatchObject([{ kind: 'text', text: 'Hello', name: 'Hello' }]);
  expect(one.document.getState().selectedLayerId).toBe(layers()[0]?.id);
  expect(one.toolbox.getState().path).toBe('text.idle');
  one.document.getState().undo();
  expect(layers()).toEqual([]);
  expect(one.document.getState().canUndo).toBe(false);
});

test('a drag makes a box; a text without words leaves no layer and no step', () => {
  const { one, layers } = editor();
  one.pointerDown(10, 20);
  one.pointerMove(110, 90);
  expect(one.canvas.shape).toEqual({ kind: 'rectangle', x: 10, y: 20, width: 100, height: 70 });
  one.pointerUp(110, 90);
  expect(one.canvas.shape).toBeNull();
  expect(one.canvas.edited?.layer).toMatchObject({ wraps: true, x: 10, y: 20, width: 100 });
  one.toolbox.getState().select('move');
  expect(one.canvas.edited).toBeNull();
  expect(layers()).toEqual([]);
  expect(one.document.getState().canUndo).toBe(false);
});

test('a press on a text opens it, one beside it ends it, and a key opens the chosen one', () => {
  const { one, layers } = editor();
  one.pointerDown(50, 60);
  one.pointerUp(50, 60);
  one.canvas.typed = 'Hello';
  one.pointerDown(300, 250);
  one.pointerUp(300, 250);
  const [layer] = layers();
  expect(layers()).toHaveLength(1);
  if (layer?.kind !== 'text') throw new Error('There is no text.');
  one.pointerDown(layer.x, layer.y + 5);
  one.pointerUp(layer.x, layer.y + 5);
  expect(one.canvas.edited?.layer).toEqual(layer);
  one.canvas.typed = 'Other';
  one.toolbox.getState().finishGesture();
  expect(layers()).toMatchObject([{ id: layer.id, text: 'Other' }]);
  expect(one.toolbox.getState().openText(layer.id)).toBe(true);
  expect(one.canvas.edited?.layer.id).toBe(layer.id);
  expect(one.toolbox.getState().openText('00000000-0000-4000-8000-00000000dead')).toBe(false);
});

test('the end of a text that was opened with the move tool gives that tool back, and a tool that was chosen meanwhile stays', () => {
  const { one, layers } = editor();
  one.pointerDown(50, 60);
  one.pointerUp(50, 60);
  one.canvas.typed = 'Hello';
  const { cancelGesture, select, openText } = one.toolbox.getState();
  cancelGesture();
  const id = layers()[0]?.id ?? '';
  const tool = () => one.toolbox.getState().tool;
  expect(tool()).toBe('text');
  const opened = () => {
    select('move');
    expect(openText(id)).toBe(true);
    expect(one.toolbox.getState().path).toBe('text.editing');
  };
  opened();
  cancelGesture();
  expect(tool()).toBe('move');
  opened();
  one.pointerDown(300, 250);
  one.pointerUp(300, 250);
  expect(tool()).toBe('move');
  opened();
  select('brush');
  expect(tool()).toBe('brush');
  select('text');
  openText(id);
  cancelGesture();
  expect(tool()).toBe('text');
});

test('no text begins beside the page, where nobody would see it, and the tool says so', () => {
  const { one, layers } = editor();
  const { width, height } = one.document.getState().document;
  const size = one.toolbox.getState().options.text.size;
  for (const [x, y] of [
    [width + 40, 50],
    [50, -40],
    [50, height + size + 1],
    [-size - 1, 50],
  ] as const) {
    one.pointerDown(x, y);
    one.pointerUp(x, y);
    expect(one.toolbox.getState().path).toBe('text.idle');
  }
  one.pointerDown(width + 10, 20);
  one.pointerMove(width + 110, 90);
  one.pointerUp(width + 110, 90);
  expect(one.canvas.edited).toBeNull();
  expect(one.besides).toBe(5);
  expect(layers()).toEqual([]);
  // A box that begins beside the page and reaches into it shows its words.
  one.pointerDown(width + 10, 20);
  one.pointerMove(width - 90, 90);
  one.pointerUp(width - 90, 90);
  expect(one.canvas.edited?.layer).toMatchObject({ wraps: true, x: width - 90 });
});
