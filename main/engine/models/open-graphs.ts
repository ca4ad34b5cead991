/** The graphs of a model folder, opened where they are to run. */
import { Codec } from '../codec/codec.ts';
import { DeviceRows } from '../runtime/device-rows.ts';
import { Graph, type GraphOptions, type RunClock } from '../runtime/graph.ts';
import type { PassTimer } from '../runtime/pass-timer.ts';
import { leavesOutputs, type Provider } from '../runtime/providers.ts';
import { type OpenTransformer, Transformer } from '../runtime/transformer.ts';
import { outputsToLeave, type TransformerShape } from '../runtime/transformer-names.ts';
import { type ModelFolder, pathOf } from './folder.ts';

export interface Where {
  readonly provider: Provider;
  /** Nodes that the provider leaves to the CPU. */
  readonly onCpu: readonly string[];
  readonly clock: RunClock;
}

type GraphRole = 'transformer' | 'canary' | 'key-values' | 'codec-encoder' | 'codec-decoder';

function openGraph(
  folder: ModelFolder,
  role: GraphRole,
  { provider, clock, onCpu }: Where,
  left?: GraphOptions['left'],
) {
  return Graph.open(pathOf(folder, role), role, provider, clock, { left, onCpu });
}

/** @throws StudioError 'model-invalid' or 'out-of-memory' */
export async function openTransformer(
  folder: ModelFolder,
  where: Where,
  passTimer: PassTimer,
): Promise<OpenTransformer> {
  const { transformer: shape } = folder.manifest;
  const graph = await openGraph(folder, 'transformer', where, outputsToLeave(shape.layers));
  return transformerOf(folder, graph, shape, where, passTimer);
}

/** The small network of the model's operators; see native-models/architectures/canary.ts. Throws likewise. */
export async function openCanary(folder: ModelFolder, where: Where): Promise<OpenTransformer> {
  const layers = 1;
  const graph = await openGraph(folder, 'canary', where, outputsToLeave(layers));
  const width = graph.columns().find(({ name }) => name === 'past_states')?.width ?? 0;
  return transformerOf(folder, graph, { width, layers }, where);
}

async function transformerOf(
  folder: ModelFolder,
  graph: Graph,
  shape: TransformerShape,
  where: Where,
  passTimer?: PassTimer,
): Promise<OpenTransformer> {
  const onDevice = leavesOutputs(where.provider)
    ? new DeviceRows(await openGraph(folder, 'key-values', where, ['merged']))
    : undefined;
  const close = async () => {
    await Promise.all([graph.close(), onDevice?.close()]);
  };
  return { transformer: new Transformer(graph, shape, passTimer, onDevice), close };
}

/** Throws likewise. */
export async function openCodec(folder: ModelFolder, where: Where): Promise<Codec> {
  const encoder = await openGraph(folder, 'codec-encoder', where);
  return new Codec(encoder, await openGraph(folder, 'codec-decoder', where), folder.manifest.codec.patchSize);
}
