import type { Locator } from '@playwright/test';
import { keptDocument } from '../helpers/kept-document.ts';
import { expectSaved, layers } from './flow.ts';
import type { OneStudio } from './one-studio.ts';

export interface LayerList {
  /** The topmost row that holds a name. */
  readonly row: (name: string) => Locator;
  /** All names, top first. */
  readonly names: () => Promise<string[]>;
  readonly undo: () => Promise<void>;
  /** Layers and region on disk, once the window says that they are saved. */
  readonly kept: () => Promise<string>;
}

/** The layers of a studio as its window lists them and as its store keeps them. */
export function layerListOf(studio: OneStudio): LayerList {
  return {
    row: (name) => layers(studio.page).filter({ hasText: name }).first(),
    names: () => layers(studio.page).locator('.layer-name').allTextContents(),
    undo: () => studio.page.getByRole('button', { name: 'Undo' }).click(),
    kept: async () => {
      await expectSaved(studio.page);
      return keptDocument(studio.home);
    },
  };
}
