/** What the transformer's graph calls its tensors and nodes (native-models/architectures/denoiser.ts, heads.ts). */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Kept } from './key-values.ts';

/** What of its shape decides which tensors it has. */
export type TransformerShape = Pick<Manifest['transformer'], 'width' | 'layers'>;

/** A layer's part of what is kept, and the output that gives it. */
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

/** Everything that a state keeps. */
export function keptOutputs(layers: number): KeptOutput[] {
  return [...keyValueOutputs(layers), { kind: 'states', layer: 0, name: 'states' }];
}

/** Outputs that are best left on the device: nobody reads them but the graph itself. */
export function outputsToLeave(layers: number): string[] {
  return keyValueOutputs(layers).map(({ name }) => name);
}

export function inputNames(kept: readonly KeptOutput[]): string[] {
  const past = kept.map(({ name }) => `past_${name}`);
  return ['token_ids', 'positions', 'lengths', 'targets', ...ROW_INPUTS, ...past];
}

export function outputNames(kept: readonly KeptOutput[]): string[] {
  return [...HEAD_OUTPUTS, ...kept.map(({ name }) => name)];
}

/** The nodes that attend. */
export function attentionNodes(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => `blocks.${layer}/attn/attention`);
}
