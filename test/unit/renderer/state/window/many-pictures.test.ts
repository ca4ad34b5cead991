import { expect, test } from 'vitest';
import type { ExportedCaptionFormat } from '../../../../../preload/contract/caption-files.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { ListedGeneration } from '../../../../../preload/contract/records.ts';
import type { Said } from '../../../../../preload/words/index.ts';
import { writePictures } from '../../../../../renderer/state/window/many-pictures.ts';
import { english } from '../../../../helpers/english.ts';

const pictures = ['sea', 'sky', 'sand'].map(
  (prompt, seed) =>
    ({ prompt, seed, createdAt: 0, modelName: 'Pocket', picture: `hash of ${prompt}` }) as ListedGeneration,
);

const said = { caption: 'a blue sky', answers: [{ question: 'Is there a cat?', answer: 'no' }] };

function exporting(place: string | null, failAt = -1, captions: ExportedCaptionFormat | null = null) {
  const words: unknown[] = [];
  const files: string[] = [];
  const told: string[] = [];
  let held = 0;
  const controller = new AbortController();
  const progress: number[] = [];
  const parts = {
    words: () => english,
    said: async () => new Map([['hash of sky', said]]),
    notify: (kind: string, text: Said) => told.push(`${kind}: ${text(english)}`),
    hold: () => {
      held += 1;
      return () => (held -= 1);
    },
    store: {
      getBlob: async ({ hash }: { hash: string }) => ({
        bytes: new TextEncoder().encode(hash),
        mediaType: 'image/png',
      }),
    },
    desktop: {
      choosePictureFolder: async () => ({ place }),
      writePicture: async ({ name, bytes, words: given }: { name: string; bytes: Uint8Array; words?: unknown }) => {
        words.push(given);
        if (files.length === failAt) throw StudioError.of('desktop.no-room', { file: `${name}.png` });
        files.push(`${name}=${new TextDecoder().decode(bytes)}`);
        return { file: name };
      },
    },
  };
  const run = () =>
    writePictures(
      parts as never,
      pictures,
      { pattern: '{number} {words}', captions },
      {
        signal: controller.signal,
        onProgress: (done) => {
          progress.push(done);
          if (done === 2 && failAt === -2) controller.abort();
        },
      },
    );
  return { files, told, words, progress, run, held: () => held };
}

test('each picture is written under its name, with what is done', async () => {
  const { files, told, progress, run, held } = exporting('a place');
  expect(await run()).toBe(true);
  expect(files).toEqual(['1 sea=hash of sea', '2 sky=hash of sky', '3 sand=hash of sand']);
  expect([progress, told, held()]).toEqual([[0, 1, 2], ['done: 3 pictures are exported.'], 0]);
});

test('nothing is said where no folder was chosen', async () => {
  const { files, told, run } = exporting(null);
  expect([await run(), files, told]).toEqual([false, [], []]);
});

test('an end, and a full disk, say how many files are there', async () => {
  const ended = exporting('a place', -2);
  expect(await ended.run()).toBe(true);
  expect(ended.told).toEqual(['note: 2 of 3 pictures are exported. Their files stay.']);
  const full = exporting('a place', 1);
  expect(await full.run()).toBe(false);
  expect(full.told).toEqual([
    expect.stringMatching(/^failure: .*2 sky\.png/),
    'note: 1 of 3 pictures are exported. Their files stay.',
  ]);
  expect(full.held()).toBe(0);
});

test('what was said goes with each picture, in the form that is asked for', async () => {
  const { words, run } = exporting('a place', -1, 'txt');
  expect(await run()).toBe(true);
  const nothing = { caption: '', answers: [] };
  expect(words).toEqual([
    { format: 'txt', said: nothing, prompt: 'sea' },
    { format: 'txt', said, prompt: 'sky' },
    { format: 'txt', said: nothing, prompt: 'sand' },
  ]);
  const plain = exporting('a place');
  await plain.run();
  expect(plain.words).toEqual([undefined, undefined, undefined]);
});
