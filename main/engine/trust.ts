/** A graphics processor has to show, on the model's canary, that it computes what the CPU does. */
import { StudioError } from '../../preload/contract/errors.ts';
import { type ModelFolder, pathOf } from './models/folder.ts';
import { DeviceRows } from './runtime/device-rows.ts';
import { Graph } from './runtime/graph.ts';
import { leavesOutputs, type Provider } from './runtime/providers.ts';
import { attentionNodes, outputsToLeave, Transformer } from './runtime/transformer.ts';
import { type Canary, nodesForCpu } from './runtime/trial.ts';

/** Likewise of the codec, where it has attention (native-models/architectures/codec-layers.ts). */
const CODEC_ATTENTION = ['encoder', 'decoder'].map((half) => `${half}.mid_block.attentions.0/attention`);

/**
 * The nodes that `provider` must leave to the CPU; `say` is told in one sentence where there are any.
 * @throws StudioError 'unsupported' where it computes wrongly even so
 */
export async function nodesLeftToCpu(
  folder: ModelFolder,
  provider: Provider,
  say: (message: string) => void,
): Promise<readonly string[]> {
  if (provider === 'cpu') return [];
  const attention = [...attentionNodes(folder.manifest.transformer.layers), ...CODEC_ATTENTION];
  const choices = provider === 'webgpu' ? [[], attention] : [[]];
  const nodes = await nodesForCpu(provider, choices, (on, onCpu) => openCanary(folder, on, onCpu));
  if (nodes === undefined) {
    throw new StudioError(
      'unsupported',
      `What ${provider} computes here is wrong, so the model runs on the CPU; a newer driver may help.`,
    );
  }
  if (nodes.length > 0) {
    say(`The attention that ${provider} computes here is wrong, so the CPU does that part; a newer driver may help.`);
  }
  return nodes;
}

async function openCanary(folder: ModelFolder, provider: Provider, onCpu: readonly string[]): Promise<Canary> {
  const clock = { seconds: 0 };
  const file = pathOf(folder, 'canary');
  const layers = 1;
  const left = outputsToLeave({ layers });
  const graph = await Graph.open(file, 'canary', provider, clock, { left, onCpu });
  const width = graph.columns().find(({ name }) => name === 'past_states')?.width ?? 0;
  const onDevice = leavesOutputs(provider) ? await openDeviceRows(folder, provider) : undefined;
  const transformer = new Transformer(graph, { width, layers }, undefined, onDevice);
  const close = async () => {
    await Promise.all([graph.close(), onDevice?.close()]);
  };
  return { transformer, close };
}

/** For a provider that leaves outputs on the device. */
export async function openDeviceRows(folder: ModelFolder, provider: Provider): Promise<DeviceRows> {
  const options = { left: ['merged'] };
  return new DeviceRows(
    await Graph.open(pathOf(folder, 'key-values'), 'key-values', provider, { seconds: 0 }, options),
  );
}
