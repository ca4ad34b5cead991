import type { Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Expected } from '../../../../native-models/judge/expect.ts';
import { judgePicture } from '../../../../native-models/judge/judge.ts';
import { type Reading, readPicture } from '../../../../native-models/judge/reading.ts';
import { pictureFaults } from '../../../../native-models/judge/verdict.ts';
import { OPPOSITE } from '../../../../native-models/judge/world.ts';
import {
  expected,
  type KnownScene,
  knowledge,
  knownScenes,
  rasterOf,
  sampleScenes,
  samples,
  world,
} from '../../../helpers/scenes.ts';

let scenes: KnownScene[] = [];
/** Of the scenes as they were rendered. */
let readings: Reading[] = [];

beforeAll(async () => {
  scenes = await knownScenes();
  readings = await Promise.all(scenes.map(async ({ png }) => readPicture(await rasterOf(png), knowledge)));
});

/** Names of the scenes in which any fact at all is held to be wrong. */
async function misjudged(work: (picture: Sharp) => Sharp, every: number): Promise<{ wrong: string[]; of: number }> {
  const some = scenes.filter((_, i) => i % every === 0);
  const wrong: string[] = [];
  for (const { name, png, facts } of some) {
    const verdict = judgePicture(await rasterOf(png, work), facts, knowledge);
    if (!verdict.whole) wrong.push(`${name}: ${JSON.stringify(verdict.faults)}`);
  }
  return { wrong, of: some.length };
}

describe('true pictures', () => {
  it('are right in every fact, as rendered', () => {
    const wrong = scenes.filter(({ facts }, i) => pictureFaults(readings[i], facts, world).length > 0);
    expect(scenes.length).toBe(200);
    expect(wrong.map(({ name }) => name).length).toBeLessThanOrEqual(2);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['blurred', (picture) => picture.blur(1).png()],
    ['recompressed', (picture) => picture.jpeg({ quality: 70 }).png()],
    ['recompressed with full colour', (picture) => picture.jpeg({ quality: 50, chromaSubsampling: '4:4:4' })],
    ['blown up', (picture) => picture.resize(192, 192, { kernel: 'cubic' })],
    ['shifted in colour', (picture) => picture.linear(0.96, 4)],
  ])('stay right when %s', async (_, work) => {
    const { wrong, of } = await misjudged(work, 3);
    expect(wrong.slice(1 + Math.floor(0.02 * of))).toEqual([]);
  });
});

describe('a ground in a colour that no shape has', () => {
  const on = async (ground: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><rect width="128" height="128" fill="${ground}"/><circle cx="64" cy="64" r="24" fill="#FAFAFA"/></svg>`;
    return rasterOf(Buffer.from(svg), (picture) => picture.png());
  };
  const facts = (background: string) =>
    expected({ background, objects: [{ name: 'circle', colour: 'white', count: 1 }] });

  it('is read as that colour, and as no other', async () => {
    const drawn = await on('#4AB6EC');
    expect(judgePicture(drawn, facts('a light blue background'), knowledge).faults).toEqual([]);
    expect(judgePicture(drawn, facts('a blue background'), knowledge).faults.map(({ fact }) => fact)).toEqual([
      'background',
    ]);
    expect(judgePicture(await on('#2B6CD4'), facts('a blue background'), knowledge).faults).toEqual([]);
  });

  it('is never the colour of a shape or an end of a gradient', () => {
    expect(() => expected({ objects: [{ name: 'circle', colour: 'light blue' }] })).toThrow();
    expect(() => expected({ background: 'a gradient from light blue to white' })).toThrow();
  });
});

/** The facts with one of them changed, by the name of the fact. */
function falsehoods(facts: Expected, turn: number): [string, Expected][] {
  const objects = facts.objects ?? [];
  const [first, ...rest] = objects;
  const other = <T>(all: readonly T[], not: readonly T[]) => {
    const left = all.filter((one) => !not.includes(one));
    return left[turn % left.length];
  };
  const colour = other([...world.colours.keys()], [first.colour ?? '']);
  const name = other(
    world.shapes,
    objects.map((object) => object.name),
  );
  const absent = { ...first, name, count: 1 };
  const changed: [string, Expected][] = [
    ['colour', { ...facts, objects: [{ ...first, colour }, ...rest] }],
    ['shape', { ...facts, objects: [{ ...first, name }, ...rest] }],
    ['count', { ...facts, objects: [{ ...first, count: (first.count % 4) + 1 }, ...rest] }],
    ['size', { ...facts, objects: [{ ...first, size: other([...world.sizes.keys()], [first.size ?? '']) }, ...rest] }],
    ['one more', { ...facts, relation: undefined, objects: [...objects.slice(0, 3), absent] }],
    ['background', { ...facts, background: `${/^[aeiou]/.test(colour) ? 'an' : 'a'} ${colour} background` }],
  ];
  if (first.count === 1)
    changed.push(['place', { ...facts, objects: [{ ...first, place: otherPlace(first, turn) }, ...rest] }]);
  if (facts.relation) changed.push(['relation', { ...facts, relation: OPPOSITE[facts.relation] }]);
  if (rest.length > 0) changed.push(['one less', { ...facts, relation: undefined, objects: rest }]);
  return changed.filter(
    ([, lie]) =>
      lie.background !== facts.background || lie.objects !== facts.objects || lie.relation !== facts.relation,
  );
}

function otherPlace({ boxes }: NonNullable<Expected['objects']>[number], turn: number): string {
  const [[x, y]] = boxes ?? [[0.5, 0.5]];
  const row = y < 1 / 3 ? 'top' : y > 2 / 3 ? 'bottom' : '';
  const column = x < 1 / 3 ? 'left' : x > 2 / 3 ? 'right' : '';
  const here = `${row} ${column}`.trim() || 'centre';
  const left = world.places.filter((place) => place !== here);
  return left[turn % left.length];
}

describe('wrong pictures', () => {
  it('are told by the fact that is wrong', () => {
    const accepted: string[] = [];
    let lies = 0;
    scenes.forEach(({ name, facts }, i) => {
      for (const [fact, lie] of falsehoods(facts, i)) {
        lies += 1;
        if (pictureFaults(readings[i], lie, world).length === 0) accepted.push(`${name}: ${fact}`);
      }
    });
    expect(lies).toBeGreaterThan(1000);
    expect(accepted.length / lies).toBeLessThanOrEqual(0.01);
  });

  it('are not taken for each other', () => {
    let pairs = 0;
    const accepted: string[] = [];
    scenes.forEach(({ facts }, i) => {
      for (const step of [1, 7, 31]) {
        const other = (i + step) % scenes.length;
        pairs += 1;
        if (pictureFaults(readings[other], facts, world).length === 0) accepted.push(`${i} by ${other}`);
      }
    });
    expect(accepted.length / pairs).toBeLessThanOrEqual(0.01);
  });
});

/** A picture from SVG, as no renderer of the world would draw it. */
async function drawn(markup: string, side = 128): Promise<Reading> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 100 100">${markup}</svg>`;
  return readPicture(await rasterOf(Buffer.from(svg), (picture) => picture.png()), knowledge);
}
const [red, white] = ['#E0322B', '#FAFAFA'];
const ground = `<rect width="100" height="100" fill="${white}"/>`;
const regular = (corners: number, radius: number, turn = 0) =>
  Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners + turn;
    return `${50 + radius * Math.cos(angle)},${50 + radius * Math.sin(angle)}`;
  }).join(' ');

describe('forms and stains of no scene', () => {
  it.each([
    ['a circle', `<circle cx="50" cy="50" r="20" fill="${red}"/>`, 'circle'],
    ['an ellipse', `<ellipse cx="50" cy="50" rx="20" ry="14" fill="${red}"/>`, null],
    ['a pentagon', `<polygon points="${regular(5, 20, -Math.PI / 2)}" fill="${red}"/>`, null],
    ['a turned square', `<polygon points="${regular(4, 20, 0.4)}" fill="${red}"/>`, null],
    ['a long box', `<rect x="30" y="38" width="40" height="24" fill="${red}"/>`, null],
    ['a triangle upside down', `<polygon points="50,70 30,33 70,33" fill="${red}"/>`, null],
    [
      'a circle with a bite',
      `<circle cx="50" cy="50" r="20" fill="${red}"/><circle cx="66" cy="44" r="9" fill="${white}"/>`,
      null,
    ],
    ['a cross', `<path d="M44 30h12v14h14v12H56v14H44V56H30V44h14z" fill="${red}"/>`, null],
    [
      'half a circle in two colours',
      `<circle cx="50" cy="50" r="20" fill="${red}"/><path d="M50 30a20 20 0 0 1 0 40z" fill="#2B6CD4"/>`,
      null,
    ],
  ])('%s', async (_, markup, name) => {
    const { things } = await drawn(ground + markup);
    expect(things.map((found) => found.name)).not.toEqual([]);
    if (name === null) expect(things.filter((found) => found.name !== null)).toEqual([]);
    else expect(things.map((found) => found.name)).toEqual([name]);
  });

  it('a colour without a name is none', async () => {
    const { things, background } = await drawn(
      '<rect width="100" height="100" fill="#20B2AA"/><circle cx="50" cy="50" r="20" fill="#CDDC39"/>',
    );
    expect(things).toMatchObject([{ name: 'circle', colour: null }]);
    expect(background).toBeNull();
  });

  it('specks on the ground are counted as stains', async () => {
    const specks = Array.from({ length: 16 }, (_, i) => `<circle cx="${8 + 5.5 * i}" cy="90" r="1.7" fill="#1B1B1B"/>`);
    const reading = await drawn(`${ground}<circle cx="50" cy="50" r="20" fill="${red}"/>${specks.join('')}`);
    const faults = pictureFaults(reading, expected({ objects: [{ name: 'circle', colour: 'red' }] }), world);
    expect(faults.map(({ fact }) => fact)).toEqual(['clean']);
  });

  it('what was to stay is missed where it moved, shrank or went', async () => {
    const circle = { name: 'circle', colour: 'red', kept: true, boxes: [[0.5, 0.5, 0.4]] };
    const faultsOf = async (markup: string) =>
      pictureFaults(await drawn(ground + markup), expected({ objects: [circle] }), world).map(({ fact }) => fact);
    expect(await faultsOf(`<circle cx="51" cy="49" r="20" fill="${red}"/>`)).toEqual([]);
    expect(await faultsOf(`<circle cx="60" cy="50" r="20" fill="${red}"/>`)).toEqual(['kept']);
    expect(await faultsOf(`<circle cx="50" cy="50" r="13" fill="${red}"/>`)).toEqual(['kept']);
    expect(await faultsOf(`<rect x="32" y="32" width="36" height="36" fill="${red}"/>`)).toContain('kept');
  });

  it('a ground of two halves is neither one colour nor a gradient', async () => {
    const reading = await drawn(`${ground}<rect width="50" height="100" fill="#2B6CD4"/>`);
    expect(reading.background).toBeNull();
  });
});

describe.skipIf(samples === null)("another renderer's scenes", () => {
  it('of shapes and things are right in every fact', async () => {
    const scenes = sampleScenes(samples ?? '');
    const wrong: string[] = [];
    for (const { name, png, facts } of scenes) {
      const verdict = judgePicture(await rasterOf(png), facts, knowledge);
      if (!verdict.whole) wrong.push(`${name}: ${JSON.stringify(verdict.faults)}`);
    }
    expect(scenes.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});
