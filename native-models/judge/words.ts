/** Reads captions and answers in the world's language. */
import type { Expected } from './expect.ts';
import type { Fault } from './verdict.ts';
import { backgroundWords, OPPOSITE, RELATIONS, type Relation, relationBetween, type World } from './world.ts';

/** A group of things that a caption names. */
export interface SaidGroup {
  readonly count: number;
  readonly size: string | null;
  readonly colour: string | null;
  readonly name: string;
  readonly style: string | null;
}

/** What a caption states. */
export interface SaidScene {
  readonly groups: readonly SaidGroup[];
  /** How the first group lies to the second. */
  readonly relation: Relation | null;
  readonly background: string;
}

const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4 };

/** Small letters, single spaces, no full stop, British spelling. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\bgray\b/g, 'grey')
    .replaceAll(/\bcenter\b/g, 'centre')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.!]$/, '')
    .trim();
}

const alternatives = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join('|');

/** What a caption states, or null where it is none of the world's grammar. */
export function parseCaption(text: string, world: World): SaidScene | null {
  const words = plainWords(text);
  const at = words.lastIndexOf(' on ');
  if (at < 0) return null;
  const background = parseBackground(words.slice(at + 4), world);
  if (background === null) return null;
  const body = words.slice(0, at);
  const related = new RegExp(`^(.+?) (${RELATIONS.join('|')}) (.+)$`).exec(body);
  const parts = related === null ? body.split(/, | and /) : [related[1], related[3]];
  const groups = parts.map((part) => parseGroup(part, world));
  if (!groups.every((group) => group !== null)) return null;
  return { groups, relation: related === null ? null : (related[2] as Relation), background };
}

function parseBackground(text: string, world: World): string | null {
  const colour = alternatives(world.colours.keys());
  const plain = alternatives([...world.colours.keys(), ...world.grounds.keys()]);
  const solid = new RegExp(`^an? (${plain}) background$`).exec(text);
  if (solid !== null) return backgroundWords(solid[1], null);
  const gradient = new RegExp(`^a gradient from (${colour}) to (${colour})$`).exec(text);
  return gradient === null ? null : backgroundWords(gradient[1], gradient[2]);
}

/** Reads a phrase such as "two small red circles", or returns null where it is none of the world's grammar. */
export function parseGroup(text: string, world: World): SaidGroup | null {
  const names = new Map([...world.plurals.keys()].map((name) => [name, name]));
  for (const [name, plural] of world.plurals) names.set(plural, name);
  const form = new RegExp(
    `^(${alternatives(Object.keys(COUNTS))}) (?:(${alternatives(world.sizes.keys())}) )?` +
      `(?:(${alternatives(world.colours.keys())}) )?(${alternatives(names.keys())})(?: in (${alternatives(world.styles)}) style)?$`,
  );
  const said = form.exec(text);
  if (said === null) return null;
  const [, count, size = null, colour = null, noun, style = null] = said;
  const name = names.get(noun) ?? noun;
  // "two circle" and "a circles" say no number.
  if (noun !== (COUNTS[count] === 1 ? name : world.plurals.get(name))) return null;
  return {
    count: COUNTS[count],
    size,
    colour,
    name,
    style: world.things.has(name) ? (style ?? world.defaultStyle) : style,
  };
}

/** Every fact of a caption that is wrong or missing. Sizes are not judged: an untold size is in the eye. */
export function captionFaults(text: string, expected: Expected, world: World): Fault[] {
  const said = parseCaption(text, world);
  if (said === null) return [{ fact: 'answer', says: 'no caption of the known form' }];
  const faults: Fault[] = [];
  if (expected.background !== undefined && said.background !== expected.background) {
    faults.push({ fact: 'background', says: said.background });
  }
  const { objects } = expected;
  if (objects === undefined) return faults;
  const line = (parts: readonly (string | number | null | undefined)[]) =>
    parts.filter((part) => part != null).join(' ');
  const asked = objects.map(({ count, colour, name, style }) =>
    line([count, colour, name, world.things.has(name) ? (style ?? world.defaultStyle) : undefined]),
  );
  const there = said.groups.map(({ count, colour, name, style }) => line([count, colour, name, style]));
  if (asked.toSorted().join() !== there.toSorted().join()) faults.push({ fact: 'things', says: there.join(', ') });
  else if (!relationHolds(said, expected)) {
    faults.push({ fact: 'relation', says: said.relation ?? 'no relation' });
  }
  return faults;
}

/** A caption must state the relation that is expected, and may state one that the boxes bear out. */
function relationHolds(said: SaidScene, { objects = [], relation }: Expected): boolean {
  const [first, second] = objects;
  if (first === undefined || second === undefined) return said.relation === null;
  const turned = said.groups[0].name !== first.name || said.groups[0].colour !== (first.colour ?? null);
  const stated = said.relation !== null && turned ? OPPOSITE[said.relation] : said.relation;
  if (relation !== undefined) return stated === relation;
  if (stated === null) return true;
  const [a, b] = [first.boxes, second.boxes];
  if (a?.length !== 1 || b?.length !== 1) return false;
  return stated === relationBetween({ x: a[0][0], y: a[0][1] }, { x: b[0][0], y: b[0][1] });
}

/** The answer itself, but for capitals, a full stop and an article. */
export function answerFaults(text: string, answer: string | readonly string[]): Fault[] {
  const bare = (words: string) => plainWords(words).replace(/^(a|an|the) /, '');
  const wanted = typeof answer === 'string' ? [answer] : answer;
  return wanted.some((words) => bare(words) === bare(text)) ? [] : [{ fact: 'answer', says: text }];
}
