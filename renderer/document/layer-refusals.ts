/** Why a command on layers cannot run: the key of the reason in the words, and the name of the layer that prevents it. */
export interface Refusal {
  readonly why:
    | 'no-layer'
    | 'locked'
    | 'locked-clear'
    | 'no-group'
    | 'no-mask'
    | 'has-mask'
    | 'no-region'
    | 'no-pixels'
    | 'no-tiles'
    | 'drawn'
    | 'no-drawn'
    | 'unknown'
    | 'full'
    | 'hidden'
    | 'nothing-below'
    | 'clipped-below'
    | 'nothing-shown'
    | 'three'
    | 'in-place'
    | 'only-one'
    | 'group-mask'
    | 'adjusts'
    | 'passes';
  readonly name: string;
}

export function refuse(why: Refusal['why'], name = ''): Refusal {
  return { why, name };
}
