import { expect, test } from 'vitest';
import { textLayer } from '../../../../renderer/document/new-layer.ts';
import { createDocumentStore } from '../../../../renderer/document/store.ts';
import { followFonts, usualFont } from '../../../../renderer/editor/fonts.ts';
import { firstOptions } from '../../../../renderer/tools/tool-options.ts';
import { documentWith, idOf } from '../../../helpers/documents.ts';
import { english } from '../../../helpers/english.ts';

const text = (number: number, family: string) =>
  textLayer({
    ...{ id: idOf(number), name: `Text ${number}`, text: 'Hello', wraps: false, x: 0, y: 0 },
    style: { ...firstOptions.text, family },
  });

test('a missing font is said once, in one sentence, and one that is here is not', () => {
  const store = createDocumentStore(documentWith());
  const said: string[] = [];
  followFonts(store, { hasFont: (family) => family === 'Arial' }, (_, words) => said.push(words(english)));
  store.getState().addLayer(text(1, 'Arial'));
  store.getState().addLayer(text(2, 'Lost'));
  store.getState().addLayer(text(3, 'Lost'));
  expect(said).toEqual(['The font “Lost” is not on this computer, so “Text 2” is shown in another one.']);
});

test('the first text has a usual font that is here', () => {
  expect(usualFont({ hasFont: (family) => family === 'DejaVu Sans' })).toBe('DejaVu Sans');
  expect(usualFont({ hasFont: () => false })).toBe('Arial');
});
