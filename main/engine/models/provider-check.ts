/** Checks on the model's canary and codec that a graphics processor computes what the CPU does. */
import { toldOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { type Provider, providerTitles } from '../runtime/providers.ts';
import { attentionNodes } from '../runtime/transformer-names.ts';
import { logitsOf, nodesForCpu, type Trial } from '../runtime/trial.ts';
import type { ModelFolder } from './folder.ts';
import { openCanary, openCodec, type Where } from './open-graphs.ts';

/** Names of the codec's attention nodes, where it has any (native-models/architectures/codec-layers.ts). */
const CODEC_ATTENTION = ['encoder', 'decoder'].map((half) => `${half}.mid_block.attentions.0/attention`);

/** Side of the codec's trial picture in cells. The canary has already tested attention. */
const CODEC_CELLS = 3;

/**
 * Finds the nodes that `provider` must leave to the CPU. Where there are any, `say` receives a note.
 * @throws StudioError 'unsupported' where the provider computes wrongly even so
 */
export async function nodesLeftToCpu(
  folder: ModelFolder,
  provider: Provider,
  say: (note: Told) => void,
): Promise<readonly string[]> {
  if (provider === 'cpu') return [];
  const attention = [...attentionNodes(folder.manifest.transformer.layers), ...CODEC_ATTENTION];
  const choices = provider === 'webgpu' ? [[], attention] : [[]];
  const where = (on: Provider, onCpu: readonly string[]): Where => ({ provider: on, onCpu, clock: { seconds: 0 } });
  const canary: Trial = async (on, onCpu) => logitsOf(await openCanary(folder, where(on, onCpu)));
  const codec: Trial = (on, onCpu) => throughCodec(folder, where(on, onCpu));
  const title = providerTitles[provider];
  const nodes = await nodesForCpu(provider, choices, canary);
  if (nodes === undefined || (await nodesForCpu(provider, [nodes], codec)) === undefined) {
    throw StudioError.of('provider.wrong', { provider: title });
  }
  if (nodes.length > 0) say(toldOf('provider.partly-wrong', { provider: title }));
  return nodes;
}

/** Latents of coloured noise, and the pixels of arbitrary codes. */
async function throughCodec(folder: ModelFolder, where: Where): Promise<Float32Array[]> {
  const { codec: shape, codebookSize } = folder.manifest;
  const codec = await openCodec(folder, where);
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
