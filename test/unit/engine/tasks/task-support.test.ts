import { describe, expect, test } from 'vitest';
import { requireKind, requireTask } from '../../../../main/engine/tasks/task-support.ts';
import { drawDefaults, imageToImageSize, knowsTask } from '../../../../preload/contract/model-tasks.ts';

const understanding = { steps: 8, genLength: 8, blockLength: 4, samplingTemperature: 0 };
const textToImage = { steps: 16, textGuidance: 1, samplingTemperature: 0.7 };
const inpainting = { steps: 12, textGuidance: 3, samplingTemperature: 0.5 };
const defaults = { textToImage, inpainting, understanding };
const pocket = {
  name: 'Pocket',
  tasks: ['generate', 'retouch', 'caption', 'ask'] as ('generate' | 'retouch' | 'caption' | 'ask')[],
  nativeSizes: [{ width: 128, height: 128 }],
  defaults,
};

describe('what a model knows', () => {
  test('extending and varying come with retouching, and with nothing else', () => {
    expect(knowsTask(pocket, 'extend')).toBe(true);
    expect(knowsTask(pocket, 'vary')).toBe(true);
    expect(knowsTask(pocket, 'edit')).toBe(false);
    expect(knowsTask({ tasks: ['generate'] }, 'extend')).toBe(false);
    expect(knowsTask({ tasks: ['extend'] }, 'extend')).toBe(true);
  });

  test('a task that it has not learned is refused by name, with what there is', () => {
    expect(() => requireTask(pocket, 'views')).toThrow(
      'The model "Pocket" has not learned the task "views"; it knows generate, retouch, extend, vary, sketch, mix, caption, ask.',
    );
  });
});

describe('the kinds of a task', () => {
  const kinds = { control: ['canny', 'depth'] as ('canny' | 'depth')[] };

  test('are all of them where a model does not say', () => {
    expect(() => requireKind(pocket, 'control', 'pose')).not.toThrow();
    expect(() => requireKind({ ...pocket, kinds }, 'predict', 'normal')).not.toThrow();
  });

  test('are refused by name where it was not trained for them', () => {
    expect(() => requireKind({ ...pocket, kinds }, 'control', 'depth')).not.toThrow();
    expect(() => requireKind({ ...pocket, kinds }, 'control', 'pose')).toThrow(
      'The model "Pocket" has not learned the kind "pose" of the task "control"; it knows canny, depth.',
    );
  });
});

describe('what a task starts from', () => {
  test('is the model’s for drawing and for filling in', () => {
    expect(drawDefaults(pocket, 'generate')).toEqual(textToImage);
    for (const task of ['retouch', 'extend', 'vary'] as const) expect(drawDefaults(pocket, task)).toEqual(inpainting);
  });

  test('is, with a picture, the model’s where it says so, and the reference’s two scales where not', () => {
    expect(drawDefaults(pocket, 'edit')).toEqual({ ...textToImage, textGuidance: 2.5, imageGuidance: 4 });
    const own = { steps: 9, textGuidance: 1, imageGuidance: 2, samplingTemperature: 0.3 };
    const manifest = { defaults: { ...defaults, imageToImage: { ...own, size: { width: 96, height: 64 } } } };
    expect(drawDefaults(manifest, 'style')).toEqual(own);
    expect(imageToImageSize({ ...pocket, ...manifest })).toEqual({ width: 96, height: 64 });
  });

  test('is at most 512 pixels a side beside a picture', () => {
    expect(imageToImageSize(pocket)).toEqual({ width: 128, height: 128 });
    const large = { ...pocket, nativeSizes: [{ width: 1024, height: 1024 }] };
    expect(imageToImageSize(large)).toEqual({ width: 512, height: 512 });
  });
});
