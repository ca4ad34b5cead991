import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { KeyboardAction } from '../../../../preload/keys/shortcuts.ts';
import { keyboardActions, paintRectangle } from '../../../../renderer/editor/canvas-by-keyboard.ts';
import type { Studio } from '../../../../renderer/state/studio.ts';
import type { AppState } from '../../../../renderer/state/window-types.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';
import { english } from '../../../helpers/english.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

/** What the keys act on, without a window. */
function studioOf(editor: TestEditor) {
  const app = createStore<Pick<AppState, 'said'>>(() => ({ said: null }));
  const run = createStore(() => ({ phase: 'idle' }));
  const studio = { document: editor.document, toolbox: editor.toolbox, app, run } as unknown as Studio;
  return { studio, said: () => app.getState().said?.(english) };
}

const middle = (editor: TestEditor, id: string) => {
  const layer = editor.document.getState().document.layers.find((one) => one.id === id);
  if (layer?.kind !== 'picture') throw new Error('There is no such picture.');
  const angle = (layer.angle * Math.PI) / 180;
  const [w, h] = [(layer.width * layer.scaleX) / 2, (layer.height * layer.scaleY) / 2];
  return {
    x: layer.x + w * Math.cos(angle) - h * Math.sin(angle),
    y: layer.y + w * Math.sin(angle) + h * Math.cos(angle),
    layer,
  };
};

const byKeyboard = (studio: Studio, action: KeyboardAction) => keyboardActions(studio)[action]();

const headings = ['left', 'right', 'up', 'down'] as const;
const changes = headings.flatMap((heading) => [`change-${heading}`, `change-${heading}-far`] as const);

describe('the canvas by keyboard', () => {
  it('chooses layers from below to above and says which', () => {
    const editor = new TestEditor();
    for (const [id, name] of [
      [idOf(1), 'paper'],
      [idOf(2), 'cat'],
    ] as const)
      editor.document.getState().addLayer(layerWith({ id, name }));
    editor.document.getState().selectLayer(null);
    const { studio, said } = studioOf(editor);
    expect(byKeyboard(studio, 'layer-above')).toBe(true);
    expect(said()).toMatch(/^Layer 1 of 2, “paper”/);
    byKeyboard(studio, 'layer-above');
    expect(said()).toMatch(/^Layer 2 of 2, “cat”, at 0, 0, 100 by 80 pixels$/);
    expect(byKeyboard(studio, 'layer-above')).toBe(false);
    byKeyboard(studio, 'layer-below');
    expect(editor.document.getState().selectedLayerId).toBe(idOf(1));
  });

  it('moves by a pixel, and by ten with Shift', () => {
    const editor = new TestEditor();
    editor.document.getState().addLayer(layerWith({ id: idOf(1), x: 5, y: 5 }));
    const { studio, said } = studioOf(editor);
    byKeyboard(studio, 'move-left');
    byKeyboard(studio, 'move-down-far');
    expect(middle(editor, idOf(1)).layer).toMatchObject({ x: 4, y: 15 });
    expect(said()).toContain('at 4, 15');
  });

  it('moves all that is chosen, as one undo step, and leaves what is locked', () => {
    const editor = new TestEditor();
    const locks = { all: false, position: true, transparency: false };
    for (const [number, patch] of [{}, {}, { locks }, {}].entries())
      editor.document.getState().addLayer(layerWith({ id: idOf(number + 1), x: 10 * number, ...patch }));
    const xs = () =>
      editor.document.getState().document.layers.map((layer) => (layer.kind === 'picture' ? layer.x : 0));
    editor.document.getState().selectLayers([idOf(1), idOf(3), idOf(4)]);
    const { studio } = studioOf(editor);
    expect(byKeyboard(studio, 'move-right-far')).toBe(true);
    expect(xs()).toEqual([10, 10, 20, 40]);
    editor.document.getState().undo();
    expect(xs()).toEqual([0, 10, 20, 30]);
    editor.document.getState().selectLayer(idOf(3));
    expect(byKeyboard(studio, 'move-right')).toBe(false);
  });

  it('scales and turns about the middle, never to nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...changes), { maxLength: 60 }), (pressed) => {
        const editor = new TestEditor();
        editor.document.getState().addLayer(layerWith({ id: idOf(1), x: 30, y: 20, angle: 12 }));
        const { studio } = studioOf(editor);
        const before = middle(editor, idOf(1));
        for (const action of pressed) byKeyboard(studio, action);
        const after = middle(editor, idOf(1));
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
        expect(after.layer.scaleX).toBeGreaterThan(0);
        expect(Math.abs(after.layer.angle)).toBeLessThanOrEqual(180);
      }),
    );
  });

  it('leaves layers alone while a rectangle is placed, and paints it once', () => {
    const editor = new TestEditor();
    editor.document.getState().addLayer(layerWith({ id: idOf(1) }));
    const { studio, said } = studioOf(editor);
    expect(paintRectangle(studio)).toBe(false);
    byKeyboard(studio, 'paint-rectangle');
    expect(said()).toMatch(/^Rectangle of 200 by 150 pixels at 100, 75/);
    byKeyboard(studio, 'move-left');
    byKeyboard(studio, 'change-up-far');
    expect(said()).toMatch(/^Rectangle of 200 by 190 pixels at 96, 75/);
    expect(middle(editor, idOf(1)).layer).toMatchObject({ x: 0, y: 0 });
    expect(paintRectangle(studio)).toBe(true);
    expect(editor.region).toHaveLength(1);
    expect(paintRectangle(studio)).toBe(false);
  });

  it('has nothing to do where nothing is chosen', () => {
    const { studio } = studioOf(new TestEditor());
    for (const action of ['move-left', 'change-up', 'layer-below'] as const)
      expect(byKeyboard(studio, action)).toBe(false);
  });
});
