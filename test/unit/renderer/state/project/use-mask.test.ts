import { beforeEach, expect, it } from 'vitest';
import { createGallery, type Gallery, type GalleryParts } from '../../../../../renderer/state/project/gallery-state.ts';
import { countingIds, layerWith, strokeWith } from '../../../../helpers/documents.ts';
import { telling } from '../../../../helpers/english.ts';
import { projectId, TestStudio } from '../../../../helpers/test-studio.ts';

let studio: TestStudio;
let gallery: Gallery;
let told: string[];

beforeEach(async () => {
  studio = new TestStudio();
  told = [];
  const { hash } = await studio.store.putBlob({
    projectId,
    bytes: new Uint8Array([1]),
    mediaType: 'image/png',
  });
  studio.document.getState().addLayer(layerWith({ blob: hash }));
  studio.document.getState().addRegionStep(strokeWith());
  const parts = {
    store: studio.projectStore,
    run: studio.run,
    document: studio.document,
    newId: countingIds(),
    notify: telling(told),
    hold: () => () => {},
    patchSize: () => 16,
  };
  gallery = createGallery(parts as unknown as GalleryParts);
});

const maskNow = () => studio.rasterisedMask();

it('brings the mask of an earlier retouch back, pixel for pixel, in one undo step', async () => {
  const painted = maskNow();
  await studio.runToEnd();
  await studio.state.accept();
  expect(maskNow()).toBeNull();
  studio.document.getState().addRegionStep(strokeWith({ points: [200, 200, 220, 220] }));
  const other = maskNow();
  await gallery.state.getState().useMask(studio.rows[0]);
  expect(maskNow()).toEqual(painted);
  studio.document.getState().undo();
  expect(maskNow()).toEqual(other);
});

it('does nothing for a picture that was drawn without one', async () => {
  studio.document.getState().clearRegion();
  await studio.runToEnd();
  const page = studio.page;
  await gallery.state.getState().useMask(studio.rows[0]);
  expect(studio.page).toBe(page);
});

it('leaves the page as it is where the kept mask is damaged, and says so', async () => {
  await studio.runToEnd();
  const page = studio.page;
  studio.store.blobs.set(studio.rows[0].mask ?? '', { bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png' });
  await gallery.state.getState().useMask(studio.rows[0]);
  expect(studio.page).toBe(page);
  expect(told).toEqual(['The region of this picture is damaged and cannot be used.']);
});
