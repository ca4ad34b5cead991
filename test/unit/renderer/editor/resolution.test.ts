import { expect, it } from 'vitest';
import { firstNewPage } from '../../../../preload/contract/new-page.ts';
import { headlessStudio } from '../../../helpers/headless-studio.ts';
import { makeDataFolder, startStore } from '../../store/test-store.ts';

it('a new page keeps its resolution in its project, in whatever unit it was measured', async () => {
  const store = startStore(makeDataFolder());
  const { studio, open } = headlessStudio({ store: store.client, delay: (promise) => promise });
  await open();
  const dpi = () => studio.document.getState().document.dpi;
  expect(dpi()).toBeUndefined();
  const made = { ...firstNewPage, byFirstPicture: false, width: 10, height: 10, unit: 'cm', dpi: 150 } as const;
  studio.newPage.getState().change(made);
  await studio.newPage.getState().create('On paper');
  expect(dpi()).toBe(150);
  studio.newPage.getState().change({ unit: 'px', width: 100, height: 100, dpi: 72 });
  await studio.newPage.getState().create('On a screen');
  expect(dpi()).toBe(72);
  studio.newPage.getState().change({ byFirstPicture: true, dpi: 96 });
  await studio.newPage.getState().create('By its first picture');
  expect(dpi()).toBe(96);
  await store.close();
});
