/** The verdict on one job of a suite. */
import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Expected } from './expect.ts';
import { mapAgreement } from './maps.ts';
import { type Knowledge, readPicture } from './reading.ts';
import { changedOutside, regionFaults } from './region.ts';
import { conclude, pictureFaults, sayReading, type Verdict } from './verdict.ts';
import { answerFaults, captionFaults } from './words.ts';

/** A drawn picture. */
export function judgePicture(drawn: Raster, expected: Expected, knowledge: Knowledge): Verdict {
  const reading = readPicture(drawn, knowledge);
  return conclude(pictureFaults(reading, expected, knowledge.world), expected.facts, sayReading(reading));
}

/** A picture before and after a retouch, and its mask. */
export interface Retouched {
  readonly before: Raster;
  readonly mask: RegionMask;
  readonly after: Raster;
}

/** Judges a picture whose masked part was redrawn. */
export function judgeRetouch(retouched: Retouched, expected: Expected, knowledge: Knowledge): Verdict {
  const reading = readPicture(retouched.after, knowledge);
  const changed = changedOutside(retouched.before, retouched.after, retouched.mask);
  const faults = [
    ...regionFaults(reading, expected, retouched.mask, changed),
    ...pictureFaults(reading, expected, knowledge.world),
  ];
  return conclude(faults, expected.facts, sayReading(reading));
}

/** A map, against the true one. */
export function judgeMap(drawn: Raster, truth: Raster, expected: NonNullable<Expected['map']>): Verdict {
  const measured = mapAgreement(expected.measure, drawn, truth);
  const seen = `${expected.measure}: ${measured.toFixed(2)}`;
  return { ...conclude(measured < expected.least ? [{ fact: 'map', says: seen }] : [], undefined, seen), measured };
}

/** A caption, or the answer to a question where the facts name one. */
export function judgeWords(text: string, expected: Expected, knowledge: Knowledge): Verdict {
  const faults =
    expected.answer === undefined
      ? captionFaults(text, expected, knowledge.world)
      : answerFaults(text, expected.answer);
  return conclude(faults, expected.facts, text);
}
