/** Does a result show what was asked? Every stated fact, and nothing besides. */
import type { Expected, ExpectedObject, Fact } from './expect.ts';
import type { Reading } from './reading.ts';
import type { Found } from './recognise.ts';
import { article, placeOf, relationBetween, sizeOf, type World } from './world.ts';

/** A fact that is wrong. */
export interface Fault {
  readonly fact: Fact;
  /** What differs, for a person. */
  readonly says: string;
}

/** The judgement on one job. */
export interface Verdict {
  /** None of the facts that the suite asks for is wrong. */
  readonly right: boolean;
  /** No fact at all is wrong. */
  readonly whole: boolean;
  readonly faults: readonly Fault[];
  /** What the judge saw, for a person. */
  readonly seen: string;
  /** Agreement of a map with the true one, 0 to 1. */
  readonly measured?: number;
}

/** How far a kept member may seem to have moved or grown, as a share of the picture's side: what a codec blurs. */
const MOVED = 0.05;
/** Share of the picture in specks from which the ground counts as stained. */
const STAINED = 0.01;

/**
 * The verdict from all faults.
 * @param asked facts that decide; undefined means all of them
 */
export function conclude(faults: readonly Fault[], asked: readonly Fact[] | undefined, seen: string): Verdict {
  // An answer that cannot be read is wrong, whichever facts were asked of it.
  const right = !faults.some(({ fact }) => asked === undefined || fact === 'answer' || asked.includes(fact));
  return { right, whole: faults.length === 0, faults, seen };
}

/** Everything that a picture as a whole shows otherwise than stated. */
export function pictureFaults(reading: Reading, expected: Expected, world: World): Fault[] {
  const faults: Fault[] = [];
  if (expected.background !== undefined && reading.background !== expected.background) {
    faults.push({
      fact: 'background',
      says: reading.background ?? 'a background that is neither one colour nor a gradient',
    });
  }
  if (reading.stains > STAINED)
    faults.push({ fact: 'clean', says: `stains on ${(100 * reading.stains).toFixed(1)} %` });
  if (expected.objects === undefined) return faults;
  const { objects } = expected;
  const { things } = reading;
  const names = (found: Found) => found.name ?? '?';
  faults.push(
    ...compare('things', distinct(objects.map((object) => object.name)), distinct(things.map(names))),
    ...compare(
      'count',
      spread(objects, (object) => object.name),
      things.map(names),
    ),
  );
  const traits = {
    colour: (f: Found) => f.colour,
    style: (f: Found) => f.style,
    size: (f: Found) => sizeOf(world, f.side),
  };
  for (const trait of ['colour', 'style', 'size'] as const) {
    // Only those of whom it is stated; the others' number is judged by their names.
    const stated = objects.filter((object) => object[trait] !== undefined);
    const among = new Set(stated.map((object) => object.name));
    const seen = things.filter((found) => found.name === null || among.has(found.name));
    if (stated.length === 0) continue;
    faults.push(
      ...compare(
        trait,
        spread(stated, (object) => `${object[trait]} ${object.name}`),
        seen.map((found) => `${traits[trait](found) ?? '?'} ${names(found)}`),
      ),
    );
  }
  return [...faults, ...placeFaults(things, expected), ...keptFaults(things, expected)];
}

function keptFaults(things: readonly Found[], { objects = [] }: Expected): Fault[] {
  return objects
    .filter((object) => object.kept)
    .flatMap((object) => {
      const alike = things.filter((found) => isAsked(found, object));
      const stands = ([x, y, side]: readonly [number, number, number]) =>
        alike.some((found) => Math.hypot(found.x - x, found.y - y) <= MOVED && Math.abs(found.side - side) <= MOVED);
      const says = `${article(object.name)} ${object.name} has gone or changed`;
      return (object.boxes ?? []).filter((box) => !stands(box)).map((): Fault => ({ fact: 'kept', says }));
    });
}

/** Of the object's name, and of its colour and style where they are stated. */
export function isAsked(found: Found, { name, colour, style }: ExpectedObject): boolean {
  return (
    found.name === name &&
    (colour === undefined || found.colour === colour) &&
    (style === undefined || found.style === style)
  );
}

function placeFaults(things: readonly Found[], { objects = [], relation }: Expected): Fault[] {
  const faults: Fault[] = [];
  const only = (index: number) => {
    const object = objects[index];
    const named = things.filter((found) => found.name === object.name);
    // Colour or style distinguishes two things of one name.
    const candidates = named.length > 1 ? named.filter((found) => isAsked(found, object)) : named;
    return candidates.length === 1 ? candidates[0] : undefined;
  };
  objects.forEach(({ name, place }, index) => {
    if (place === undefined) return;
    const found = only(index);
    const seen = found === undefined ? 'nowhere' : placeOf(found);
    if (seen !== place) faults.push({ fact: 'place', says: `the ${name}: ${seen}` });
  });
  if (relation === undefined) return faults;
  const [first, second] = [only(0), only(1)];
  const seen = first && second ? relationBetween(first, second) : null;
  if (seen !== relation) faults.push({ fact: 'relation', says: seen ?? 'no clear relation' });
  return faults;
}

function spread<T extends { count: number }>(objects: readonly T[], word: (object: T) => string): string[] {
  return objects.flatMap((object) => Array.from({ length: object.count }, () => word(object)));
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** Both lists as often as they hold each word, in any order. */
function compare(fact: Fact, expected: readonly string[], seen: readonly string[]): Fault[] {
  const [asked, there] = [expected.toSorted().join(', '), seen.toSorted().join(', ')];
  return asked === there ? [] : [{ fact, says: there === '' ? 'nothing' : there }];
}

/** "a red circle (top left), an unknown blue form (right) on a white background" */
export function sayReading(reading: Reading): string {
  const things = reading.things.map((found) => {
    const name = found.name ?? 'form';
    const words = [
      found.name === null ? 'unknown' : '',
      found.colour ?? (found.style === null ? 'oddly coloured' : ''),
      name,
    ];
    const text = words.filter((word) => word !== '').join(' ');
    return `${article(text)} ${text}${found.style === null ? '' : ` in ${found.style} style`} (${placeOf(found)})`;
  });
  return `${things.join(', ') || 'nothing'} on ${reading.background ?? 'an unknown background'}`;
}
