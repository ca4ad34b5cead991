import { writeTinyCheckpoint } from './tiny-checkpoint.ts';

/**
 * A checkpoint whose codec takes 256 bytes for a pixel that it decodes, and whose sequences may be as long as those of a
 * picture of 2048 x 2048. The picture takes about 1.2 GB, and the model next to nothing.
 */
export function writeHungryCheckpoint(folder: string): void {
  const levels = 5;
  const many = <T>(value: T) => new Array<T>(levels).fill(value);
  writeTinyCheckpoint(folder, {
    generationConfig: {
      name: 'hungry',
      nativeSize: [64, 64],
      tasks: ['generate'],
      textToImage: { steps: 1, guidance: 0, temperature: 1 },
    },
    config: { max_sequence_length: 32_768 },
    codecConfig: {
      block_out_channels: many(16),
      down_block_types: many('DownEncoderBlock2D'),
      up_block_types: many('UpDecoderBlock2D'),
    },
  });
}
