import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSchema } from '../../../../../preload/contract/document.ts';
import { liftCommands } from '../../../../../preload/contract/layer-commands.ts';
import { liftRefusal } from '../../../../../renderer/document/lift-commands.ts';
import { groupLayer } from '../../../../../renderer/document/new-layer.ts';
import { rasteriseRegion } from '../../../../../renderer/document/region-raster.ts';
import { createPaste } from '../../../../../renderer/state/project/pasting.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../../../helpers/documents.ts';
import { PixelStudio, patterned, rasterOfPng } from '../../../../helpers/pixel-studio.ts';

const soft = [strokeWith({ points: [12, 10, 25, 18], size: 9 }), { kind: 'feather', id: idOf(7), radius: 3 } as const];
const region = rasteriseRegion(soft, 40, 30);
const marked = (x: number, y: number) => region?.values[y * 40 + x] ?? 0;
const page = () => documentWith({ width: 40, height: 30, region: soft });
const locks = (patch: object) => ({ all: false, position: false, transparency: false, ...patch });
const picture = patterned(20, 16);
const at = (u: number, v: number) => [...picture.rgba.slice(4 * (v * 20 + u), 4 * (v * 20 + u) + 4)];

describe('what is marked', () => {
  it('is cleared: all else keeps its bytes, colours stay, and one undo brings it back', async () => {
    const studio = new PixelStudio(page());
    const id = await studio.add(1, picture, { x: 9, y: 4, flipX: true });
    const before = studio.page;
    await studio.commands.run('clear-pixels', [id]);
    const { rgba } = studio.pixels(studio.layer(id).blob);
    let touched = 0;
    for (let v = 0; v < 16; v++) {
      for (let u = 0; u < 20; u++) {
        const share = 255 - marked(9 + 19 - u, 4 + v);
        const [after, own] = [[...rgba.slice(4 * (v * 20 + u), 4 * (v * 20 + u) + 4)], at(u, v)];
        if (share === 255) expect(after).toEqual(own);
        else touched += 1;
        expect(after[3]).toBe(Math.round(((own[3] ?? 0) * share) / 255));
      }
    }
    expect(touched).toBeGreaterThan(20);
    expect(studio.page.region).toBe(before.region);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  });

  it('is cancelled while the pixels are read, and no picture is called damaged for that', async () => {
    const studio = new PixelStudio(page());
    const id = await studio.add(1, picture);
    const before = studio.page;
    let isRead = false;
    Object.assign(studio.parts.decoder, {
      read: () => {
        isRead = true;
        return new Promise(() => undefined);
      },
    });
    const clearing = studio.commands.run('clear-pixels', [id]);
    while (!isRead) await Promise.resolve();
    studio.document.getState().work?.cancel();
    await clearing;
    expect([studio.page, studio.notices]).toEqual([before, []]);
  });

  it('becomes a layer right above, with the look of its layer', async () => {
    const studio = new PixelStudio(page());
    const id = await studio.add(1, picture, { x: 9, y: 4, opacity: 0.5, blendMode: 'screen' });
    await studio.add(2, picture);
    await studio.commands.run('layer-via-copy', [id]);
    expect(studio.page.layers.map(({ name }) => name)).toEqual(['Layer 1', 'Layer 1 copy', 'Layer 2']);
    const [, layer] = studio.page.layers;
    expect(layer).toMatchObject({ opacity: 0.5, blendMode: 'screen', scaleX: 1 });
    const { x, y, width, blob } = studio.layer(layer?.id ?? '');
    const { rgba } = studio.pixels(blob);
    for (let place = 0; place < rgba.length / 4; place++) {
      const [px, py] = [x + (place % width), y + Math.floor(place / width)];
      const own = at(px - 9, py - 4);
      const alpha = Math.round(((own[3] ?? 0) * marked(px, py)) / 255);
      expect(rgba[4 * place + 3]).toBe(alpha);
      if (alpha > 0) expect([...rgba.slice(4 * place, 4 * place + 3)]).toEqual(own.slice(0, 3));
    }
    expect(studio.document.getState().selectedLayerIds).toEqual([layer?.id]);
  });

  it('is cut out and pasted back to its place, and together they show what was there', async () => {
    const studio = new PixelStudio({
      ...page(),
      region: [{ kind: 'rectangle', id: idOf(7), operation: 'add', x: 12, y: 7, width: 9, height: 5 }],
    });
    const id = await studio.add(1, picture, { x: 9, y: 4 });
    const frame = { x: 0, y: 0, width: 40, height: 30 };
    const shown = () => studio.parts.page.composed({ layers: studio.page.layers, frame }, async () => picture);
    const before = await shown();
    studio.document.getState().selectLayers([id]);
    await studio.commands.run('cut-pixels', [id]);
    expect(await shown()).not.toEqual(before);
    const png = studio.copied;
    if (png === null) throw new Error('Nothing was copied.');
    await createPaste(studio.parts, () => Promise.reject(new Error('not imported')))([new File([png], 'image.png')]);
    expect(studio.page.layers.map(({ name }) => name)).toEqual(['Layer 1', 'Layer 1']);
    expect(studio.layer(studio.page.layers[1]?.id ?? '')).toMatchObject({ x: 12, y: 7, width: 9, height: 5 });
    expect(await shown()).toEqual(before);
  });

  it('is copied byte for byte, on a page of another size it comes into the middle, and other pictures are imported', async () => {
    const studio = new PixelStudio({ ...page(), region: [] });
    const id = await studio.add(1, picture, { x: 9, y: 4 });
    await studio.commands.run('copy-pixels', [id]);
    const png = studio.copied;
    if (png === null) throw new Error('Nothing was copied.');
    expect(rasterOfPng(png).rgba.filter((_, place) => place % 4 === 3)).toEqual(
      picture.rgba.filter((_, place) => place % 4 === 3),
    );
    studio.document.getState().resizePage(100, 60);
    let imported = 0;
    const paste = createPaste(studio.parts, async (files) => {
      imported += files.length;
    });
    await paste([new File([png], 'image.png')]);
    expect(studio.page.layers[1]).toMatchObject({ x: 40, y: 22 });
    await paste([new File([png.slice(1)], 'image.png')]);
    expect(imported).toBe(1);
  });

  it('of all layers is copied as it shows', async () => {
    const studio = new PixelStudio(page());
    await studio.add(1, picture, { x: 9, y: 4 });
    await studio.add(2, patterned(20, 16, 5), { x: 9, y: 4, visible: false });
    await studio.commands.run('copy-merged', []);
    const one = studio.copied;
    await studio.commands.run('copy-pixels', [idOf(1)]);
    expect(studio.copied).toEqual(one);
  });
});

it('what is locked is neither cleared nor cut, nor where what is clear is locked, nor a group', () => {
  const why = (command: (typeof liftCommands)[number], patch: object, regionToo = true) =>
    liftRefusal(command, { ...page(), region: regionToo ? soft : [], layers: [layerWith({ id: idOf(1), ...patch })] }, [
      idOf(1),
    ])?.why;
  for (const command of ['clear-pixels', 'cut-pixels'] as const) {
    expect(why(command, { locks: locks({ all: true }) })).toBe('locked');
    expect(why(command, { locks: locks({ transparency: true }) })).toBe('locked-clear');
    expect(why(command, {}, false)).toBe('no-region');
    expect(why(command, {})).toBeUndefined();
    const group = { ...page(), layers: [groupLayer({ id: idOf(1), name: 'Group' })] };
    expect(liftRefusal(command, group, [idOf(1)])?.why).toBe('no-pixels');
  }
  expect(why('copy-pixels', { locks: locks({ all: true }) }, false)).toBeUndefined();
  expect(why('layer-via-copy', {}, false)).toBe('no-region');
});

it('any of these commands in any sequence, undone, gives the identical document', async () => {
  const anyCommands = fc.array(fc.tuple(fc.constantFrom(...liftCommands), fc.nat(4)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(anyCommands, async (commands) => {
      const studio = new PixelStudio(page());
      for (const number of [1, 2]) await studio.add(number, picture, { x: 3 * number });
      const start = studio.page;
      studio.document.getState().replaceDocument(start);
      for (const [command, which] of commands) {
        const { layers } = studio.page;
        await studio.commands.run(command, [layers[which % layers.length]?.id ?? '']);
        expect(documentSchema.safeParse(studio.page).success).toBe(true);
      }
      while (studio.document.getState().canUndo) studio.document.getState().undo();
      expect(studio.page).toEqual(start);
    }),
    { numRuns: 40 },
  );
});
