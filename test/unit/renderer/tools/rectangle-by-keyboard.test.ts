import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasteriseRegion } from '../../../../renderer/document/region-raster.ts';
import { firstRectangle, moved, sized } from '../../../../renderer/tools/rectangle-by-keyboard.ts';
import { idOf } from '../../../helpers/documents.ts';
import { TestEditor } from '../../../helpers/test-editor.ts';

const page = fc.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) });
const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
  maxLength: 8,
});

describe('a rectangle painted by keys', () => {
  it('stays on the page, and its step paints it to the pixel', () => {
    fc.assert(
      fc.property(page, steps, (size, presses) => {
        let frame = firstRectangle(size);
        for (const [moves, across, down] of presses) frame = (moves ? moved : sized)(frame, across, down, size);
        const step = { kind: 'rectangle', id: idOf(1), operation: 'add', ...frame } as const;
        const painted = rasteriseRegion([step], size.width, size.height);
        const expected = Array.from({ length: size.width * size.height }, (_, i) => {
          const [x, y] = [i % size.width, Math.floor(i / size.width)];
          const inside = x >= frame.x && x < frame.x + frame.width && y >= frame.y && y < frame.y + frame.height;
          return inside ? 255 : 0;
        });
        expect([...(painted?.values ?? [])]).toEqual(expected);
      }),
    );
  });

  it('is shown while it is placed, is one undo step, and Escape drops it', () => {
    const editor = new TestEditor();
    const tools = editor.toolbox.getState();
    tools.beginRectangle();
    expect(editor.canvas.shape).toMatchObject({ kind: 'rectangle', width: 200, height: 150 });
    expect(editor.region).toHaveLength(0);
    expect(tools.cancelGesture()).toBe(true);
    expect(editor.canvas.shape).toBeNull();
    tools.beginRectangle();
    tools.moveRectangle(-8, 0);
    tools.paintRectangle();
    expect(editor.region).toHaveLength(1);
    expect(editor.toolbox.getState().rectangle).toBeNull();
    expect(editor.undo().region).toHaveLength(0);
  });
});
