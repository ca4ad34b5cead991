import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Said } from '../../../../../preload/words/index.ts';
import { framePage } from '../../../../../renderer/document/frame-page.ts';
import { saveMask } from '../../../../../renderer/document/operations.ts';
import { createDocumentStore } from '../../../../../renderer/document/store.ts';
import type { DrawTask } from '../../../../../renderer/generation/tasks/tasks.ts';
import { createPageState, type PageParts } from '../../../../../renderer/state/projects/page-state.ts';
import { documentWith, idOf, layerWith } from '../../../../helpers/documents.ts';
import { english } from '../../../../helpers/english.ts';

it('says why a picture cannot be straightened, and changes nothing', () => {
  const saved = { id: idOf(3), name: 'Sky', blob: 'b'.repeat(64), x: 0, y: 0, width: 4, height: 4 };
  const page = saveMask(documentWith({ layers: [layerWith({ id: idOf(1) })] }), saved);
  const document = createDocumentStore(page);
  const told: Said[] = [];
  const run = createStore(() => ({ phase: 'idle', task: null }));
  const shown = { document, run, notify: (_kind: string, text: Said) => told.push(text) };
  const state = createPageState({
    shown: () => shown as unknown as ReturnType<PageParts['shown']>,
    queued: () => [],
  });
  state.getState().straighten(5);
  expect(told.map((text) => text(english))).toEqual([english.page.notTurned['saved-masks']]);
  expect(document.getState().document).toBe(page);
  document.getState().removeMask(saved.id);
  state.getState().straighten(5);
  expect(document.getState().document.layers).toMatchObject([{ angle: 5 }]);
  document.getState().undo();
  expect(document.getState().document.layers).toEqual(page.layers);
});

it('keeps the page as it is while something is drawn for a part of it, and says why', async () => {
  const page = documentWith({ layers: [layerWith({ id: idOf(1) })] });
  const document = createDocumentStore(page);
  const told: string[] = [];
  const run = createStore(() => ({ phase: 'idle', task: null as DrawTask | null }));
  let queued: ReturnType<PageParts['queued']> = [];
  const shown = { id: 'here', document, run, notify: (_kind: string, text: Said) => told.push(text(english)) };
  const state = createPageState({
    shown: () => shown as unknown as ReturnType<PageParts['shown']>,
    queued: () => queued,
  }).getState();
  const size = { width: page.width + 10, height: page.height };
  const tryAll = async () => {
    told.length = 0;
    state.straighten(5);
    state.resizeCanvas(size, { across: 0, down: 0 });
    await state.resizeImage(size, 'cubic');
    await state.cropToRegion();
    expect(state.cropTo({ x: 1, y: 1, width: 2, height: 2 })).toBe(false);
    expect(document.getState().document).toBe(page);
    expect(told).toHaveLength(5);
    return [...new Set(told)];
  };
  const { held } = english.page;
  run.setState({ phase: 'candidate', task: 'generate' });
  expect(await tryAll()).toEqual([held.results]);
  run.setState({ phase: 'running', task: 'retouch' });
  expect(await tryAll()).toEqual([held.drawing]);
  run.setState({ phase: 'idle', task: null });
  queued = [{ projectId: 'here', task: 'retouch' }];
  expect(await tryAll()).toEqual([held.queue]);
  // A whole picture is placed when it is accepted, and what waits in another project has its place there.
  run.setState({ phase: 'running', task: 'generate' });
  queued = [
    { projectId: 'here', task: 'generate' },
    { projectId: 'there', task: 'retouch' },
  ];
  expect(state.cropTo({ x: 1, y: 1, width: 2, height: 2 })).toBe(true);
  expect(document.getState().document).toMatchObject({ width: 2, height: 2 });
});

it('does not undo or redo another size of the page while that is refused, and keeps the steps', () => {
  let refuses = false;
  const document = createDocumentStore(documentWith({ layers: [layerWith({ id: idOf(1) })] }), () => refuses);
  const { change, undo, redo, renameLayer } = document.getState();
  change((page) => framePage(page, { x: 5, y: 5, width: 20, height: 30 }));
  renameLayer(idOf(1), 'Sky');
  const now = () => document.getState();
  const after = now().document;
  refuses = true;
  undo();
  const cropped = now().document;
  expect(cropped).toMatchObject({ width: 20, height: 30 });
  expect(cropped.layers[0]?.name).not.toBe('Sky');
  undo();
  expect([now().document, now().canUndo, now().canRedo]).toEqual([cropped, true, true]);
  redo();
  expect(now().document).toEqual(after);
  refuses = false;
  undo();
  undo();
  expect(now().document).not.toMatchObject({ width: 20, height: 30 });
  refuses = true;
  redo();
  expect([now().canUndo, now().canRedo]).toEqual([false, true]);
});
