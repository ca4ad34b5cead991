/**
 * For measuring: the matrix products of a model's transformer and nothing else, as a graph of their
 * own, so that a forward pass can be held against what this machine's products take at best.
 *   --model DIR --out DIR
 * Writes products.onnx: every product of every block over in.{width} [rows, width], and the codebook
 * head over in.head [head_rows, width]; the result [1, ...] is only there to need them all. Each has
 * weights of its own, arbitrary ones: of equal products ONNX Runtime would compute one.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { GraphBuilder, type Value } from '../graph/builder.ts';
import { decodeModel } from '../graph/onnx-proto.ts';
import { linear } from '../graph/operations.ts';
import { readManifest } from './model-folder.ts';

const graphSchema = z.object({
  graph: z.object({
    node: z.array(z.object({ name: z.string(), opType: z.string(), input: z.array(z.string()).default([]) })),
    initializer: z.array(z.object({ name: z.string(), dims: z.array(z.coerce.number()).default([]) })),
  }),
});

const WEIGHTS = 'products.weights';

async function writeProducts(model: string, out: string): Promise<void> {
  const file = (await readManifest(model))?.files.find(({ role }) => role === 'transformer');
  if (file === undefined) throw StudioError.of('model.none-there', { path: model });
  const { graph } = graphSchema.parse(decodeModel(new Uint8Array(await readFile(join(model, file.name)))).toJSON());
  const shapes = new Map(graph.initializer.map(({ name, dims }) => [name, dims]));
  const g = new GraphBuilder('products', WEIGHTS);
  const inputs = new Map<string, Value>();
  const input = (name: string, rows: string, width: number) => {
    const known = inputs.get(name) ?? g.input(name, 'float32', [rows, width]);
    inputs.set(name, known);
    return known;
  };
  const corners = graph.node.flatMap((node) => {
    const [rows = 0, width = 0] = shapes.get(node.input[1] ?? '') ?? [];
    const head = node.name === 'image_head';
    if (node.opType !== 'Gemm' || !(head || node.name.startsWith('blocks.'))) return [];
    const x = head ? input('in.head', 'head_rows', width) : input(`in.${width}`, 'rows', width);
    const y = linear(g, node.name, x, g.weight(`${node.name}.weight`, [rows, width]));
    return [g.node('Gather', [y, g.ints([0])], { axis: { int: 0 } })];
  });
  if (corners.length === 0) throw StudioError.of('bench.products-fp32', {});
  g.output('corners', g.node('Concat', corners, { axis: { int: 1 } }), 'float32', [1, 'all']);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'products.onnx'), g.encode('1'));
  const numbers = Float32Array.from({ length: g.weightsBytes / 4 }, (_, i) => ((i * 37) % 101) / 1000);
  await writeFile(join(out, WEIGHTS), new Uint8Array(numbers.buffer));
}

try {
  const { values } = parseArgs({ options: { model: { type: 'string' }, out: { type: 'string' } } });
  if (!values.model || !values.out) throw StudioError.of('cli.options-missing', { options: '--model DIR, --out DIR' });
  await writeProducts(values.model, values.out);
} catch (error) {
  process.stderr.write(`${failureOf(error).message}\n`);
  process.exitCode = 2;
}
