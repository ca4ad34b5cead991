/** Opens the graphs of a model folder on their provider. */
import { elementTypesOf, type Manifest } from '../../../preload/contract/manifest.ts';
import { Codec } from '../codec/codec.ts';
import { type TileLimits, tileLimits } from '../codec/tile-plan.ts';
import { TiledCodec } from '../codec/tiled-codec.ts';
import { DeviceRows } from '../runtime/device-rows.ts';
import { Graph, type GraphOptions, type RunClock } from '../runtime/graph.ts';
import type { PassTimer } from '../runtime/pass-timer.ts';
import { leavesOutputs, type Provider } from '../runtime/providers.ts';
import { type OpenTransformer, Transformer } from '../runtime/transformer.ts';
import { outputsToLeave, type TransformerShape } from '../runtime/transformer-names.ts';
import { type ModelFolder, pathOf } from './folder.ts';

/** Where graphs run. */
export interface Where {
  readonly provider: Provider;
  /** Nodes that the provider leaves to the CPU. */
  readonly onCpu: readonly string[];
  readonly clock: RunClock;
}

type GraphRole = Exclude<Manifest['files'][number]['role'], 'weights' | 'tokenizer' | 'tokenizer-config'>;

function openGraph(
  folder: ModelFolder,
  role: GraphRole,
  { provider, clock, onCpu }: Where,
  options: GraphOptions = {},
) {
  return Graph.open(pathOf(folder, role), role, provider, clock, { ...options, onCpu });
}

/**
 * Opens the transformer.
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openTransformer(
  folder: ModelFolder,
  where: Where,
  passTimer: PassTimer,
): Promise<OpenTransformer> {
  const shape = shapeOf(folder, folder.manifest.transformer);
  const graph = await openGraph(folder, 'transformer', where, { left: outputsToLeave(shape.layers), manyShapes: true });
  return transformerOf(folder, graph, shape, where, passTimer);
}

/**
 * Opens the small network of the model's operators (native-models/architectures/canary.ts).
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openCanary(folder: ModelFolder, where: Where): Promise<OpenTransformer> {
  const layers = 1;
  const graph = await openGraph(folder, 'canary', where, { left: outputsToLeave(layers) });
  const width = graph.columns().find(({ name }) => name === 'past_states')?.width ?? 0;
  return transformerOf(folder, graph, shapeOf(folder, { width, layers }), where);
}

function shapeOf({ manifest }: ModelFolder, { width, layers }: { width: number; layers: number }): TransformerShape {
  return { width, layers, keyValues: elementTypesOf(manifest).keyValues === 'float16' ? 'float16' : 'float32' };
}

async function transformerOf(
  folder: ModelFolder,
  graph: Graph,
  shape: TransformerShape,
  where: Where,
  passTimer?: PassTimer,
): Promise<OpenTransformer> {
  const onDevice = leavesOutputs(where.provider)
    ? new DeviceRows(await openGraph(folder, 'key-values', where, { left: ['merged'] }))
    : undefined;
  const close = async () => {
    await Promise.all([graph.close(), onDevice?.close()]);
  };
  return { transformer: new Transformer(graph, shape, passTimer, onDevice), close };
}

/**
 * Opens both halves of the codec. The graphs for tiles are opened when the first large picture comes.
 * @param changed limits of tiles, for tests and measurements
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openCodec(folder: ModelFolder, where: Where, changed: Partial<TileLimits> = {}): Promise<Codec> {
  const limits = { ...tileLimits, ...changed };
  const { patchSize, tiles } = folder.manifest.codec;
  const encoder = await openGraph(folder, 'codec-encoder', where, { manyShapes: true });
  const decoder = await openGraph(folder, 'codec-decoder', where, { manyShapes: true });
  const tiled = tiles && new TiledCodec(tiles, (role) => openGraph(folder, role, where, { manyShapes: true }), limits);
  return new Codec(encoder, decoder, patchSize, tiled ?? null, limits);
}
