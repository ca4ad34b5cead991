/** What a job's result must show: the facts of a scene, as they stand in a suite's line under `expect`. */
import { z } from 'zod';
import { MAP_MEASURES } from './maps.ts';
import { backgroundWords, RELATIONS, type World } from './world.ts';

/**
 * things: what is there, and nothing else · count · colour · style · size · place · relation ·
 * background · clean: no stains on the ground · asked: the masked objects stand in the painted
 * region · unchanged: every pixel outside of it is as it was · kept: the kept objects stand where
 * they stood, as large as they were · answer: the words of an answer · map: the predicted map is near
 * enough to the true one
 */
export const FACTS = [
  'things',
  'count',
  'colour',
  'style',
  'size',
  'place',
  'relation',
  'background',
  'clean',
  'asked',
  'unchanged',
  'kept',
  'answer',
  'map',
] as const;
/** One of `FACTS`. */
export type Fact = (typeof FACTS)[number];

const share = z.number().min(0).max(1);

function oneOf(words: Iterable<string>, what: string) {
  const known = new Set(words);
  return z.string().refine((word) => known.has(word), { error: `the world knows no such ${what}` });
}

/** The schema of `expect` in a suite's line, with the words of the world. */
export function expectSchema(world: World) {
  const colours = [...world.colours.keys()];
  const backgrounds = [
    ...[...colours, ...world.grounds.keys()].map((ground) => backgroundWords(ground, null)),
    ...colours.flatMap((start) => colours.filter((end) => end !== start).map((end) => backgroundWords(start, end))),
  ];
  const object = z.strictObject({
    name: oneOf([...world.shapes, ...world.things.keys()], 'thing'),
    count: z.int().min(1).max(4).default(1),
    colour: oneOf(colours, 'colour').optional(),
    style: oneOf(world.styles, 'style').optional(),
    size: oneOf(world.sizes.keys(), 'size').optional(),
    place: oneOf(world.places, 'place').optional(),
    /** Centre and side of every member, as shares of the picture's side. */
    boxes: z.array(z.tuple([share, share, share])).optional(),
    /** It was asked for in the painted region. */
    masked: z.boolean().default(false),
    /** It stood at its boxes before, and was to stay. */
    kept: z.boolean().default(false),
  });
  return z
    .strictObject({
      background: oneOf(backgrounds, 'background').optional(),
      objects: z.array(object).max(4).optional(),
      /** How the first object stands to the second. */
      relation: z.enum(RELATIONS).optional(),
      answer: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
      /** The true map, as a path from the suite's file, and the least agreement that counts as right. */
      map: z.strictObject({ measure: z.enum(MAP_MEASURES), truth: z.string().min(1), least: share }).optional(),
      /** Which of the facts decide whether the job counts as right; all that are stated where none is named. */
      facts: z.array(z.enum(FACTS)).min(1).optional(),
    })
    .refine((expected) => expected.relation === undefined || expected.objects?.length === 2, {
      error: 'a relation needs two objects',
      path: ['relation'],
    });
}

/** What a job's result must show. */
export type Expected = z.infer<ReturnType<typeof expectSchema>>;
/** One kind of thing that must be there. */
export type ExpectedObject = NonNullable<Expected['objects']>[number];
