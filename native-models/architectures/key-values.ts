import type { GraphBuilder } from '../graph/builder.ts';
import type { ElementType } from '../graph/onnx-proto.ts';

/**
 * What is kept of one layer, `past` [B, T, width], with newly computed `rows` [B, N, width] written over
 * it at `targets` [B*N], counted over B*T: `merged` [B, T, width]. A graph of its own, for providers whose
 * memory JavaScript cannot write: as an output of the transformer it would stay in memory of every layer
 * until the pass has ended, also where nobody fetches it.
 */
export function buildKeyValues(g: GraphBuilder, type: ElementType): void {
  const past = g.input('past', type, ['batch', 'places', 'width']);
  const rows = g.input('rows', type, ['row_batch', 'rows', 'width']);
  const targets = g.node('Reshape', [g.input('targets', 'int64', ['computed']), g.ints([-1, 1])]);
  const placesShape = g.node('Shape', [past]);
  const width = g.node('Slice', [placesShape, g.ints([2]), g.ints([3])]);
  const flat = g.node('Concat', [g.ints([-1]), width], { axis: { int: 0 } });
  const [flatPast, flatRows] = [g.node('Reshape', [past, flat]), g.node('Reshape', [rows, flat])];
  const merged = g.node('ScatterND', [flatPast, targets, flatRows], {}, { name: 'merge' });
  g.output('merged', g.node('Reshape', [merged, placesShape]), type, ['batch', 'places', 'width']);
}
