import { expect, test } from 'vitest';
import type { PictureDocument } from '../../../../preload/contract/document.ts';
import type { ExportPart } from '../../../../preload/contract/exporting.ts';
import { exportRefusal, planExport, scaledSize } from '../../../../renderer/document/export-plans.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';

const sky = layerWith({ id: idOf(1), name: 'Sky', width: 40, height: 30, x: 0, y: 0 });
const boat = layerWith({
  id: idOf(2),
  name: 'Boat',
  width: 10,
  height: 10,
  x: 5,
  y: 5,
  opacity: 0.5,
  parentId: idOf(3),
});
const group = groupLayer({ id: idOf(3), name: 'Sea', opacity: 0.5 });
const hidden = layerWith({ id: idOf(4), name: 'Draft', width: 8, height: 8, x: 1, y: 2, visible: false });
const page: PictureDocument = { width: 40, height: 30, layers: [sky, boat, group, hidden], region: [] };

test('the page is exported whole, with its paper', () => {
  const [plan] = planExport(page, 'page', [], null);
  expect(plan?.part).toMatchObject({ frame: { x: 0, y: 0, width: 40, height: 30 }, paper: true, keepsFrame: true });
  const [bare] = planExport({ ...page, paper: false }, 'page', [], null);
  expect(bare?.part.paper).toBe(false);
  expect(plan?.shown.map(({ name }) => name)).toEqual(['Sky', 'Boat']);
});

test('the region is the box around it, and what lies outside is cut away', () => {
  const values = new Uint8Array(40 * 30);
  values[3 * 40 + 2] = 128;
  values[4 * 40 + 5] = 255;
  const [plan] = planExport(page, 'region', [], { width: 40, height: 30, values });
  expect(plan?.part.frame).toEqual({ x: 2, y: 3, width: 4, height: 2 });
  expect([...(plan?.part.cut?.values ?? [])]).toEqual([128, 0, 0, 0, 0, 0, 0, 255]);
  expect(planExport(page, 'region', [], { width: 40, height: 30, values: new Uint8Array(40 * 30) })).toEqual([]);
});

test('chosen layers show, even where they are hidden, and the lowest loses its look', () => {
  const [plan] = planExport(page, 'layers', [idOf(2), idOf(4)], null);
  expect(plan?.part.layers).toMatchObject([
    { name: 'Boat', opacity: 1, parentId: null },
    { name: 'Draft', visible: true },
  ]);
  expect(plan?.part.frame).toEqual({ x: 1, y: 2, width: 14, height: 13 });
});

test('each layer that is no group is a file under its own name', () => {
  const plans = planExport(page, 'each-layer', [], null);
  expect(plans.map(({ name }) => name)).toEqual(['Sky', 'Boat', 'Draft']);
  expect(plans.map(({ part }) => part.layers.length)).toEqual([1, 1, 1]);
});

const png = (part: ExportPart) => ({ part, mediaType: 'image/png' }) as const;

test('what cannot be exported says why', () => {
  const empty: PictureDocument = { ...page, layers: [hidden] };
  expect(exportRefusal(page, png('page'), [])).toBeNull();
  expect(exportRefusal(empty, png('page'), [])).toBe('nothing-shown');
  expect(exportRefusal(page, png('region'), [])).toBe('no-region');
  expect(exportRefusal(page, png('layers'), [])).toBe('no-layer');
  expect(exportRefusal({ ...page, layers: [] }, png('each-layer'), [])).toBe('no-layer');
  expect(exportRefusal(empty, png('each-layer'), [])).toBeNull();
  const psd = { part: 'page', mediaType: 'image/vnd.adobe.photoshop' } as const;
  expect(exportRefusal(empty, psd, [])).toBeNull();
  expect(exportRefusal({ ...page, layers: [] }, psd, [])).toBe('no-layer');
  expect(exportRefusal(page, { ...psd, part: 'region' }, [])).toBe('whole-page');
});

test('a scaled page has at least one pixel a side', () => {
  expect(scaledSize({ width: 1000, height: 10 }, 0.01)).toEqual({ width: 10, height: 1 });
  expect(scaledSize({ width: 33, height: 10 }, 0.5)).toEqual({ width: 17, height: 5 });
});
