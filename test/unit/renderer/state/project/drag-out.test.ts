import { beforeEach, expect, test } from 'vitest';
import type { PictureClient } from '../../../../../preload/contract/picture-service.ts';
import { createDragOut } from '../../../../../renderer/state/project/drag-out.ts';
import { idOf } from '../../../../helpers/documents.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

type Written = Parameters<PictureClient['writePicture']>[0];

let studio: PixelStudio;
let wanted: Written[];
let prepared: { suggestedName: string; bytes: Uint8Array }[];

beforeEach(() => {
  studio = new PixelStudio({ width: 20, height: 10, layers: [], region: [], paper: false });
  [wanted, prepared] = [[], []];
});

const dragOut = () =>
  createDragOut({
    ...studio.parts,
    name: () => 'Project',
    decoder: {
      ...studio.parts.decoder,
      writePicture: async (params: Written) => {
        wanted.push(params);
        return { bytes: Uint8Array.of(7) };
      },
    },
    desktop: {
      prepareDrag: async (file: { suggestedName: string; bytes: Uint8Array }) => {
        prepared.push(file);
        return { file: idOf(9) };
      },
    },
  } as unknown as Parameters<typeof createDragOut>[0]);

test('one layer is a PNG with its name and its own pixels, however hidden it is', async () => {
  await studio.add(1, patterned(20, 10));
  await studio.add(2, patterned(4, 4));
  const { document } = studio.parts;
  const [, top] = document.getState().document.layers;
  document.getState().setVisible(top?.id ?? '', false);
  expect(await dragOut().ofLayers([top?.id ?? ''])).toBe(idOf(9));
  expect(prepared).toMatchObject([{ suggestedName: 'Layer 2', bytes: Uint8Array.of(7) }]);
  expect(wanted).toMatchObject([{ mediaType: 'image/png', width: 4, height: 4 }]);
});

test('several layers are one picture with the name of the project, and none is nothing', async () => {
  await studio.add(1, patterned(20, 10));
  await studio.add(2, patterned(4, 4));
  const ids = studio.parts.document.getState().document.layers.map(({ id }) => id);
  expect(await dragOut().ofLayers(ids)).toBe(idOf(9));
  expect(prepared).toMatchObject([{ suggestedName: 'Project' }]);
  expect(wanted).toMatchObject([{ width: 20, height: 10 }]);
  expect(await dragOut().ofLayers([])).toBeNull();
  expect(prepared).toHaveLength(1);
});
