import { beforeEach, describe, expect, it } from 'vitest';
import type { RunInput } from '../../../../../renderer/generation/run/run-types.ts';
import {
  type DrawTask,
  drawTasks,
  firstChoices,
  needsOf,
  noSides,
} from '../../../../../renderer/generation/tasks/tasks.ts';
import { idOf, layerWith, strokeWith } from '../../../../helpers/documents.ts';
import { projectId, TestStudio } from '../../../../helpers/test-studio.ts';

let studio: TestStudio;
let asked: Partial<RunInput>;

beforeEach(async () => {
  studio = new TestStudio();
  const put = (byte: number) =>
    studio.store.putBlob({ projectId: projectId, bytes: new Uint8Array([byte]), mediaType: 'image/png' });
  const [below, brought] = [await put(1), await put(9)];
  studio.document.getState().addLayer(layerWith({ id: idOf(0xa1), generationId: idOf(0xa2), blob: below.hash }));
  asked = {
    choices: { ...firstChoices, sides: { left: 16, top: 8, right: 0, bottom: 0 }, strength: 0.4 },
    reference: { hash: brought.hash, name: 'A poster' },
  };
});

const waiting = drawTasks.filter((task) => task !== 'generate' && task !== 'retouch');

describe.each(waiting)('%s', (task) => {
  it('asks the engine for what it is given, waits, and is accepted as one layer in one undo step', async () => {
    const before = studio.page;
    const frame = { x: 0, y: 0, width: 64, height: 64 };
    await studio.runToEnd({ frame }, { ...asked, task });
    expect(studio.engine.requests).toMatchObject([{ task, seed: 7 }]);
    expect(studio.state).toMatchObject({ phase: 'candidate', task, unsaved: false });
    expect(studio.rows).toMatchObject([
      { task, outcome: 'waiting', seed: 7, prompt: needsOf(task).words ? 'a red circle' : '' },
    ]);
    expect(studio.page).toBe(before);
    await studio.state.accept();
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.page.layers[1]).toMatchObject({ generationId: studio.rows[0]?.id, blob: studio.rows[0]?.picture });
    expect(studio.store.document).toEqual(studio.page);
    studio.document.getState().undo();
    expect(studio.page).toEqual(before);
  });
});

const draws = async (task: DrawTask, patch: Partial<RunInput> = {}) => {
  await studio.runToEnd({}, { ...asked, task, ...patch });
  const row = studio.rows[0];
  if (row === undefined) throw new Error('Nothing was recorded.');
  return { request: studio.engine.requests[0] as Record<string, unknown> & { task: DrawTask }, row };
};

describe('the record', () => {
  it('of an extension tells its sides and the page with them; accepted, the page grows around its layers', async () => {
    const { request, row } = await draws('extend');
    expect(request).toMatchObject({ sides: { left: 16, top: 8, right: 0, bottom: 0 } });
    expect(row).toMatchObject({
      details: { sides: { left: 16, top: 8 } },
      pageWidth: 272,
      pageHeight: 264,
      mask: null,
    });
    expect(studio.state.growth).toEqual({ left: 16, top: 8, right: 0, bottom: 0 });
    await studio.state.accept();
    expect(studio.page).toMatchObject({
      width: 272,
      height: 264,
      layers: [
        { x: 16, y: 8 },
        { x: 0, y: 0 },
      ],
    });
    expect(studio.state.growth).toBeNull();
  });

  it('of an edit keeps the picture that was looked at, and what was painted', async () => {
    studio.document.getState().addRegionStep(strokeWith());
    const { request, row } = await draws('edit');
    expect(request.regionMask).toMatchObject({ width: 256, height: 256 });
    expect(row.mask).not.toBeNull();
    expect(row.parentId).toBe(idOf(0xa2));
    expect(studio.store.blobs.get(row.givenPicture ?? '')?.bytes).toEqual(new Uint8Array([0x70, 0x61, 0x67, 0x65]));
    await studio.state.accept();
    expect(studio.page.region).toEqual([]);
  });

  it('of an edit without paint has no mask: all of the picture may change', async () => {
    const { request, row } = await draws('edit');
    expect(request.regionMask).toBeNull();
    expect(row).toMatchObject({ mask: null, givenStyle: null });
  });

  it('of a variation tells how much of it was drawn anew', async () => {
    const { request, row } = await draws('vary');
    expect([request.strength, row.details]).toEqual([0.4, { strength: 0.4 }]);
    expect(await studio.pageRaster.rasterOf(row.givenPicture ?? '')).toEqual(await studio.pageRaster.rasterise());
  });

  it('from a sketch begins with what is visible, and lies over it as a whole picture', async () => {
    studio.document.getState().addRegionStep(strokeWith());
    const { request, row } = await draws('sketch');
    expect(request).toMatchObject({ picture: { width: 256, height: 256 }, strength: firstChoices.sketch });
    expect(request).not.toHaveProperty('regionMask');
    expect(row).toMatchObject({ details: { strength: firstChoices.sketch }, mask: null });
    expect(await studio.pageRaster.rasterOf(row.givenPicture ?? '')).toMatchObject({ width: 256, height: 256 });
    await studio.state.accept();
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.page.region).toHaveLength(1);
    studio.state.reuse(row, 16, false);
    expect(studio.state.reused).toMatchObject({ task: 'sketch', details: { strength: firstChoices.sketch } });
  });

  it('of a picture after another one names that one, and leaves paint alone that it did not use', async () => {
    studio.document.getState().addRegionStep(strokeWith());
    const { request, row } = await draws('subject');
    expect(request).toMatchObject({ picture: { rgba: new Uint8Array(4).fill(9) }, size: { width: 64, height: 64 } });
    expect(row).toMatchObject({ givenPicture: asked.reference?.hash, givenStyle: null, mask: null });
    await studio.state.accept();
    expect(studio.page.region).toHaveLength(1);
  });

  it('of a restyled picture names both: what was visible, and whose style it got', async () => {
    const { request, row } = await draws('style');
    expect(request).toMatchObject({ picture: { width: 256 }, stylePicture: { width: 1 } });
    expect(request).not.toHaveProperty('prompt');
    expect(row.givenStyle).toBe(asked.reference?.hash);
    expect(studio.store.blobs.has(row.givenPicture ?? '')).toBe(true);
  });

  it('gives all of it back to the prompt bar', async () => {
    const { row } = await draws('control', {
      choices: { ...firstChoices, sides: noSides, variants: { ...firstChoices.variants, control: 'pose' } },
    });
    studio.state.reuse(row, 16, false);
    expect(studio.state.reused).toMatchObject({
      task: 'control',
      details: { variant: 'pose' },
      reference: { hash: asked.reference?.hash },
    });
  });
});

it('shows an extension on the way where it will be', async () => {
  await studio.start({ ...asked, task: 'extend' });
  const frame = { x: 0, y: 0, width: 272, height: 264 };
  studio.engine.report({ preview: { raster: { width: 1, height: 1, rgba: new Uint8Array(4) }, frame } });
  expect(studio.state.growth).toMatchObject({ left: 16, top: 8 });
  expect(studio.preview).toEqual({ frame, insideMask: false });
});
