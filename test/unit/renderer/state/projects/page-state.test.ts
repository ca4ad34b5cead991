import { expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Said } from '../../../../../preload/words/index.ts';
import { framePage } from '../../../../../renderer/document/frame-page.ts';
import { saveMask } from '../../../../../renderer/document/operations.ts';
import { createDocumentStore, type DocumentStore } from '../../../../../renderer/document/store.ts';
import { type DrawTask, firstChoices, type Missing } from '../../../../../renderer/generation/tasks/tasks.ts';
import { forgetSides } from '../../../../../renderer/state/project/growth.ts';
import { createPageState, type PageParts } from '../../../../../renderer/state/projects/page-state.ts';
import type { PromptState } from '../../../../../renderer/state/prompt-types.ts';
import { documentWith, idOf, layerWith } from '../../../../helpers/documents.ts';
import { english } from '../../../../helpers/english.ts';

/** The state of a page of 100 by 80 pixels, whose prompt has these words. Recorded is what it would draw. */
function extending(text: string, closed: Missing | null) {
  const document = createDocumentStore(documentWith({ width: 100, height: 80, layers: [layerWith({ id: idOf(1) })] }));
  const told: Said[] = [];
  const drawn: { task: string; sides: unknown; size: number[] }[] = [];
  const prompt = createStore<Pick<PromptState, 'text' | 'task' | 'choices' | 'setTask' | 'setChoices' | 'run'>>()(
    (set, get) => ({
      text,
      task: 'generate',
      choices: firstChoices,
      setTask: (task) => set({ task }),
      setChoices: (patch) => set({ choices: { ...get().choices, ...patch } }),
      run: async () => {
        const { width, height } = document.getState().document;
        drawn.push({ task: get().task, sides: get().choices.sides, size: [width, height] });
      },
    }),
  );
  forgetSides({ prompt: prompt as unknown as StoreApi<PromptState>, document });
  const run = createStore(() => ({ phase: 'idle', task: null }));
  const shown = {
    document,
    run,
    prompt: { state: prompt, closedBy: () => closed },
    notify: (_kind: string, said: Said) => told.push(said),
  };
  const state = createPageState({
    shown: () => shown as unknown as ReturnType<PageParts['shown']>,
    queued: () => [],
  });
  const sizeNow = () => [document.getState().document.width, document.getState().document.height];
  return { extendTo: state.getState().extendTo, document, prompt, told, drawn, sizeNow };
}

it('crops what a box leaves out, and has the model draw what lies beyond the page', async () => {
  const { extendTo, document, drawn, sizeNow } = extending('a beach', null);
  expect(await extendTo({ x: 20, y: -10, width: 100, height: 70 })).toBe('drawn');
  expect(drawn).toEqual([{ task: 'extend', sides: { left: 0, top: 10, right: 20, bottom: 0 }, size: [80, 60] }]);
  expect(sizeNow()).toEqual([80, 60]);
  document.getState().undo();
  expect(sizeNow()).toEqual([100, 80]);
});

it('is one undo step with the border once that is drawn, and two where something was done between them', async () => {
  const box = { x: 20, y: -10, width: 100, height: 70 };
  const accepted = async (between: (document: DocumentStore) => void) => {
    const { extendTo, document, prompt, sizeNow } = extending('a beach', null);
    const before = document.getState().document;
    await extendTo(box);
    between(document);
    const { step, growPage, addLayer, undo, redo } = document.getState();
    const { sides } = prompt.getState().choices;
    step(() => {
      growPage(sides);
      addLayer(layerWith({ id: idOf(2) }));
    });
    const after = document.getState().document;
    expect(sizeNow()).toEqual([100, 70]);
    undo();
    redo();
    expect(document.getState().document).toEqual(after);
    undo();
    return { before, now: document.getState().document, canUndo: document.getState().canUndo };
  };
  const atOnce = await accepted(() => undefined);
  expect(atOnce).toEqual({ before: atOnce.before, now: atOnce.before, canUndo: false });
  // A box around the whole page cuts nothing, and joins nothing that was done before.
  const { extendTo, document, sizeNow } = extending('a beach', null);
  document.getState().renameLayer(idOf(1), 'Sky');
  await extendTo({ x: -16, y: 0, width: 116, height: 80 });
  document.getState().growPage({ left: 16, top: 0, right: 0, bottom: 0 });
  document.getState().undo();
  expect([sizeNow(), document.getState().document.layers[0]?.name]).toEqual([[100, 80], 'Sky']);
  const later = await accepted((document) => document.getState().renameLayer(idOf(1), 'Sky'));
  expect(later.canUndo).toBe(true);
  expect(later.now).toMatchObject({ width: 80, height: 60, layers: [{ name: 'Sky' }] });
});

it('changes nothing before a box around the whole page is drawn, and asks for words that are missing', async () => {
  const { extendTo, document, prompt, drawn, sizeNow } = extending('  ', null);
  expect(await extendTo({ x: -16, y: 0, width: 132, height: 80 })).toBe('words');
  expect([drawn, sizeNow(), document.getState().canUndo]).toEqual([[], [100, 80], false]);
  expect(prompt.getState().choices.sides).toEqual({ left: 16, top: 0, right: 16, bottom: 0 });
});

it.each([
  ['page', 'nothingToExtend'],
  ['untrained', 'notExtended'],
  ['model', 'notExtended'],
] as const)('leaves the border empty and says so where it cannot be drawn (%s)', async (closed, said) => {
  const { extendTo, told, drawn, sizeNow } = extending('a beach', closed);
  expect(await extendTo({ x: 0, y: 0, width: 120, height: 80 })).toBe('empty');
  expect([drawn, sizeNow()]).toEqual([[], [120, 80]]);
  expect(told.map((text) => text(english))).toEqual([english.page[said]]);
});

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
    await state.resizeImage(size, 'cubic', 72);
    await state.cropToRegion();
    expect(state.cropTo({ x: 1, y: 1, width: 2, height: 2 })).toBe(false);
    expect(state.extendTo({ x: -1, y: 0, width: 9, height: 9 })).toBeNull();
    expect(document.getState().document).toBe(page);
    expect(told).toHaveLength(6);
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
