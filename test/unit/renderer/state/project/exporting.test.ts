import { beforeEach, expect, test } from 'vitest';
import { writePng } from '../../../../../main/engine/pictures/png.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { type ExportSettings, firstExport } from '../../../../../preload/contract/exporting.ts';
import type { PictureClient } from '../../../../../preload/contract/picture-service.ts';
import type { Exporting } from '../../../../../renderer/state/project/export-work.ts';
import { createExporter } from '../../../../../renderer/state/project/exporting.ts';
import { idOf } from '../../../../helpers/documents.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

type Written = Parameters<PictureClient['writePicture']>[0];

let studio: PixelStudio;
let wanted: Written[];
let files: { name: string; bytes: Uint8Array }[];
let asked: unknown[];
let place: string | null;
const exporting: Exporting = { signal: new AbortController().signal, onProgress: () => undefined };

beforeEach(() => {
  studio = new PixelStudio({ width: 20, height: 10, layers: [], region: [], paper: false });
  [wanted, files, asked, place] = [[], [], [], idOf(9)];
});

function run(settings: Partial<ExportSettings>, how = exporting) {
  const parts = {
    ...studio.parts,
    name: () => 'Untitled',
    decoder: {
      ...studio.parts.decoder,
      writePicture: async (params: Written, { signal }: { signal?: AbortSignal } = {}) => {
        wanted.push(params);
        signal?.throwIfAborted();
        return { bytes: Uint8Array.of(wanted.length) };
      },
    },
    desktop: {
      chooseExport: async (params: unknown) => {
        asked.push(params);
        return { place };
      },
      writeExport: async (file: { name: string; bytes: Uint8Array }) => {
        files.push(file);
        return {};
      },
    },
  } as unknown as Parameters<typeof createExporter>[0];
  return createExporter(parts).run({ ...firstExport, ...settings }, how);
}

test('the page is encoded at the size and the quality that were chosen', async () => {
  await studio.add(1, patterned(20, 10));
  expect(await run({ mediaType: 'image/jpeg', scale: 0.5, ground: { red: 1, green: 2, blue: 3 } })).toBe(1);
  expect(asked).toEqual([{ suggestedName: 'Untitled', mediaType: 'image/jpeg', several: false }]);
  expect(wanted).toMatchObject([
    { width: 10, height: 5, quality: 90, ground: { red: 1, green: 2, blue: 3 }, record: null },
  ]);
  expect(files).toMatchObject([{ bytes: Uint8Array.of(1) }]);
});

test('every layer is a file with its number and its name, and progress counts them', async () => {
  await studio.add(1, patterned(20, 10));
  await studio.add(2, patterned(4, 4));
  const seen: unknown[] = [];
  expect(await run({ part: 'each-layer' }, { ...exporting, onProgress: (progress) => seen.push(progress) })).toBe(2);
  expect(files.map(({ name }) => name)).toEqual(['1 Layer 1', '2 Layer 2']);
  expect(wanted.map(({ raster }) => raster.width)).toEqual([20, 4]);
  expect(seen).toEqual([
    { kind: 'file', done: 0, of: 2 },
    { kind: 'file', done: 1, of: 2 },
  ]);
});

test('one drawing gives its own record, and several a list of them without their traces', async () => {
  const drawn = async (number: number, prompt: string) => {
    const png = writePng(patterned(20, 10), { Software: 'DiMOO Studio', prompt, trace: 'x', grid: '{}' });
    const { hash: blob } = await studio.parts.store.putBlob({ bytes: png, mediaType: 'image/png' });
    await studio.add(number, patterned(20, 10));
    const { document } = studio.document.getState();
    const layers = document.layers.map((layer) =>
      layer.id === idOf(number) ? { ...layer, blob, generationId: idOf(77) } : layer,
    );
    studio.document.getState().change((page) => ({ ...page, layers: layers as typeof page.layers }));
  };
  await drawn(1, 'a red circle');
  await run({});
  expect(wanted.at(-1)?.record).toEqual({ Software: 'DiMOO Studio', prompt: 'a red circle', trace: 'x', grid: '{}' });
  await run({ record: false });
  expect(wanted.at(-1)?.record).toBeNull();
  await drawn(2, 'a blue star');
  await run({});
  expect(wanted.at(-1)?.record).toEqual({
    Software: 'DiMOO Studio',
    drawings: JSON.stringify([
      { layer: 'Layer 1', prompt: 'a red circle' },
      { layer: 'Layer 2', prompt: 'a blue star' },
    ]),
  });
});

test('without a place nothing is encoded, and after a cancellation nothing more is written', async () => {
  await studio.add(1, patterned(20, 10));
  await studio.add(2, patterned(20, 10));
  place = null;
  expect(await run({})).toBeNull();
  expect(wanted).toEqual([]);
  place = idOf(9);
  const cancelling = new AbortController();
  const stopped = run(
    { part: 'each-layer' },
    {
      signal: cancelling.signal,
      onProgress: ({ done }) => done === 1 && cancelling.abort(StudioError.of('cancelled', {})),
    },
  );
  await expect(stopped).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  expect(files).toHaveLength(1);
});

test('a size beyond what a picture may have is one sentence', async () => {
  await studio.add(1, patterned(20, 10));
  await expect(run({ scale: 16, part: 'each-layer' })).resolves.toBe(1);
  studio.document.getState().resizePage(4000, 4000);
  await expect(run({ scale: 8, part: 'page' })).rejects.toMatchObject({ failure: { code: 'pictures.too-large' } });
});
