import type { GraphBuilder, Value } from '../graph/builder.ts';
import { type Affine, attend, conv, linear, silu } from '../graph/operations.ts';
import type { View } from './codec-view.ts';
import type { Weights } from './weights.ts';

const SAME = [1, 1, 1, 1] as const;

/** The codec's repeating parts over x [B, channels, H, W], reading weights by their checkpoint paths. */
export class CodecLayers {
  readonly #g: GraphBuilder;
  readonly #weights: Weights;
  readonly #view: View;

  constructor(g: GraphBuilder, weights: Weights, view: View) {
    this.#g = g;
    this.#weights = weights;
    this.#view = view;
  }

  /** [B, from, H, W] -> [B, to, H, W]. */
  conv3x3(path: string, x: Value, from: number, to: number): Value {
    return conv(this.#g, path, this.#view.edged(x), this.#affine(path, [to, from, 3, 3]), { pads: SAME });
  }

  conv1x1(path: string, x: Value, from: number, to: number): Value {
    return conv(this.#g, path, x, this.#affine(path, [to, from, 1, 1]));
  }

  /** Halves both sides, rounding down. Zeros are added at the right and bottom only, as in the reference. */
  downsample(path: string, x: Value, channels: number): Value {
    const affine = this.#affine(path, [channels, channels, 3, 3]);
    return conv(this.#g, path, this.#view.edged(x), affine, { stride: 2, pads: [0, 0, 1, 1] });
  }

  normed(path: string, x: Value, channels: number): Value {
    const g = this.#g;
    const factor = (name: string): Value => {
      const flat = g.weight(this.#weights.take(`${path}.${name}`, [channels]), [channels]);
      return g.node('Reshape', [flat, g.ints([channels, 1, 1])]);
    };
    const affine = { weight: factor('weight'), bias: factor('bias') };
    return g.scope(path, () => this.#view.normed(x, affine, channels));
  }

  /** norm, silu, conv, norm, silu, conv, plus the input (brought to `to` channels where they differ). */
  residual(path: string, x: Value, from: number, to: number): Value {
    const g = this.#g;
    const first = this.conv3x3(`${path}.conv1`, silu(g, this.normed(`${path}.norm1`, x, from)), from, to);
    const second = this.conv3x3(`${path}.conv2`, silu(g, this.normed(`${path}.norm2`, first, to)), to, to);
    const shortcut = from === to ? x : this.conv1x1(`${path}.conv_shortcut`, x, from, to);
    return g.node('Add', [shortcut, second], {}, { name: `${path}/sum` });
  }

  /** One head over all cells: every cell [channels] attends to every other, plus the input. */
  attention(path: string, x: Value, channels: number): Value {
    const g = this.#g;
    const columns = g.ints([0, channels, -1]);
    const normed = g.node('Transpose', [g.node('Reshape', [this.normed(`${path}.group_norm`, x, channels), columns])], {
      perm: { ints: [0, 2, 1] },
    });
    const cellsShape = g.node('Shape', [normed]);
    const flat = g.node('Reshape', [normed, g.ints([-1, channels])]);
    const projected = (name: string, rows: Value): Value => {
      const { weight, bias } = this.#affine(`${path}.${name}`, [channels, channels]);
      return linear(g, `${path}.${name}`, rows, weight, bias);
    };
    const cells = (name: string): Value => g.node('Reshape', [projected(name, flat), cellsShape]);
    const mixed = attend(g, `${path}/attention`, [cells('to_q'), cells('to_k'), cells('to_v')], 1);
    const out = projected('to_out.0', g.node('Reshape', [mixed, g.ints([-1, channels])]));
    const back = g.node('Transpose', [g.node('Reshape', [out, cellsShape])], { perm: { ints: [0, 2, 1] } });
    return g.node('Add', [x, g.node('Reshape', [back, g.node('Shape', [x])])], {}, { name: `${path}/sum` });
  }

  /** residual, attention where the config asks for it, residual. */
  middle(path: string, x: Value, channels: number, withAttention: boolean): Value {
    let y = this.residual(`${path}.resnets.0`, x, channels, channels);
    if (withAttention) y = this.attention(`${path}.attentions.0`, y, channels);
    return this.residual(`${path}.resnets.1`, y, channels, channels);
  }

  #affine(path: string, dims: readonly number[]): Affine {
    const bias = dims.slice(0, 1);
    return {
      weight: this.#g.weight(this.#weights.take(`${path}.weight`, dims), dims),
      bias: this.#g.weight(this.#weights.take(`${path}.bias`, bias), bias),
    };
  }
}
