/** The passes that a job will take, predicted from the schedule and the cache's rules without a model. */
import type { BlockSchedule } from './blocks.ts';
import { aheadOf, type CacheDials, isRefresh, refreshesKnown } from './refresh.ts';
import { maskedAfterStep, tokensPerStep } from './schedule.ts';

/** Counts of one sequence in one pass. */
export interface PlannedPass {
  /** Rows computed. */
  readonly rows: number;
  /** Computed rows at which logits are wanted. */
  readonly logits: number;
  /** Computed rows whose largest logit is wanted, by which the next step chooses its tokens. */
  readonly measured: number;
}

/**
 * Masked cells before each step of a picture, from `firstStep` on.
 * @param masked masked cells before `firstStep`
 */
export function maskedOfPicture(masked: number, maskedAtStart: number, firstStep: number, steps: number): number[] {
  const counts: number[] = [];
  let left = masked;
  for (let step = firstStep; step < steps && left > 0; step++) {
    counts.push(left);
    // Every step fixes at least the most confident cell.
    left = Math.min(left - 1, maskedAfterStep(maskedAtStart, step, steps));
  }
  return counts;
}

/** Masked positions before each step of an answer of full length, in all and in the current block. */
function maskedOfAnswer(
  length: number,
  { blocks, blockLength, stepsPerBlock }: BlockSchedule,
): { all: number; inBlock: number }[] {
  const counts: { all: number; inBlock: number }[] = [];
  let left = length;
  for (let block = 0; block < blocks; block++) {
    const own = Math.min(blockLength, length - block * blockLength);
    let inBlock = own;
    for (const fixed of tokensPerStep(own, stepsPerBlock)) {
      counts.push({ all: left, inBlock });
      left -= fixed;
      inBlock -= fixed;
    }
  }
  return counts;
}

/**
 * The passes of a picture or an answer.
 * @param tokens length of the whole sequence
 * @param masked masked positions before each step, from `firstStep` on
 * @param predicts whether the sampler says what it is likely to fix, as it does for answers
 */
export function plannedPasses(
  tokens: number,
  masked: readonly number[],
  firstStep: number,
  steps: number,
  dials: CacheDials | undefined,
  predicts = false,
): PlannedPass[] {
  const [known = 0] = masked;
  const candidates = dials === undefined || dials.knownInterval === 1 ? tokens : known;
  return masked.map((now, i) => {
    const step = firstStep + i;
    if (dials === undefined) return { rows: tokens, logits: now, measured: 0 };
    const chooses = dials.choice === 'least-sure' && step + 1 < steps && !isRefresh(dials, step + 1, steps);
    const pass = (rows: number, logits: number) => ({ rows, logits, measured: chooses ? rows : 0 });
    if (i === 0) return pass(tokens, now);
    if (isRefresh(dials, step, steps)) return pass(refreshesKnown(dials, step, steps) ? tokens : candidates, now);
    const share = 1 - dials.cacheRatio;
    if (dials.choice !== 'least-sure') {
      const ahead = predicts && dials.choice === 'next' ? Math.min(now, aheadOf(dials, now - (masked[i + 1] ?? 0))) : 0;
      const oldest = Math.ceil((now - ahead) * share);
      const again = Math.max(1, ahead + oldest);
      return pass((masked[i - 1] ?? now) - now + again, again);
    }
    const rows = Math.max(1, Math.ceil(candidates * share));
    return pass(rows, Math.round((rows * now) / candidates));
  });
}

/** The passes of an answer of `length` positions. Logits are wanted in the current block only. */
export function plannedAnswer(
  tokens: number,
  length: number,
  plan: BlockSchedule,
  dials: CacheDials | undefined,
): PlannedPass[] {
  const counts = maskedOfAnswer(length, plan);
  const masked = counts.map(({ all }) => all);
  return plannedPasses(tokens, masked, 0, plan.steps, dials, true).map((pass, step) => {
    const { all, inBlock } = counts[step];
    return { ...pass, logits: Math.round((pass.logits * inBlock) / all) };
  });
}
