import { decode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { adjustmentLayer } from '../../../../renderer/document/new-layer.ts';
import { idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';
import { projectId, settle, TestStudio } from '../../../helpers/test-studio.ts';

const FRAME = { x: 10, y: 12, width: 40, height: 30 };

let studio: TestStudio;

beforeEach(async () => {
  studio = new TestStudio();
  const { addLayer, addRegionStep } = studio.document.getState();
  const below = { projectId: projectId, bytes: new Uint8Array([1]), mediaType: 'image/png' } as const;
  const { hash } = await studio.store.putBlob(below);
  addLayer(layerWith({ id: idOf(0xa1), generationId: idOf(0xa2), blob: hash }));
  addRegionStep(strokeWith());
});

describe('a retouch', () => {
  it('is what a painted mask asks for: page and mask of the same size', async () => {
    await studio.start();
    const request = studio.engine.requests[0];
    expect(request.task).toBe('retouch');
    if (request.task !== 'retouch') return;
    expect(request.picture).toMatchObject({ width: 256, height: 256 });
    expect(request.regionMask.values.length).toBe(256 * 256);
    expect(request.regionMask.values[20 * 256 + 20]).toBe(255);
    expect(request.regionMask.values[0]).toBe(0);
  });

  it('tells the engine what no job may touch, where there is anything', async () => {
    await studio.start();
    expect(studio.engine.requests[0]).not.toHaveProperty('freezeMask');
    studio.state.cancel();
    await settle();
    studio.protectedArea = { width: 256, height: 256, values: new Uint8Array(256 * 256).fill(255, 0, 9) };
    await studio.start();
    expect(studio.engine.requests.at(-1)).toMatchObject({ freezeMask: studio.protectedArea });
  });

  it('previews inside the mask, in place', async () => {
    await studio.start();
    studio.engine.report({ preview: { raster: { width: 1, height: 1, rgba: new Uint8Array(4) }, frame: FRAME } });
    expect(studio.preview).toEqual({ frame: FRAME, insideMask: true });
  });

  it('records the candidate at once, with mask and parent, and waits', async () => {
    await studio.runToEnd({ frame: FRAME });
    expect(studio.state).toMatchObject({ phase: 'candidate', unsaved: false, failure: null });
    expect(studio.candidate).toEqual(FRAME);
    expect(studio.page.layers).toHaveLength(1);
    const [row] = studio.rows;
    expect(row).toMatchObject({
      task: 'retouch',
      outcome: 'waiting',
      parentId: idOf(0xa2),
      frame: FRAME,
      pageWidth: 256,
    });
    const mask = decode(studio.store.blobs.get(row.mask ?? '')?.bytes ?? new Uint8Array());
    expect(mask).toMatchObject({ width: 256, height: 256, channels: 1, depth: 8 });
    expect(mask.data[20 * 256 + 20]).toBe(255);
    expect(mask.data[0]).toBe(0);
  });

  it('lies above every adjustment, whatever is chosen, since its picture was adjusted already', async () => {
    const adjustment = adjustmentLayer({ id: idOf(0xa3), name: 'Adjustment', adjustment: { type: 'invert' } });
    studio.document.getState().addLayer(adjustment);
    studio.document.getState().selectLayer(idOf(0xa1));
    await studio.runToEnd({ frame: FRAME });
    await studio.state.accept();
    expect(studio.page.layers.map(({ kind }) => kind)).toEqual(['picture', 'adjustment', 'picture']);
    expect(studio.page.layers[2]).toMatchObject({ generationId: studio.rows[0].id, parentId: null });
  });

  it('becomes a layer and clears the mask in one undo step; row and document settle together', async () => {
    await studio.runToEnd({ frame: FRAME });
    await studio.state.accept();
    expect(studio.page.region).toEqual([]);
    expect(studio.page.layers[1]).toMatchObject({ ...FRAME, scaleX: 1, scaleY: 1, generationId: studio.rows[0].id });
    expect(studio.rows[0].outcome).toBe('accepted');
    expect(studio.store.document).toEqual(studio.page);
    expect(studio.state).toMatchObject({ phase: 'idle', candidate: null, unsaved: false });
    expect(studio.candidate).toBeNull();
    studio.document.getState().undo();
    expect(studio.page.layers).toHaveLength(1);
    expect(studio.page.region).toHaveLength(1);
  });

  it('leaves page and mask as they were when dropped; the row stays', async () => {
    const before = studio.page;
    await studio.runToEnd({ frame: FRAME });
    await studio.state.drop();
    expect(studio.page).toBe(before);
    expect(studio.rows[0].outcome).toBe('dropped');
    expect(studio.state.phase).toBe('idle');
    expect(studio.candidate).toBeNull();
  });

  it('is accepted once, however often Enter is pressed', async () => {
    await studio.runToEnd({ frame: FRAME });
    await Promise.all([studio.state.accept(), studio.state.accept(), studio.state.drop()]);
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.rows[0].outcome).toBe('accepted');
  });

  it('is not called saved before the store has answered', async () => {
    await studio.runToEnd({ frame: FRAME });
    const accepting = studio.state.accept();
    expect(studio.state.phase).toBe('saving');
    await accepting;
    expect(studio.state.phase).toBe('idle');
  });

  it('keeps an accepted layer that could not be settled, marked, until a retry', async () => {
    await studio.runToEnd({ frame: FRAME });
    studio.store.refuse.push(new StudioError('service-lost', 'The store stopped.', { retryable: true }));
    await studio.state.accept();
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.state).toMatchObject({ phase: 'idle', unsaved: true, failure: { kind: 'service-lost' } });
    expect(studio.rows[0].outcome).toBe('waiting');
    await studio.state.retry();
    expect(studio.rows[0].outcome).toBe('accepted');
    expect(studio.state).toMatchObject({ unsaved: false, failure: null });
  });

  it('saves an unsaved candidate before accepting it', async () => {
    studio.store.refuse.push(new StudioError('disk-full', 'The disk is full.', { retryable: true }));
    await studio.runToEnd({ frame: FRAME });
    expect(studio.state).toMatchObject({ phase: 'candidate', unsaved: true });
    await studio.state.accept();
    expect(studio.rows[0].outcome).toBe('accepted');
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.state).toMatchObject({ phase: 'idle', unsaved: false, failure: null });
  });

  it('changes nothing on an accept that still cannot be saved', async () => {
    const full = () => new StudioError('disk-full', 'The disk is full.', { retryable: true });
    studio.store.refuse.push(full(), full());
    await studio.runToEnd({ frame: FRAME });
    await studio.state.accept();
    expect(studio.page.layers).toHaveLength(1);
    expect(studio.state).toMatchObject({ phase: 'candidate', unsaved: true, failure: { kind: 'disk-full' } });
  });

  it('has as its parent the topmost visible layer under the mask', async () => {
    const { addLayer } = studio.document.getState();
    addLayer(layerWith({ id: idOf(0xb1), generationId: idOf(0xb2), visible: false }));
    addLayer(layerWith({ id: idOf(0xc1), generationId: idOf(0xc2), x: 150, y: 150 }));
    // Turned by 45 degrees its box would meet the mask; the picture itself does not.
    addLayer(layerWith({ id: idOf(0xd1), generationId: idOf(0xd2), x: 70, y: 5, width: 60, height: 80, angle: 45 }));
    await studio.runToEnd({ frame: FRAME });
    expect(studio.rows[0].parentId).toBe(idOf(0xa2));
  });
});
