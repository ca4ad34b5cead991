import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCheckpoint } from '../../native-models/converter/converter.ts';
import { type TinyOptions, writeTinyCheckpoint } from './tiny-checkpoint.ts';

const generation = {
  name: 'tiny',
  nativeSize: [32, 32],
  textToImage: { steps: 6, guidance: 2, temperature: 1 },
  inpainting: { steps: 6, guidance: 2, temperature: 1 },
  understanding: { steps: 8, genLength: 8, blockLength: 4, temperature: 0 },
};

/** A model folder with random weights, converted for real, in a folder of its own. Remove it with `remove`. */
export async function tinyModelFolder(options: TinyOptions = {}): Promise<{ folder: string; remove: () => void }> {
  const root = mkdtempSync(join(tmpdir(), 'dimoo-engine-'));
  const checkpoint = join(root, 'checkpoint');
  const folder = join(root, 'model');
  writeTinyCheckpoint(checkpoint, { generationConfig: generation, config: { max_sequence_length: 4096 }, ...options });
  await convertCheckpoint({ checkpoint, out: folder, precision: 'fp32' });
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
