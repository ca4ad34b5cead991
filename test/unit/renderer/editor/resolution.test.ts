import { expect, it } from 'vitest';
import { firstNewPage } from '../../../../preload/contract/new-page.ts';
import { VIEW_SETTING } from '../../../../preload/contract/view-aids.ts';
import { headlessStudio } from '../../../helpers/headless-studio.ts';
import { makeDataFolder, startStore } from '../../store/test-store.ts';

it('a page that is made in centimetres brings its resolution to the rulers, and one in pixels leaves it', async () => {
  const store = startStore(makeDataFolder());
  const { studio, open } = headlessStudio({ store: store.client, delay: (promise) => promise });
  await open();
  const made = { ...firstNewPage, byFirstPicture: false, width: 10, height: 10, unit: 'cm', dpi: 150 } as const;
  studio.newPage.getState().change(made);
  await studio.newPage.getState().create('On paper');
  expect(studio.view.getState().aids).toMatchObject({ unit: 'px', dpi: 150 });
  expect((await store.client.getSettings({}))[VIEW_SETTING]).toMatchObject({ dpi: 150 });
  studio.newPage.getState().change({ unit: 'px', width: 100, height: 100, dpi: 72 });
  await studio.newPage.getState().create('On a screen');
  expect(studio.view.getState().aids.dpi).toBe(150);
  await store.close();
});
