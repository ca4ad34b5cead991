/** Which passes a job will take, told before it begins: the schedule and the cache's rules, without a model. */
import { type CacheDials, isRefresh, refreshesKnown } from './refresh.ts';
import { maskedAfterStep, tokensPerStep } from './schedule.ts';

/** Of one sequence. */
export interface PlannedPass {
  /** Rows computed. */
  readonly rows: number;
  /** Of these, rows at which logits are wanted. */
  readonly logits: number;
}

/** Masked cells before each step of a picture, from `firstStep` on. @param masked before that one */
export function maskedOfPicture(masked: number, maskedAtStart: number, firstStep: number, steps: number): number[] {
  const counts: number[] = [];
  let left = masked;
  for (let step = firstStep; step < steps && left > 0; step++) {
    counts.push(left);
    left = Math.min(left, maskedAfterStep(maskedAtStart, step, steps));
  }
  return counts;
}

/** Masked places before each step of an answer that is not cut short. */
export function maskedOfAnswer(
  length: number,
  { blocks, blockLength, stepsPerBlock }: { blocks: number; blockLength: number; stepsPerBlock: number },
): number[] {
  const counts: number[] = [];
  let left = length;
  for (let block = 0; block < blocks; block++) {
    const own = Math.min(blockLength, length - block * blockLength);
    for (const fixed of tokensPerStep(own, stepsPerBlock)) {
      counts.push(left);
      left -= fixed;
    }
  }
  return counts;
}

/**
 * @param tokens of the whole sequence
 * @param masked before each step, from `firstStep` on
 */
export function plannedPasses(
  tokens: number,
  masked: readonly number[],
  firstStep: number,
  steps: number,
  dials: CacheDials | undefined,
): PlannedPass[] {
  const [known = 0] = masked;
  return masked.map((now, i) => {
    const step = firstStep + i;
    if (dials === undefined || i === 0) return { rows: tokens, logits: now };
    const candidates = dials.knownInterval === 1 ? tokens : known;
    if (isRefresh(dials, step, steps)) {
      return { rows: refreshesKnown(dials, step, steps) ? tokens : candidates, logits: now };
    }
    const share = 1 - dials.cacheRatio;
    if (dials.choice === 'changed') {
      const again = Math.max(1, Math.ceil(now * share));
      return { rows: (masked[i - 1] ?? now) - now + again, logits: again };
    }
    const rows = Math.max(1, Math.ceil(candidates * share));
    return { rows, logits: Math.round((rows * now) / candidates) };
  });
}
