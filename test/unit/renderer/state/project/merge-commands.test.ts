import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSchema, type PictureDocument } from '../../../../../preload/contract/document.ts';
import { mergeCommands } from '../../../../../preload/contract/layer-commands.ts';
import { planMerge } from '../../../../../renderer/document/merge-commands.ts';
import { groupLayer } from '../../../../../renderer/document/new-layer.ts';
import { documentWith, idOf, layerWith } from '../../../../helpers/documents.ts';
import { anyLayers, pickIds } from '../../../../helpers/layer-trees.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

const names = ({ page }: PixelStudio) => page.layers.map(({ name }) => name);
const locks = (patch: object) => ({ all: false, position: false, transparency: false, ...patch });

/** What the whole page shows. */
async function shown({ parts, page }: PixelStudio) {
  const frame = { x: -20, y: -20, width: 100, height: 100 };
  return parts.page.composed({ layers: page.layers, frame }, async () => patterned(1, 1));
}

describe('merging down', () => {
  it('draws a layer on the one below, whose name and mode stay, and one undo brings both back', async () => {
    const studio = new PixelStudio(documentWith({ width: 40, height: 30 }));
    await studio.add(1, patterned(12, 10, 3), { x: 5, y: 6, opacity: 0.5, tag: 'red' });
    const id = await studio.add(2, patterned(12, 10, 5), { x: 8, y: -4 });
    studio.document.getState().selectLayers([id]);
    const [before, seen] = [studio.page, await shown(studio)];
    await studio.commands.run('merge-layers', [id]);
    expect(names(studio)).toEqual(['Layer 1']);
    const [layer] = studio.page.layers;
    expect(layer).toMatchObject({ opacity: 1, tag: 'red', scaleX: 1, mask: null, generationId: null });
    expect(studio.document.getState().selectedLayerIds).toEqual([layer?.id]);
    // What lies beside the page is kept, too.
    expect(layer).toMatchObject({ y: -4 });
    expect(await shown(studio)).toEqual(seen);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
    expect(studio.document.getState().selectedLayerIds).toEqual([id]);
  });

  it('three times, as fast as the key is pressed, merges three layers', async () => {
    const studio = new PixelStudio(documentWith());
    for (const number of [1, 2, 3, 4]) await studio.add(number, patterned(6, 6, number), { x: number });
    studio.document.getState().selectLayers([idOf(4)]);
    await Promise.all(
      [1, 2, 3].map(() => studio.commands.run('merge-layers', studio.document.getState().selectedLayerIds)),
    );
    expect(names(studio)).toEqual(['Layer 1']);
  });

  it('is what an undo takes back that is asked for while the pixels are made, and not the step before', async () => {
    const studio = new PixelStudio(documentWith());
    await studio.add(1, patterned(6, 6, 1));
    const id = await studio.add(2, patterned(6, 6, 2));
    const before = studio.page;
    const merging = studio.commands.run('merge-layers', [id]);
    studio.document.getState().undo();
    await merging;
    await studio.document.getState().turns.settled();
    expect(studio.page).toEqual(before);
    studio.document.getState().redo();
    expect(names(studio)).toEqual(['Layer 1']);
  });

  it('is cancelled while the pixels are made: the page stays as it was, and the next command runs', async () => {
    const studio = new PixelStudio(documentWith());
    await studio.add(1, patterned(6, 6, 1));
    const id = await studio.add(2, patterned(6, 6, 2));
    const before = studio.page;
    const state = () => studio.document.getState();
    const merging = studio.commands.run('merge-layers', [id]);
    while (state().work === null) await Promise.resolve();
    expect(state().work?.name).toBe('merge-layers');
    state().work?.cancel();
    await merging;
    expect(studio.page).toEqual(before);
    expect(studio.notices).toEqual([]);
    expect(state().work).toBeNull();
    await studio.commands.run('merge-layers', [id]);
    expect(names(studio)).toEqual(['Layer 1']);
  });

  it('leaves clear what is clear where that is locked', async () => {
    const studio = new PixelStudio(documentWith());
    const below = patterned(8, 8, 7);
    await studio.add(1, below, { locks: locks({ transparency: true }), opacity: 0.5 });
    await studio.add(2, { width: 8, height: 8, rgba: new Uint8Array(256).fill(200) });
    await studio.commands.run('merge-layers', [idOf(2)]);
    const [layer] = studio.page.layers;
    expect(layer).toMatchObject({ name: 'Layer 1', opacity: 0.5, locks: locks({ transparency: true }) });
    const { rgba } = studio.pixels(studio.layer(layer?.id ?? '').blob);
    for (let at = 3; at < rgba.length; at += 4) expect(rgba[at]).toBe(below.rgba[at]);
  });

  it('is refused where nothing lies below, where one is hidden or locked, and on a layer that is clipped itself', () => {
    const why = (layers: PictureDocument['layers'], id: number) => {
      const plan = planMerge('merge-layers', documentWith({ layers }), [idOf(id)]);
      return 'why' in plan ? plan.why : null;
    };
    const [one, two, three] = [layerWith({ id: idOf(1) }), layerWith({ id: idOf(2) }), layerWith({ id: idOf(3) })];
    expect(why([one, two], 1)).toBe('nothing-below');
    expect(why([{ ...one, visible: false }, two], 2)).toBe('hidden');
    expect(why([one, { ...two, visible: false }], 2)).toBe('hidden');
    expect(why([{ ...one, locks: locks({ all: true }) }, two], 2)).toBe('locked');
    expect(why([one, { ...two, clipped: true }, three], 3)).toBe('clipped-below');
    expect(why([one, two], 9)).toBe('no-layer');
    // A base takes what is clipped to it, and so does a layer that is clipped go into its base.
    expect(why([one, { ...two, clipped: true }], 1)).toBeNull();
    expect(why([one, { ...two, clipped: true }], 2)).toBeNull();
  });
});

describe('merging more', () => {
  it('makes a group one picture, with its look, and leaves out what is hidden in it', async () => {
    const studio = new PixelStudio(
      documentWith({ layers: [groupLayer({ id: idOf(50), name: 'Group', opacity: 0.5, blendMode: 'screen' })] }),
    );
    await studio.add(1, patterned(6, 6, 3), { parentId: idOf(50), isProtected: true });
    await studio.add(2, patterned(6, 6, 5), { parentId: idOf(50), visible: false });
    await studio.commands.run('merge-layers', [idOf(50)]);
    expect(studio.page.layers).toMatchObject([
      { kind: 'picture', name: 'Group', opacity: 0.5, blendMode: 'screen', isProtected: true },
    ]);
  });

  it('of the chosen layers gives one in the place of the topmost', async () => {
    const studio = new PixelStudio(documentWith());
    for (const number of [1, 2, 3]) await studio.add(number, patterned(6, 6, number), { x: 9 * number });
    const seen = await shown(studio);
    await studio.commands.run('merge-layers', [idOf(1), idOf(3)]);
    expect(names(studio)).toEqual(['Layer 2', 'Layer 3']);
    expect(await shown(studio)).toEqual(seen);
  });

  it('of what is visible keeps what is hidden, with the groups around it', async () => {
    const studio = new PixelStudio(documentWith({ layers: [groupLayer({ id: idOf(50), name: 'Group' })] }));
    await studio.add(1, patterned(6, 6, 3), { parentId: idOf(50) });
    await studio.add(2, patterned(6, 6, 5), { parentId: idOf(50), visible: false, x: 3 });
    await studio.add(3, patterned(6, 6, 7), { x: 2 });
    await studio.commands.run('merge-visible', []);
    expect(names(studio).sort()).toEqual(['Group', 'Layer 1', 'Layer 2']);
    expect(studio.page.layers.filter(({ visible }) => visible)).toHaveLength(2);
  });

  it('flattens on paper, discards what is hidden, and says so', async () => {
    const studio = new PixelStudio(documentWith({ width: 9, height: 7 }));
    await studio.add(1, patterned(6, 6, 3), { locks: locks({ all: true }) });
    await studio.add(2, patterned(6, 6, 5), { visible: false });
    const before = studio.page;
    await studio.commands.run('flatten', []);
    expect(studio.page.layers).toMatchObject([{ x: 0, y: 0, width: 9, height: 7, locks: locks({}) }]);
    expect(
      studio.pixels(studio.layer(studio.page.layers[0]?.id ?? '').blob).rgba.filter((_, at) => at % 4 === 3),
    ).toEqual(new Uint8Array(63).fill(255));
    expect(studio.notices).toEqual(['A hidden layer was discarded. Undo brings it back.']);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  });
});

it('any merge of any layers leaves a document that can be kept, touches no locked layer, and is undone to the identical one', async () => {
  const anyAsked = fc.tuple(fc.constantFrom(...mergeCommands), fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(anyLayers, fc.array(anyAsked, { maxLength: 4 }), async (layers, asked) => {
      const studio = new PixelStudio(documentWith({ width: 30, height: 20 }));
      const { hash } = await studio.parts.store.putBlob({ bytes: new Uint8Array([1]), mediaType: 'image/png' });
      const start = {
        ...studio.page,
        layers: layers.map((one) => (one.kind === 'group' ? one : { ...one, blob: hash })),
      };
      studio.document.getState().replaceDocument(start);
      studio.parts.page.composed = async () => ({
        raster: patterned(2, 2),
        frame: { x: 1, y: 1, width: 2, height: 2 },
      });
      for (const [command, picks] of asked) {
        const before = studio.page;
        await studio.commands.run(command, pickIds(before.layers, picks));
        expect(documentSchema.safeParse(studio.page).success).toBe(true);
        expect(new Set(studio.page.layers.map(({ id }) => id)).size).toBe(studio.page.layers.length);
        if (command === 'flatten') continue;
        for (const layer of before.layers) if (layer.locks.all) expect(studio.page.layers).toContain(layer);
      }
      const end = studio.page;
      while (studio.document.getState().canUndo) studio.document.getState().undo();
      expect(studio.page).toEqual(start);
      while (studio.document.getState().canRedo) studio.document.getState().redo();
      expect(studio.page).toEqual(end);
    }),
    { numRuns: 150 },
  );
});

describe('merging a group that passes through', () => {
  const why = (layers: PictureDocument['layers'], ids: readonly string[]) => {
    const plan = planMerge('merge-layers', documentWith({ layers }), ids);
    return 'why' in plan ? [plan.why, plan.name] : null;
  };
  const below = layerWith({ id: idOf(1) });
  const passing = groupLayer({ id: idOf(9), name: 'Group', passThrough: true });
  const inside = (patch: object) => layerWith({ id: idOf(2), parentId: passing.id, ...patch });
  const blending = [below, inside({ blendMode: 'multiply' }), passing];

  it('is refused where it would look different alone, and where it is the lowest of those that are merged', () => {
    const above = layerWith({ id: idOf(3) });
    expect(why(blending, [passing.id])).toEqual(['passes', 'Group']);
    expect(why([...blending, above], [above.id])).toEqual(['passes', 'Group']);
    expect(why([...blending, above], [passing.id, above.id])).toEqual(['passes', 'Group']);
    const inner = groupLayer({ id: idOf(8), name: 'Inner', passThrough: true, parentId: passing.id });
    const deep = layerWith({ id: idOf(2), parentId: inner.id, blendMode: 'screen' });
    expect(why([below, deep, inner, passing], [passing.id])).toEqual(['passes', 'Group']);
    expect(why([below, deep, { ...inner, passThrough: false }, passing], [passing.id])).toBeNull();
  });

  it('goes on where nothing in it blends with what lies below, and where that is merged as well', () => {
    expect(why([below, inside({}), passing], [passing.id])).toBeNull();
    expect(why([below, inside({ blendMode: 'multiply', visible: false }), passing], [passing.id])).toBeNull();
    expect(why(blending, [below.id, passing.id])).toBeNull();
  });

  it('leaves the page as it looks together with an opaque layer below', async () => {
    const studio = new PixelStudio(documentWith({ width: 40, height: 30 }));
    const opaque = patterned(40, 30, 3);
    for (let at = 3; at < opaque.rgba.length; at += 4) opaque.rgba[at] = 255;
    await studio.add(1, opaque);
    await studio.add(2, patterned(12, 10, 5), { parentId: passing.id, blendMode: 'multiply', x: 8 });
    studio.document.getState().addLayer({ ...passing, opacity: 0.5 });
    const seen = await shown(studio);
    await studio.commands.run('merge-layers', [idOf(1), passing.id]);
    expect(studio.page.layers).toHaveLength(1);
    const after = await shown(studio);
    const apart = after?.raster.rgba.map((value, at) => Math.abs(value - (seen?.raster.rgba[at] ?? 0))) ?? [];
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });
});
