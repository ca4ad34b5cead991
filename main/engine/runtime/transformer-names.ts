/** Names of the transformer graph's tensors and nodes (native-models/architectures/denoiser.ts, heads.ts). */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Kept } from './key-values.ts';

/** The part of the transformer's shape that decides which tensors it has. */
export type TransformerShape = Pick<Manifest['transformer'], 'width' | 'layers'> & {
  /** Type of keys and values between passes. */
  readonly keyValues: 'float32' | 'float16';
};

/** An output whose rows a batch keeps between passes. */
export interface KeptOutput {
  readonly kind: Kept;
  readonly layer: number;
  readonly name: string;
}

const ROW_INPUTS = [
  'image_rows',
  'image_shares',
  'image_logit_rows',
  'image_span',
  'other_states',
  'text_rows',
  'image_max_rows',
  'text_max_rows',
] as const;
const HEAD_OUTPUTS = [
  'image_logits',
  'image_blocks',
  'image_blocks_at',
  'image_tops',
  'text_logits',
  'image_max',
  'text_max',
] as const;

function keyValueOutputs(layers: number): KeptOutput[] {
  const all = Array.from({ length: layers }, (_, layer) => layer);
  return (['keys', 'values'] as const).flatMap((kind) => {
    return all.map((layer) => ({ kind, layer, name: `${kind}.${layer}` }));
  });
}

/** All outputs whose rows a batch keeps. */
export function keptOutputs(layers: number): KeptOutput[] {
  return [...keyValueOutputs(layers), { kind: 'states', layer: 0, name: 'states' }];
}

/** Outputs that stay on the device, since only the graph itself reads them. */
export function outputsToLeave(layers: number): string[] {
  return keyValueOutputs(layers).map(({ name }) => name);
}

/** Names of all inputs. */
export function inputNames(kept: readonly KeptOutput[]): string[] {
  const past = kept.map(({ name }) => `past_${name}`);
  return ['token_ids', 'positions', 'lengths', 'targets', 'kept_rows', ...ROW_INPUTS, ...past];
}

/** Names of all outputs. */
export function outputNames(kept: readonly KeptOutput[]): string[] {
  return [...HEAD_OUTPUTS, ...kept.map(({ name }) => name)];
}

/** Names of the attention nodes. */
export function attentionNodes(layers: number): string[] {
  const all = Array.from({ length: layers }, (_, layer) => `blocks.${layer}/attn`);
  return all.flatMap((path) => [`${path}/attention`, `${path}/masked_attention`]);
}
