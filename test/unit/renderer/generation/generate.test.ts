import { beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { layerWith } from '../../../helpers/documents.ts';
import { input, projectId, settle, TestStudio } from '../../../helpers/test-studio.ts';

let studio: TestStudio;

beforeEach(() => {
  studio = new TestStudio();
});

const diskFull = () => new StudioError('disk-full', 'The disk is full.', { retryable: true });

describe('generating', () => {
  it('asks the engine for what the prompt bar says', async () => {
    await studio.start();
    expect(studio.engine.requests).toEqual([
      { task: 'generate', prompt: 'a red circle', width: 64, height: 64, settings: input.settings.generate, seed: 7 },
    ]);
    expect(studio.state).toMatchObject({ phase: 'running', task: 'generate', progress: null });
  });

  it.each([
    [4, ' a dog ', 'a dog'],
    [0, 'a dog', undefined],
    [4, ' ', undefined],
  ])(
    'at a guidance of %d sends and records of what to leave out %j: %j',
    async (textGuidance, negativePrompt, wanted) => {
      const { generate } = input.settings;
      const settings = { ...input.settings, generate: { ...generate, textGuidance, negativePrompt } };
      await studio.runToEnd({}, { settings });
      expect(studio.engine.requests[0].settings.negativePrompt).toBe(wanted);
    },
  );

  it('shows progress and previews where the picture will be', async () => {
    studio.document.getState().resizePage(256, 128);
    await studio.start();
    const raster = { width: 64, height: 64, rgba: new Uint8Array(64 * 64 * 4) };
    studio.engine.report({ step: 3, preview: { raster, frame: { x: 0, y: 0, width: 64, height: 64 } } });
    expect(studio.state.progress).toEqual({
      step: 3,
      of: 8,
      secondsLeft: 2,
      bytes: null,
      finishing: null,
      checking: null,
    });
    expect(studio.preview).toEqual({ frame: { x: 64, y: 0, width: 128, height: 128 }, insideMask: false });
  });

  it('records the picture, then makes it a layer that fills the page, in one undo step', async () => {
    await studio.runToEnd();
    expect(studio.rows).toHaveLength(1);
    expect(studio.rows[0]).toMatchObject({ task: 'generate', prompt: 'a red circle', outcome: 'accepted', mask: null });
    expect(studio.rows[0].grid?.codes).toEqual(new Uint8Array([2, 1, 0, 0, 255, 255, 255, 255]));
    expect(studio.page.layers).toMatchObject([
      { name: 'a red circle', width: 64, scaleX: 4, scaleY: 4, x: 0, y: 0, blob: studio.rows[0].picture },
    ]);
    expect(studio.state).toMatchObject({ phase: 'idle', candidate: null, failure: null, unsaved: false, revision: 1 });
    studio.document.getState().undo();
    expect(studio.page.layers).toEqual([]);
    expect(studio.document.getState().canUndo).toBe(false);
  });

  it('gives an empty page the shape of its first picture, and keeps a page with work on it', async () => {
    const wide = { frame: { x: 0, y: 0, width: 64, height: 32 } };
    await studio.runToEnd(wide);
    expect(studio.page).toMatchObject({ width: 256, height: 128 });
    studio.document.getState().resizePage(256, 256);
    await studio.runToEnd(wide);
    await studio.state.accept();
    expect(studio.page).toMatchObject({ width: 256, height: 256 });
    expect(studio.page.layers[1]).toMatchObject({ x: 0, y: 64, scaleX: 4, scaleY: 4 });
    expect(studio.rows[1].frame).toEqual({ x: 0, y: 64, width: 256, height: 128 });
  });

  it('asks before it lays a picture over work, also where that came while it was drawn', async () => {
    const { done } = await studio.start();
    const bytes = new Uint8Array([1]);
    const { hash } = await studio.store.putBlob({ projectId, bytes, mediaType: 'image/png' });
    studio.document.getState().addLayer(layerWith({ blob: hash }));
    studio.engine.finish();
    await done;
    expect(studio.state.phase).toBe('candidate');
    expect(studio.page.layers).toHaveLength(1);
    expect(studio.rows).toMatchObject([{ outcome: 'waiting' }]);
    await studio.state.drop();
    expect(studio.page.layers).toHaveLength(1);
    await studio.runToEnd();
    await studio.state.accept();
    expect(studio.page.layers).toHaveLength(2);
    expect(studio.rows.map(({ outcome }) => outcome)).toEqual(['dropped', 'accepted']);
  });

  it('takes one run at a time', async () => {
    await studio.start();
    await studio.start();
    expect(studio.engine.requests).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('leaves nothing behind and calls it no failure', async () => {
    const { done } = await studio.start();
    studio.state.cancel();
    await done;
    expect(studio.state).toMatchObject({ phase: 'idle', task: null, progress: null, failure: null });
    expect(studio.rows).toEqual([]);
    expect(studio.page.layers).toEqual([]);
    await studio.runToEnd();
    expect(studio.page.layers).toHaveLength(1);
  });

  it('hears no progress of a run that was stopped', async () => {
    await studio.start();
    studio.state.cancel();
    studio.engine.report({ step: 5 });
    await settle();
    expect(studio.state.progress).toBeNull();
  });
});

describe('when something fails', () => {
  it('says why the engine failed, and runs again', async () => {
    const { done } = await studio.start();
    studio.engine.fail(new StudioError('service-lost', 'The engine stopped; it is being started again.'));
    await done;
    expect(studio.state).toMatchObject({ phase: 'idle', failure: { kind: 'service-lost' } });
    await studio.runToEnd();
    expect(studio.state.failure).toBeNull();
    expect(studio.page.layers).toHaveLength(1);
  });

  it('keeps a picture that could not be saved, marked, until a retry saves it', async () => {
    studio.store.refuse.push(diskFull());
    await studio.runToEnd();
    expect(studio.state).toMatchObject({ phase: 'candidate', unsaved: true, failure: { kind: 'disk-full' } });
    expect(studio.candidate).toEqual({ x: 0, y: 0, width: 256, height: 256 });
    expect(studio.page.layers).toEqual([]);
    expect(studio.state.revision).toBe(0);
    await studio.state.retry();
    expect(studio.state).toMatchObject({ phase: 'idle', unsaved: false, failure: null });
    expect(studio.rows).toHaveLength(1);
    expect(studio.page.layers).toHaveLength(1);
  });

  it('lets go of an unsaved picture on request', async () => {
    studio.store.refuse.push(diskFull());
    await studio.runToEnd();
    await studio.state.drop();
    expect(studio.state).toMatchObject({ phase: 'idle', unsaved: false, failure: null });
    expect(studio.candidate).toBeNull();
    expect(studio.rows).toEqual([]);
  });
});

describe('reusing', () => {
  it("hands a row's words and numbers back, with the size in the model's pixels", async () => {
    studio.document.getState().addLayer(layerWith());
    await studio.runToEnd();
    studio.state.reuse(studio.rows[0], 16, true);
    expect(studio.state.reused).toEqual({
      task: 'generate',
      prompt: 'a red circle',
      settings: input.settings.generate,
      seed: 7,
      size: { width: 32, height: 16 },
      details: {},
      reference: null,
    });
    studio.state.reuse(studio.rows[0], 16, false);
    expect(studio.state.reused?.seed).toBeNull();
  });
});
