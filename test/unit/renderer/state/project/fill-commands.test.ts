import { expect, it } from 'vitest';
import { firstAdjustments } from '../../../../../preload/contract/adjustments.ts';
import { documentSchema, type PictureDocument } from '../../../../../preload/contract/document.ts';
import { fillCommands } from '../../../../../preload/contract/layer-commands.ts';
import { groupLayer } from '../../../../../renderer/document/new-layer.ts';
import { rasteriseRegion } from '../../../../../renderer/document/region-raster.ts';
import { documentWith, idOf, strokeWith } from '../../../../helpers/documents.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

const page = (patch: Partial<PictureDocument> = {}) => documentWith({ width: 40, height: 30, ...patch });
const soft = [strokeWith({ points: [12, 10, 25, 18], size: 9 }), { kind: 'feather', id: idOf(7), radius: 3 } as const];

it('each command adds its layer right above the chosen one, chosen itself, as one undo step', async () => {
  for (const command of fillCommands) {
    const studio = new PixelStudio(page());
    const low = await studio.add(1, patterned(20, 16));
    await studio.add(2, patterned(20, 16));
    const before = studio.page;
    await studio.commands.run(command, [low]);
    const [, added] = studio.page.layers;
    expect(studio.page.layers).toHaveLength(3);
    expect(added?.kind).toBe(command === 'new-fill' || command === 'new-gradient' ? 'fill' : 'adjustment');
    expect(added?.mask).toBeNull();
    expect(studio.document.getState().selectedLayerIds).toEqual([added?.id]);
    documentSchema.parse(studio.page);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  }
});

it('a fill begins with the colours of the tools, and an adjustment changes nothing at first', async () => {
  const studio = new PixelStudio(page());
  for (const command of ['new-fill', 'new-gradient', 'new-levels'] as const) await studio.commands.run(command, []);
  const [foreground, background] = [
    { red: 200, green: 30, blue: 40 },
    { red: 0, green: 90, blue: 250 },
  ];
  expect(studio.page.layers).toMatchObject([
    { name: 'Colour fill', fill: { type: 'solid', colour: foreground } },
    {
      name: 'Gradient fill',
      fill: { first: foreground, second: background, from: { x: 20, y: 0 }, to: { x: 20, y: 30 } },
    },
    { name: 'Levels', adjustment: firstAdjustments.levels },
  ]);
});

it('a region becomes its mask, which lies on the page and takes the paint, and one undo brings the region back', async () => {
  const studio = new PixelStudio(page({ layers: [groupLayer({ id: idOf(50), name: 'Group' })], region: soft }));
  const id = await studio.add(1, patterned(20, 16), { x: 9, y: 4, parentId: idOf(50) });
  const before = studio.page;
  await studio.commands.run('new-hue-saturation', [id]);
  const added = studio.page.layers.at(-1);
  expect(added).toMatchObject({ kind: 'adjustment', parentId: idOf(50) });
  expect(added?.mask).toMatchObject({ enabled: true, x: 0, y: 0, width: 40, height: 30 });
  const { values } = studio.mask(added?.mask && 'blob' in added.mask ? added.mask.blob : '');
  expect(values).toEqual(rasteriseRegion(soft, 40, 30)?.values);
  expect(studio.page.region).toEqual([]);
  expect(studio.document.getState().paintedMaskId).toBe(added?.id);
  studio.document.getState().undo();
  expect(studio.page).toEqual(before);
});

it('the mask of an adjustment is made, inverted and painted on as that of a group', async () => {
  const studio = new PixelStudio(page());
  await studio.commands.run('new-invert', []);
  const [id = ''] = studio.document.getState().selectedLayerIds;
  await studio.commands.run('mask-hide-all', [id]);
  const maskOf = () => studio.page.layers[0]?.mask;
  const valuesOf = () => {
    const mask = maskOf();
    return studio.mask(mask && 'blob' in mask ? mask.blob : '').values;
  };
  expect(maskOf()).toMatchObject({ x: 0, y: 0, width: 40, height: 30 });
  expect(valuesOf().every((value) => value === 0)).toBe(true);
  await studio.commands.run('mask-invert', [id]);
  expect(valuesOf().every((value) => value === 255)).toBe(true);
  await studio.commands.run('mask-apply', [id]);
  expect(maskOf()).not.toBeNull();
});
