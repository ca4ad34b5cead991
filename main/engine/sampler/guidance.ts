/** Classifier-free guidance in the reference's convention: every scale is off at 0. */

/** Logits of the branches at the same positions, row-major [positions, columns]. */
export interface BranchLogits {
  readonly conditional: Float32Array;
  /** The `<uncondition>` prompt, with the input picture where there is one. */
  readonly unconditionalText?: Float32Array;
  /** The prompt without the input picture. */
  readonly unconditionalImage?: Float32Array;
}

export interface Guidance {
  readonly text: number;
  /** null where the task has no input picture: the two-branch formula. */
  readonly image: number | null;
}

export type Branch = 'conditional' | 'unconditionalText' | 'unconditionalImage';

/** The branches that this guidance needs; without guidance one is enough. */
export function branchesFor(guidance: Guidance): readonly Branch[] {
  if (guidance.image === null) return guidance.text > 0 ? ['conditional', 'unconditionalText'] : ['conditional'];
  if (guidance.text > 0 || guidance.image > 0) return ['conditional', 'unconditionalText', 'unconditionalImage'];
  return ['conditional'];
}

/** Weights of the branches, in the order of `branchesFor`; missing ones are 0. */
export type Mix = readonly number[];

/**
 * Guided logits as a weighted sum. Text to image: (1+s)*cond - s*uncond; with an input picture:
 * cond + s_t*(cond - uncondText) + s_i*(cond - uncondImage).
 */
export function mixOf(guidance: Guidance): Mix {
  const { text, image } = guidance;
  if (branchesFor(guidance).length === 1) return [1];
  return image === null ? [1 + text, -text] : [1 + text + image, -text, -image];
}

/** The guided logits, float32, of the branches' shape. */
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
