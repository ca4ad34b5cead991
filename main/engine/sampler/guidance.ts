/** Classifier-free guidance in the reference's convention, in which a scale of 0 is off. */

/** Logits of the branches at the same positions, row-major [positions, columns]. */
export interface BranchLogits {
  readonly conditional: Float32Array;
  /** The `<uncondition>` prompt, with the input picture where there is one. */
  readonly unconditionalText?: Float32Array;
  /** The prompt without the input picture. */
  readonly unconditionalImage?: Float32Array;
}

/** Scales of guidance by words and by the input picture. */
export interface Guidance {
  readonly text: number;
  /** null where the task has no input picture, which selects the two-branch formula. */
  readonly image: number | null;
}

/** A prompt that the model is run with: the request's own, or one of the two that guidance steers away from. */
export type Branch = 'conditional' | 'unconditionalText' | 'unconditionalImage';

/** The branches that this guidance needs. Without guidance the conditional branch is enough. */
export function branchesFor(guidance: Guidance): readonly Branch[] {
  if (guidance.image === null) return guidance.text > 0 ? ['conditional', 'unconditionalText'] : ['conditional'];
  if (guidance.text > 0 || guidance.image > 0) return ['conditional', 'unconditionalText', 'unconditionalImage'];
  return ['conditional'];
}

/** Weights of the branches, in the order of `branchesFor`. Absent weights are 0. */
export type Mix = readonly number[];

/**
 * Weights that give the guided logits as a sum. Without an input picture: (1+s)*cond - s*uncond. With one:
 * cond + s_t*(cond - uncondText) + s_i*(cond - uncondImage).
 */
export function mixOf(guidance: Guidance): Mix {
  const { text, image } = guidance;
  if (branchesFor(guidance).length === 1) return [1];
  return image === null ? [1 + text, -text] : [1 + text + image, -text, -image];
}

/**
 * Guided float32 logits, of the branches' shape.
 * @throws Error where a branch that the guidance needs is absent
 */
export function guide(branches: BranchLogits, guidance: Guidance): Float32Array {
  const { conditional, unconditionalText, unconditionalImage } = branches;
  if (branchesFor(guidance).length === 1) return conditional;
  if (unconditionalText === undefined) throw new Error('Guidance needs the logits of the unconditional text branch.');
  const s = guidance.text;
  if (guidance.image === null) return conditional.map((c, i) => (1 + s) * c - s * unconditionalText[i]);
  if (unconditionalImage === undefined) throw new Error('Guidance needs the logits of the unconditional image branch.');
  const { image } = guidance;
  return conditional.map((c, i) => c + s * (c - unconditionalText[i]) + image * (c - unconditionalImage[i]));
}

/** Text guidance of the block-wise sampler: uncond + (s+1)*(cond - uncond). */
export function guideText(conditional: Float32Array, unconditional: Float32Array, scale: number): Float32Array {
  const guided = new Float32Array(conditional.length);
  for (let i = 0; i < guided.length; i++) {
    guided[i] = unconditional[i] + (scale + 1) * Math.fround(conditional[i] - unconditional[i]);
  }
  return guided;
}
