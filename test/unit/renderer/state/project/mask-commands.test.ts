import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerMask, PictureDocument } from '../../../../../preload/contract/document.ts';
import { type MaskCommand, maskCommands } from '../../../../../preload/contract/layer-commands.ts';
import { maskRefusal } from '../../../../../renderer/document/mask-commands.ts';
import { groupLayer } from '../../../../../renderer/document/new-layer.ts';
import { rasteriseRegion } from '../../../../../renderer/document/region-raster.ts';
import { documentWith, idOf, strokeWith } from '../../../../helpers/documents.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

const page = (patch: Partial<PictureDocument> = {}) => documentWith({ width: 40, height: 30, ...patch });
const soft = [strokeWith({ points: [12, 10, 25, 18], size: 9 }), { kind: 'feather', id: idOf(7), radius: 3 } as const];

/** The blob of a mask that is one picture. */
const blobOf = (mask: LayerMask | null | undefined) => (mask != null && 'blob' in mask ? mask.blob : '');

describe('a mask', () => {
  it('of the region shows exactly what is marked, soft edge included, and the region is gone in the same step', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const region = rasteriseRegion(soft, 40, 30);
    const id = await studio.add(1, patterned(20, 16), { x: 9, y: 4, flipX: true });
    const before = studio.page;
    await studio.commands.run('mask-of-region', [id]);
    const { mask } = studio.layer(id);
    expect(mask).toMatchObject({ enabled: true, x: 0, y: 0, width: 20, height: 16 });
    const { values } = studio.mask(blobOf(mask));
    for (let v = 0; v < 16; v++) {
      for (let u = 0; u < 20; u++) expect(values[v * 20 + u]).toBe(region?.values[(4 + v) * 40 + 9 + 19 - u]);
    }
    expect(new Set(values).size).toBeGreaterThan(5);
    expect(studio.page.region).toEqual([]);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  });

  it('of the subject shows what the map of the model tells from the ground, in one step, and leaves the region', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const id = await studio.add(1, patterned(20, 16), { x: 9, y: 4 });
    const before = studio.page;
    const rgba = Uint8Array.from({ length: 4 * 40 * 30 }, (_, i) => (((i >> 2) % 40) - 20 >= 0 && i > 640 ? 255 : 10));
    // The subject is the right half below the fourth row, which touches less of the edge than the ground does.
    studio.partsMap = { width: 40, height: 30, rgba };
    await studio.commands.run('mask-of-subject', [id]);
    const { values } = studio.mask(blobOf(studio.layer(id).mask));
    for (let v = 0; v < 16; v++) {
      for (let u = 0; u < 20; u++) expect(values[v * 20 + u]).toBe(9 + u >= 20 ? 255 : 0);
    }
    expect(studio.page.region).toEqual(soft);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
    studio.partsMap = { width: 40, height: 30, rgba: rgba.fill(10) };
    await studio.commands.run('mask-of-subject', [id]);
    expect(studio.page).toEqual(before);
    expect(studio.notices).toEqual(['The model finds no subject in the picture, only the background.']);
  });

  it('of what lies outside is its inverse, and inverting one gives the other', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const [one, other] = [await studio.add(1, patterned(20, 16)), await studio.add(2, patterned(20, 16))];
    await studio.commands.run('mask-of-region', [one]);
    studio.document.getState().reselectRegion();
    await studio.commands.run('mask-of-outside', [other]);
    const maskOf = (id: string) => studio.mask(blobOf(studio.layer(id).mask));
    expect(maskOf(other).values).toEqual(maskOf(one).values.map((value) => 255 - value));
    await studio.commands.run('mask-invert', [one]);
    expect(maskOf(one)).toEqual(maskOf(other));
  });

  it('shows all or nothing where it is asked to, also of a group, whose mask covers what lies beside the page', async () => {
    const studio = new PixelStudio(page({ layers: [groupLayer({ id: idOf(50), name: 'Group' })] }));
    const id = await studio.add(1, patterned(20, 16), { x: -8, y: 20, parentId: idOf(50) });
    await studio.commands.run('mask-show-all', [idOf(50), id]);
    const group = studio.page.layers.find((layer) => layer.id === idOf(50));
    expect(group?.mask).toMatchObject({ x: -8, y: 0, width: 48, height: 36 });
    expect(studio.mask(blobOf(group?.mask)).values.every((value) => value === 255)).toBe(true);
    expect(studio.mask(blobOf(studio.layer(id).mask)).values.every((value) => value === 255)).toBe(true);
    await studio.commands.run('mask-invert', [idOf(50)]);
    const inverted = studio.page.layers.find((layer) => layer.id === idOf(50))?.mask;
    expect(studio.mask(blobOf(inverted)).values.every((value) => value === 0)).toBe(true);
  });

  it('hides what is marked as well, keeps the pixels and the region, and is one undo step', async () => {
    const studio = new PixelStudio(page());
    const id = await studio.add(1, patterned(20, 16), { x: 9, y: 4 });
    await studio.commands.run('mask-show-all', [id]);
    studio.document.getState().change((before) => ({ ...before, region: soft }));
    const before = studio.page;
    const region = rasteriseRegion(soft, 40, 30);
    await studio.commands.run('mask-clear', [id]);
    const { values } = studio.mask(blobOf(studio.layer(id).mask));
    for (let v = 0; v < 16; v++) {
      for (let u = 0; u < 20; u++) expect(values[v * 20 + u]).toBe(255 - (region?.values[(4 + v) * 40 + 9 + u] ?? 0));
    }
    expect(studio.layer(id)).toMatchObject({
      blob: before.layers[0] && 'blob' in before.layers[0] && before.layers[0].blob,
    });
    expect(studio.page.region).toEqual(soft);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  });

  it('says what happens beyond it, and a layer that has outgrown it shows there or not as it says', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const id = await studio.add(1, patterned(20, 16));
    const beyond = () => studio.layer(id).mask?.showsBeyond === true;
    const shows: Partial<Record<MaskCommand, boolean>> = {
      'mask-show-all': true,
      'mask-hide-all': false,
      'mask-of-outside': true,
      'mask-of-region': false,
    };
    for (const [command, expected] of Object.entries(shows)) {
      await studio.commands.run(command as MaskCommand, [id]);
      expect(beyond()).toBe(expected);
      const { mask } = studio.layer(id);
      if (mask === null) throw new Error('There is no mask.');
      // The mask covers the left half of the layer.
      studio.document.getState().updateLayer(id, { mask: { ...mask, width: 10 } });
      await studio.commands.run('mask-invert', [id]);
      expect(beyond()).toBe(!expected);
      const { values } = studio.mask(blobOf(studio.layer(id).mask));
      for (let v = 0; v < 16; v++) expect(values[v * 20 + 19]).toBe(expected ? 0 : 255);
      studio.document.getState().updateLayer(id, { mask: null });
      studio.document.getState().reselectRegion();
    }
  });

  it('is applied to the pixels: alpha is multiplied, colours stay, and one undo brings mask and pixels back', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const picture = patterned(20, 16);
    const id = await studio.add(1, picture, { x: 9, y: 4, generationId: idOf(70) });
    await studio.commands.run('mask-of-region', [id]);
    const masked = studio.page;
    const { values } = studio.mask(blobOf(studio.layer(id).mask));
    await studio.commands.run('mask-apply', [id]);
    expect(studio.layer(id)).toMatchObject({ mask: null, generationId: null, mediaType: 'image/png' });
    const { rgba } = studio.pixels(studio.layer(id).blob);
    for (let at = 0; at < values.length; at++) {
      const alpha = Math.round(((picture.rgba[4 * at + 3] ?? 0) * (values[at] ?? 0)) / 255);
      expect(rgba[4 * at + 3]).toBe(alpha);
      if (alpha > 0) expect(rgba.slice(4 * at, 4 * at + 3)).toEqual(picture.rgba.slice(4 * at, 4 * at + 3));
    }
    studio.document.getState().undo();
    expect(studio.page).toEqual(masked);
  });

  it('is refused where a lock forbids it, where there is one already, and where nothing is marked', () => {
    const layer = (patch: object) => ({ ...groupLayer({ id: idOf(1), name: 'One' }), ...patch });
    const mask = { blob: 'b'.repeat(64), enabled: true, x: 0, y: 0, width: 3, height: 3 };
    const locks = { all: true, position: false, transparency: false };
    const why = (command: (typeof maskCommands)[number], patch: object, marked = true) =>
      maskRefusal(command, page({ layers: [layer(patch)], region: marked ? soft : [] }), [idOf(1)])?.why;
    expect(why('mask-of-region', {}, false)).toBe('no-region');
    expect(why('mask-of-region', { mask })).toBe('has-mask');
    expect(why('mask-of-region', { locks })).toBe('locked');
    expect(why('mask-invert', {})).toBe('no-mask');
    expect(why('mask-apply', { mask })).toBe('no-pixels');
    expect(why('mask-show-all', {})).toBeUndefined();
    expect(maskRefusal('mask-invert', page(), [])?.why).toBe('no-layer');
  });

  it('is not applied where what is clear is locked', async () => {
    const locks = { all: false, position: false, transparency: true };
    const studio = new PixelStudio(page({ region: soft }));
    const id = await studio.add(1, patterned(4, 4));
    await studio.commands.run('mask-show-all', [id]);
    studio.document.getState().updateLayer(id, { locks });
    const before = studio.page;
    expect(maskRefusal('mask-apply', before, [id])).toEqual({ why: 'locked-clear', name: 'Layer 1' });
    await studio.commands.run('mask-apply', [id]);
    expect(studio.page).toBe(before);
  });
});

describe('a command on pixels', () => {
  it('does nothing to a layer that was changed while it ran, and says so', async () => {
    const studio = new PixelStudio(page({ region: soft }));
    const id = await studio.add(1, patterned(4, 4));
    const running = studio.commands.run('mask-of-region', [id]);
    await Promise.resolve();
    studio.document.getState().setOpacity(id, 0.5);
    await running;
    expect(studio.layer(id).mask).toBeNull();
    expect(studio.notices).toEqual(['The layer was changed meanwhile, so nothing was done. Try again.']);
  });

  it('in any sequence, undone, gives the identical document', async () => {
    const anyCommands = fc.array(fc.tuple(fc.constantFrom(...maskCommands), fc.nat(2)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyCommands, async (commands) => {
        const studio = new PixelStudio(page({ region: soft, layers: [groupLayer({ id: idOf(50), name: 'Group' })] }));
        await studio.add(1, patterned(5, 4), { parentId: idOf(50), angle: 30, scaleX: 2 });
        await studio.add(2, patterned(6, 3), { x: 4 });
        const start = studio.page;
        studio.document.getState().replaceDocument(start);
        for (const [command, which] of commands) {
          await studio.commands.run(command, [start.layers[which]?.id ?? '']);
          if (studio.page.region.length === 0) studio.document.getState().reselectRegion();
        }
        const end = studio.page;
        while (studio.document.getState().canUndo) studio.document.getState().undo();
        expect(studio.page).toEqual(start);
        while (studio.document.getState().canRedo) studio.document.getState().redo();
        expect(studio.page).toEqual(end);
      }),
      { numRuns: 40 },
    );
  });
});
