/** A graphics processor has to show, on the model's canary and its codec, that it computes what the CPU does. */
import { StudioError } from '../../preload/contract/errors.ts';
import { Codec } from './codec/codec.ts';
import { type ModelFolder, pathOf } from './models/folder.ts';
import { DeviceRows } from './runtime/device-rows.ts';
import { Graph } from './runtime/graph.ts';
import { leavesOutputs, type Provider, providerTitles } from './runtime/providers.ts';
import { Transformer } from './runtime/transformer.ts';
import { attentionNodes, outputsToLeave } from './runtime/transformer-names.ts';
import { type Canary, logitsOf, nodesForCpu, type Trial } from './runtime/trial.ts';

/** Likewise of the codec, where it has attention (native-models/architectures/codec-layers.ts). */
const CODEC_ATTENTION = ['encoder', 'decoder'].map((half) => `${half}.mid_block.attentions.0/attention`);

/** Cells a side of what the codec is tried on. Where it attends, the canary has shown whether that is right. */
const CODEC_CELLS = 3;

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
  const nodes = await nodesForCpu(provider, choices, async (on, onCpu) =>
    logitsOf(await openCanary(folder, on, onCpu)),
  );
  const codec: Trial = (on, onCpu) => throughCodec(folder, on, onCpu);
  if (nodes === undefined || (await nodesForCpu(provider, [nodes], codec)) === undefined) {
    throw new StudioError(
      'unsupported',
      `What ${providerTitles[provider]} computes here is wrong, so the model runs on the CPU; a newer driver may help.`,
    );
  }
  if (nodes.length > 0) {
    const title = providerTitles[provider];
    say(`A part of what ${title} computes here is wrong, so the CPU does that part; a newer driver may help.`);
  }
  return nodes;
}

async function openCanary(folder: ModelFolder, provider: Provider, onCpu: readonly string[]): Promise<Canary> {
  const clock = { seconds: 0 };
  const file = pathOf(folder, 'canary');
  const layers = 1;
  const left = outputsToLeave(layers);
  const graph = await Graph.open(file, 'canary', provider, clock, { left, onCpu });
  const width = graph.columns().find(({ name }) => name === 'past_states')?.width ?? 0;
  const onDevice = leavesOutputs(provider) ? await openDeviceRows(folder, provider) : undefined;
  const transformer = new Transformer(graph, { width, layers }, undefined, onDevice);
  const close = async () => {
    await Promise.all([graph.close(), onDevice?.close()]);
  };
  return { transformer, close };
}

/** Latents of a coloured noise, and the pixels of arbitrary codes. */
async function throughCodec(folder: ModelFolder, provider: Provider, onCpu: readonly string[]) {
  const { codec: shape, codebookSize } = folder.manifest;
  const open = (role: 'codec-encoder' | 'codec-decoder') =>
    Graph.open(pathOf(folder, role), role, provider, { seconds: 0 }, { onCpu });
  const codec = new Codec(await open('codec-encoder'), await open('codec-decoder'), shape.patchSize);
  try {
    const side = CODEC_CELLS * shape.patchSize;
    const rgba = Uint8Array.from({ length: 4 * side * side }, (_, i) => (i * 7919 + (i >> 5) * 31) % 256);
    const codes = Int32Array.from({ length: CODEC_CELLS ** 2 }, (_, i) => (i * 7919) % codebookSize);
    const { latents } = await codec.encodeWithLatents({ width: side, height: side, rgba });
    return [latents, await codec.decodePlanes({ columns: CODEC_CELLS, rows: CODEC_CELLS, codes })];
  } finally {
    await codec.close();
  }
}

/** For a provider that leaves outputs on the device. */
export async function openDeviceRows(folder: ModelFolder, provider: Provider): Promise<DeviceRows> {
  const options = { left: ['merged'] };
  return new DeviceRows(
    await Graph.open(pathOf(folder, 'key-values'), 'key-values', provider, { seconds: 0 }, options),
  );
}
