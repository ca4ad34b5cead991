import { decode } from 'fast-png';
import { beforeEach, expect, it } from 'vitest';
import { type DescribeResult, describeRequestSchema } from '../../../../../preload/contract/describing.ts';
import type { Manifest } from '../../../../../preload/contract/manifest.ts';
import type { Raster } from '../../../../../preload/contract/pictures.ts';
import { pixelWorkHere } from '../../../../../renderer/pixels/pixel-work.ts';
import { createRegionMarks, type RegionMarks } from '../../../../../renderer/state/project/region-marks.ts';
import { createRegionState } from '../../../../../renderer/state/projects/region-state.ts';
import { countingIds, idOf, layerWith, strokeWith } from '../../../../helpers/documents.ts';
import { english, telling } from '../../../../helpers/english.ts';
import { TestStudio } from '../../../../helpers/test-studio.ts';

let studio: TestStudio;
let marks: RegionMarks;
/** What the model answers: its map of the parts. */
let partsMap: Raster | null;
let told: string[];
/** Whether each of these notices stays until it is dismissed. */
let stays: boolean[];
/** What the model was asked, and of which pictures it says yes. */
let asked: { question: string; picture: Raster }[];
let says: (picture: Raster) => boolean;
let tasks: Manifest['tasks'] | null;
let looks: string[];
let region: ReturnType<typeof make>;

/** A layer that shows 3 by 2 pixels at 10, 20, half of them faintly. */
function shownLayer(): Raster {
  const rgba = new Uint8Array(4 * 256 * 256);
  for (let i = 0; i < 6; i++) rgba[4 * ((20 + (i % 2)) * 256 + 10 + (i >> 1)) + 3] = i % 2 === 0 ? 255 : 100;
  return { width: 256, height: 256, rgba };
}

const answered: Omit<DescribeResult, 'text' | 'task'> = {
  seed: 0,
  settings: { steps: 1, genLength: 1, blockLength: 1, samplingTemperature: 0 },
  modelHash: 'f'.repeat(64),
  modelName: 'Fake',
  provider: 'cpu',
  timings: { total: 0, encode: 0, denoise: 0, decode: 0, running: 0 },
};

/** The colours of a picture. */
const coloursOf = ({ rgba }: Raster) => [
  ...new Set(Array.from({ length: rgba.length / 4 }, (_, at) => rgba.subarray(4 * at, 4 * at + 3).join())),
];

function make() {
  return createRegionState({
    shown: () => ({ document: studio.document, marks }),
    newId: countingIds(),
    showLook: (look) => looks.push(look),
  });
}

beforeEach(() => {
  studio = new TestStudio();
  [told, stays, looks] = [[], [], []];
  partsMap = null;
  [asked, says, tasks] = [[], () => true, ['predict', 'ask']];
  marks = createRegionMarks({
    document: studio.document,
    page: { ...studio.pageRaster, rasteriseLayer: async (id) => (id === idOf(900) ? shownLayer() : null) },
    store: studio.projectStore,
    notify: (kind, ...said) => {
      stays.push(kind === 'failure');
      telling(told)(kind, ...said);
    },
    hold: () => () => {},
    pixelWork: pixelWorkHere(),
    partsMap: async () => partsMap,
    pageNow: { rasterise: async () => pictureOfBoxes() },
    manifest: () => tasks && { name: 'Fake', tasks },
    engine: {
      describe: async (request) => {
        const { task, question, picture } = describeRequestSchema.parse(request);
        asked.push({ question, picture });
        return { ...answered, task, text: says(picture) ? 'Yes.' : 'no' };
      },
    },
  });
  region = make();
});

const page = () => studio.page;
const undo = () => studio.document.getState().undo();
const values = () => [...(studio.rasterisedMask()?.values ?? [])];

it('marks the whole page, inverts and marks again, each in one undo step', () => {
  const { selectAll, invert, reselect } = region.getState();
  selectAll();
  expect(new Set(values())).toEqual(new Set([255]));
  invert();
  expect(studio.rasterisedMask()).toBeNull();
  undo();
  studio.document.getState().clearRegion();
  expect(page().region).toEqual([]);
  reselect();
  expect(new Set(values())).toEqual(new Set([255]));
  reselect();
  expect(page().region).toHaveLength(1);
  undo();
  expect(page().region).toEqual([]);
});

it('marks nothing again on a page of another size', () => {
  studio.document.getState().addRegionStep(strokeWith());
  studio.document.getState().clearRegion();
  studio.document.getState().resizePage(300, 200);
  region.getState().reselect();
  expect(page().region).toEqual([]);
});

it('feathers, grows and shrinks by what was asked for; a soft region stays as soft when it grows', () => {
  studio.document.getState().addRegionStep(strokeWith());
  const { setAmount, change } = region.getState();
  setAmount('feather', 5);
  change('feather');
  setAmount('grow', 7);
  change('grow');
  change('shrink');
  expect(page().region.slice(1)).toMatchObject([
    { kind: 'grow', by: 7 },
    { kind: 'grow', by: -8 },
    { kind: 'feather', radius: 5 },
  ]);
  undo();
  expect(page().region.map(({ kind }) => kind)).toEqual(['stroke', 'grow', 'feather']);
});

it('grows and softens nothing where nothing is marked', () => {
  for (const what of ['feather', 'grow', 'shrink'] as const) region.getState().change(what);
  expect(page().region).toEqual([]);
  expect(studio.document.getState().canUndo).toBe(false);
});

it('marks what a layer shows, as opaque as it is', async () => {
  studio.document.getState().addRegionStep(strokeWith());
  await region.getState().fromLayer(idOf(900), 'replace');
  expect(page().region).toMatchObject([{ kind: 'picture', operation: 'add', x: 10, y: 20, width: 3, height: 2 }]);
  const [step] = page().region;
  const kept = step?.kind === 'picture' ? studio.store.blobs.get(step.blob) : undefined;
  const { channels, depth, data } = decode(kept?.bytes ?? new Uint8Array());
  expect([channels, depth, ...data]).toEqual([1, 8, 255, 255, 255, 100, 100, 100]);
  await region.getState().fromLayer(idOf(900), 'subtract');
  expect(page().region).toHaveLength(2);
  await region.getState().fromLayer(idOf(901), 'replace');
  expect(page().region).toHaveLength(2);
  expect(told).toEqual(['The layer shows nothing on the page.']);
});

/** A map of the page: black, with one red box. */
function mapWithBox(): Raster {
  const rgba = new Uint8Array(4 * 256 * 256);
  for (let at = 0; at < 256 * 256; at++) {
    const inside = at % 256 >= 40 && at % 256 < 90 && at >= 30 * 256 && at < 70 * 256;
    rgba.set(inside ? [230, 40, 40, 255] : [20, 20, 20, 255], 4 * at);
  }
  return { width: 256, height: 256, rgba };
}

it('marks the subject by the map of the model, or what lies around it, each in one undo step', async () => {
  partsMap = mapWithBox();
  studio.document.getState().addRegionStep(strokeWith());
  expect(await region.getState().ofSubject('subject')).toBe(true);
  expect(page().region).toMatchObject([{ kind: 'picture', x: 40, y: 30, width: 50, height: 40 }]);
  expect(await region.getState().ofSubject('background')).toBe(true);
  expect(page().region).toMatchObject([{ kind: 'picture', x: 0, y: 0, width: 256, height: 256 }]);
  undo();
  undo();
  expect(page().region).toMatchObject([{ kind: 'stroke' }]);
});

it('leaves the region where the map shows the ground alone, and says so', async () => {
  const map = mapWithBox();
  partsMap = { ...map, rgba: map.rgba.map(() => 30) };
  studio.document.getState().addRegionStep(strokeWith());
  expect(await region.getState().ofSubject('subject')).toBe(false);
  expect(page().region).toMatchObject([{ kind: 'stroke' }]);
  expect(told).toEqual(['The model finds no subject in the picture, only the background.']);
});

it('takes the part under the pointer out of the map; a search that is given up marks nothing', async () => {
  partsMap = mapWithBox();
  const search = new AbortController();
  expect(await marks.findThing({ x: 60, y: 50 }, search.signal)).toMatchObject({ x: 40, y: 30, width: 50, height: 40 });
  search.abort();
  expect(await marks.findThing({ x: 60, y: 50 }, search.signal)).toBeNull();
  expect(told).toEqual([]);
});

/** A red box, a green box and a grey ground, as the artist sees them and as the map shows them. */
function twoBoxes(ground: readonly number[], first: readonly number[], second: readonly number[]): Raster {
  const rgba = new Uint8Array(4 * 256 * 256);
  for (let at = 0; at < 256 * 256; at++) {
    const [x, y] = [at % 256, Math.floor(at / 256)];
    const inside = y >= 100 && y < 140 && x % 128 >= 40 && x % 128 < 80;
    rgba.set([...(inside ? (x < 128 ? first : second) : ground), 255], 4 * at);
  }
  return { width: 256, height: 256, rgba };
}

const pictureOfBoxes = () => twoBoxes([200, 200, 200], [220, 30, 30], [30, 180, 30]);
const mapOfBoxes = () => twoBoxes([2, 3, 1], [40, 90, 240], [240, 220, 30]);
/** The middle pixel of a picture. */
const middleOf = ({ width, height, rgba }: Raster) => [
  ...rgba.subarray(4 * (Math.floor(height / 2) * width + Math.floor(width / 2))).subarray(0, 3),
];
const isRed = (picture: Raster) => (middleOf(picture)[0] ?? 0) > 210;

it('marks what words name: asks about every part alone, and takes those of which the model says yes', async () => {
  partsMap = mapOfBoxes();
  says = isRed;
  expect(await region.getState().ofWords('the red boxes', 'replace')).toBe(true);
  expect(page().region).toMatchObject([{ kind: 'picture', operation: 'add', x: 40, y: 100, width: 40, height: 40 }]);
  // The middle of the page is ground, so that the view from nearby decides.
  expect(asked.map(({ question }) => question)).toEqual(Array(5).fill('are there any red boxes?'));
  // Each view shows one part on the ground around it, and nothing of the other.
  expect(asked.map(({ picture }) => middleOf(picture).join())).toEqual([
    ...['220,30,30', '200,200,200', '220,30,30'],
    ...['30,180,30', '200,200,200'],
  ]);
  for (const { picture } of asked) expect(coloursOf(picture)).toHaveLength(2);
  undo();
  expect(page().region).toEqual([]);
});

it('adds what words name to the region, takes it away, and marks it all where the words mean it all', async () => {
  partsMap = mapOfBoxes();
  studio.document.getState().addRegionStep(strokeWith());
  says = isRed;
  await region.getState().ofWords('red box', 'add');
  says = (picture) => !isRed(picture);
  await region.getState().ofWords('a green box', 'subtract');
  expect(page().region).toMatchObject([
    { kind: 'stroke' },
    { kind: 'picture', operation: 'add', x: 40 },
    { kind: 'picture', operation: 'subtract', x: 168 },
  ]);
  says = () => true;
  await region.getState().ofWords('box', 'replace');
  expect(page().region).toMatchObject([{ x: 40, y: 100, width: 168, height: 40 }]);
});

it('marks nothing where the words mean nothing, and says so', async () => {
  partsMap = mapOfBoxes();
  says = () => false;
  studio.document.getState().addRegionStep(strokeWith());
  expect(await region.getState().ofWords('unicorn', 'replace')).toBe(false);
  expect(page().region).toMatchObject([{ kind: 'stroke' }]);
  expect(told).toEqual(['The model finds nothing in the picture that “unicorn” means.']);
});

it('asks nothing of a model that tells no parts apart, or answers no questions, and says why', async () => {
  partsMap = mapOfBoxes();
  const lacking: readonly (typeof tasks)[] = [['ask'], ['predict'], null];
  for (tasks of lacking) {
    expect(await region.getState().ofWords('box', 'replace')).toBe(false);
  }
  expect(asked).toEqual([]);
  expect(told).toEqual([
    'Fake cannot tell the parts of a picture apart; a larger model can.',
    'Fake cannot answer questions about a picture, so words find nothing; a larger model can.',
    english.missing.model,
  ]);
  // A model that is not ready soon is, and the sentence would be wrong then.
  expect(stays).toEqual([true, true, false]);
});

it('ends at once where the search for words is cancelled, and marks nothing', async () => {
  partsMap = mapOfBoxes();
  says = () => {
    studio.document.getState().work?.cancel();
    return true;
  };
  expect(await region.getState().ofWords('box', 'replace')).toBe(false);
  expect([asked.length, page().region.length, told]).toEqual([1, 0, []]);
});

it('looks for later words instead of those that would be replaced, or after those that are added to, and says so', async () => {
  partsMap = mapOfBoxes();
  says = isRed;
  const { ofWords } = region.getState();
  const answers = await Promise.all([ofWords('cat', 'replace'), ofWords('red box', 'replace')]);
  expect(answers).toEqual([false, true]);
  expect(page().region).toMatchObject([{ x: 40, y: 100, width: 40, height: 40 }]);
  expect(asked.some(({ question }) => question.includes('cat'))).toBe(false);
  expect(told).toEqual(['Looking for “red box” instead of “cat”.']);
  told.length = 0;
  const both = await Promise.all([ofWords('red box', 'replace'), ofWords('the red boxes', 'subtract')]);
  expect(both).toEqual([true, true]);
  expect(page().region).toMatchObject([{ operation: 'add' }, { operation: 'subtract' }]);
  expect(told).toEqual(['“the red boxes” is looked for after “red box”.']);
});

it('saves a region under a name, loses nothing of it, and uses it again', async () => {
  const { hash } = await studio.projectStore.putBlob({ bytes: new Uint8Array([1]), mediaType: 'image/png' });
  studio.document.getState().addLayer(layerWith({ blob: hash }));
  studio.document.getState().addRegionStep(strokeWith());
  region.getState().change('feather');
  const marked = values();
  await region.getState().save('Hair');
  expect(page().savedMasks).toMatchObject([{ name: 'Hair' }]);
  studio.document.getState().clearRegion();
  const [mask] = page().savedMasks ?? [];
  region.getState().load(mask?.id ?? '', 'replace');
  expect(values()).toEqual(marked);
  region.getState().load(mask?.id ?? '', 'subtract');
  expect(page().region).toMatchObject([{ operation: 'add' }, { operation: 'subtract' }]);
  studio.document.getState().growPage({ left: 4, top: 6, right: 0, bottom: 0 });
  expect(page().savedMasks?.[0]).toMatchObject({ x: (mask?.x ?? 0) + 4, y: (mask?.y ?? 0) + 6 });
  studio.document.getState().removeMask(mask?.id ?? '');
  expect(page()).not.toHaveProperty('savedMasks');
  undo();
  expect(page().savedMasks).toHaveLength(1);
});

it('has nothing to save where nothing is marked', async () => {
  await region.getState().save('Hair');
  expect(page()).not.toHaveProperty('savedMasks');
  expect(told).toEqual(['Nothing is marked, so there is nothing to save.']);
});

it('shows the region as a tint or as dashes', () => {
  region.getState().setLook('ants');
  expect([region.getState().look, looks]).toEqual(['ants', ['ants']]);
});
