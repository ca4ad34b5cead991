import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeRow } from '../../../main/store/database.ts';
import { changeDatabase } from '../../../main/store/projects.ts';
import { projectOf } from '../../../main/store/studio.ts';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { MOST_UNDO_STEPS } from '../../../preload/contract/undo-steps.ts';
import { anyDocumentAction } from '../../helpers/document-actions.ts';
import { idOf, layerWith, strokeWith } from '../../helpers/documents.ts';
import { go, goAll, type Opened, open, pageOf } from './opened-document.ts';
import { emptyDocument, makePicture, startStore } from './test-store.ts';

/** What can be undone and redone, and the page between both. */
interface Model {
  readonly past: readonly PictureDocument[];
  readonly page: PictureDocument;
  readonly future: readonly PictureDocument[];
}

type Move = 'undo' | 'redo' | 'save' | 'restart' | 'gesture';

describe('undo steps outlast the window', () => {
  test('whatever is done, saved and begun anew, everything that was saved can be undone and redone', async () => {
    const first = startStore();
    const blob = 'a'.repeat(64);
    await first.close();
    const move = fc.constantFrom<Move>('undo', 'undo', 'redo', 'save', 'restart', 'gesture');
    const moves = fc.array(fc.oneof({ weight: 2, arbitrary: anyDocumentAction(blob) }, move), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(moves, async (steps) => {
        let opened = await open();
        await holdPicture(opened, blob);
        let model: Model = { past: [], page: pageOf(opened), future: [] };
        let kept = model;
        const save = async (gesture: PictureDocument | null) => {
          await opened.save();
          const page = pageOf(opened);
          const isOpen = gesture !== null && JSON.stringify(gesture) !== JSON.stringify(page);
          kept = isOpen ? { past: [...model.past, gesture], page, future: [] } : { ...model, page };
        };
        const act = (run: () => void) => {
          const before = pageOf(opened);
          run();
          const page = pageOf(opened);
          const isSame = JSON.stringify(page) === JSON.stringify(before);
          model = isSame ? { ...model, page } : { past: [...model.past, before], page, future: [] };
        };
        for (const step of steps) {
          if (typeof step === 'function') act(() => step(opened.document.getState()));
          else if (step === 'save') await save(null);
          else if (step === 'restart') {
            opened = await opened.restart();
            model = kept;
            expect(pageOf(opened)).toEqual(model.page);
          } else if (step === 'gesture') {
            const before = pageOf(opened);
            opened.document.getState().beginGesture();
            opened.document.getState().resizePage(77, 78);
            await save(before);
            act(() => opened.document.getState().endGesture());
            // The gesture ends as one step, from where it began.
            const page = pageOf(opened);
            const isSame = JSON.stringify(page) === JSON.stringify(before);
            model = isSame ? model : { past: [...model.past, before], page, future: [] };
          } else {
            await go(opened, step);
            const [from, to] = step === 'undo' ? [model.past, model.future] : [model.future, model.past];
            const next = from.at(-1);
            if (next === undefined) continue;
            const [less, more] = [from.slice(0, -1), [...to, model.page]];
            model =
              step === 'undo' ? { past: less, page: next, future: more } : { past: more, page: next, future: less };
          }
        }
        await save(null);
        opened = await opened.restart();
        expect(pageOf(opened)).toEqual(kept.page);
        expect(await goAll(opened, 'redo')).toEqual(kept.future.toReversed());
        const forth = [...kept.past, kept.page, ...kept.future.toReversed()];
        expect(await goAll(opened, 'undo')).toEqual(forth.slice(0, -1).toReversed());
        expect(opened.lost).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('two thousand steps are kept, and the oldest go', async () => {
    let opened = await open();
    const stroke = (number: number) => strokeWith({ id: idOf(number), size: 1 + (number % 40) });
    for (let n = 1; n <= MOST_UNDO_STEPS + 30; n += 1) {
      opened.document.getState().addRegionStep(stroke(n));
      if (n % 500 === 0) await opened.save();
    }
    await opened.save();
    opened = await opened.restart();
    expect(await goAll(opened, 'undo')).toHaveLength(MOST_UNDO_STEPS);
    expect(pageOf(opened).region).toHaveLength(30);
    await opened.save();
    opened = await opened.restart();
    expect(await goAll(opened, 'redo')).toHaveLength(MOST_UNDO_STEPS);
    expect(pageOf(opened).region.at(-1)).toEqual(stroke(MOST_UNDO_STEPS + 30));
  });

  test('a document that is saved without its steps has none, since those of before do not lead to it', async () => {
    let opened = await open();
    opened.document.getState().resizePage(20, 30);
    await opened.save();
    const { store, projectId } = opened;
    await store.client.saveDocument({ projectId, document: { ...emptyDocument, width: 7 } });
    opened = await opened.restart();
    expect(opened.document.getState()).toMatchObject({ canUndo: false, canRedo: false });
  });

  test('an accepted picture is undone after a restart', async () => {
    let opened = await open();
    const { hash } = await opened.store.client.putBlob({
      projectId: opened.projectId,
      bytes: makePicture(),
      mediaType: 'image/png',
    });
    opened.document.getState().addLayer(layerWith({ blob: hash }));
    await opened.save();
    opened = await opened.restart();
    expect(pageOf(opened).layers).toHaveLength(1);
    await go(opened, 'undo');
    expect(pageOf(opened).layers).toHaveLength(0);
    await go(opened, 'redo');
    expect(pageOf(opened).layers).toMatchObject([{ blob: hash }]);
  });

  test('a step that cannot be read ends undo with a sentence, and the picture stays as it is', async () => {
    const bad: Record<string, (opened: Opened, sql: (text: string) => Promise<void>) => Promise<void>> = {
      'no deflated text': (_, sql) => sql(`UPDATE undo_steps SET step = x'00ff00' WHERE number = 2`),
      'a gap': (_, sql) => sql('DELETE FROM undo_steps WHERE number = 2'),
      'a picture that is gone': (_, sql) => sql('DELETE FROM blobs'),
      'steps of another document': (_, sql) =>
        sql('UPDATE undo_steps SET step = (SELECT step FROM undo_steps WHERE number = 1) WHERE number = 2'),
    };
    for (const [name, spoil] of Object.entries(bad)) {
      let opened = await open();
      const { projectId, store } = opened;
      const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
      const { addLayer, removeLayers, resizePage } = opened.document.getState();
      addLayer(layerWith({ id: randomUUID(), blob: hash }));
      removeLayers(pageOf(opened).layers.map(({ id }) => id));
      resizePage(31, 32);
      await opened.save();
      await spoil(opened, async (text) => {
        const project = await projectOf(await store.studio(), projectId);
        changeDatabase(project, (db) => writeRow(db, text));
      });
      opened = await opened.restart();
      const seen = await goAll(opened, 'undo');
      // The last one changes nothing, and is said to be lost.
      expect([name, seen.length, opened.lost]).toEqual([name, 2, ['undo']]);
      expect(pageOf(opened)).toMatchObject({ width: emptyDocument.width, layers: [] });
      opened.document.getState().resizePage(5, 6);
      await opened.save();
      opened = await opened.restart();
      await go(opened, 'undo');
      expect(pageOf(opened).width).toBe(emptyDocument.width);
    }
  });
});

/** Puts a picture into the project under a hash of the test's choice. */
async function holdPicture({ store, projectId }: Opened, hash: string): Promise<void> {
  const project = await projectOf(await store.studio(), projectId);
  changeDatabase(project, (db) =>
    writeRow(db, `INSERT INTO blobs (hash, media_type, size, created_at) VALUES (:hash, 'image/png', 3, 1)`, { hash }),
  );
}
