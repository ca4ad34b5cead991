import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { withText } from '../../../../../main/pictures/png-text-chunks.ts';
import { toldWords } from '../../../../../renderer/generation/pictures/told-words.ts';

const plain = encode({ width: 1, height: 1, data: new Uint8Array(3), channels: 3 });
const told = (texts: Readonly<Record<string, string>>) => toldWords(withText(plain, texts));

describe('the words from which a picture was drawn', () => {
  it('are those of this studio, with what was not wanted', () => {
    const settings = JSON.stringify({ steps: 16, negativePrompt: 'fog' });
    expect(told({ Software: 'DiMOO Studio', prompt: 'a red circle “naïve”', settings })).toEqual({
      prompt: 'a red circle “naïve”',
      negative: 'fog',
      program: 'DiMOO Studio',
    });
  });

  it('are those of the Stable Diffusion web UI, over several lines', () => {
    const parameters = [
      'a castle, (highly detailed:1.2)',
      'by the sea',
      'Negative prompt: blurry,',
      'text',
      'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512',
    ].join('\n');
    expect(told({ parameters })).toEqual({
      prompt: 'a castle, (highly detailed:1.2)\nby the sea',
      negative: 'blurry,\ntext',
      program: 'Stable Diffusion web UI',
    });
    expect(told({ parameters: 'a dog\nSteps: 4, Seed: 2' })).toMatchObject({ prompt: 'a dog', negative: '' });
    // Other programs use the key for other things.
    expect(told({ parameters: 'gamma=2.2' })).toBeNull();
  });

  it('are those of InvokeAI, of today and of its first years', () => {
    const now = JSON.stringify({ positive_prompt: 'a cat', negative_prompt: 'dog', seed: 3 });
    expect(told({ invokeai_metadata: now })).toEqual({ prompt: 'a cat', negative: 'dog', program: 'InvokeAI' });
    const then = JSON.stringify({ image: { prompt: [{ prompt: 'a hat [red, old] on a head', weight: 1 }] } });
    expect(told({ 'sd-metadata': then })).toEqual({
      prompt: 'a hat  on a head',
      negative: 'red, old',
      program: 'InvokeAI',
    });
  });

  it('are found in a graph of ComfyUI, through the nodes between a sampler and its words', () => {
    const graph = {
      3: { class_type: 'KSampler', inputs: { seed: 1, positive: ['10', 0], negative: ['7', 0], model: ['4', 0] } },
      4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'a.safetensors' } },
      6: { class_type: 'CLIPTextEncode', inputs: { text: ['12', 0], clip: ['4', 1] } },
      7: { class_type: 'CLIPTextEncode', inputs: { text: 'watermark', clip: ['4', 1] } },
      10: { class_type: 'ControlNetApply', inputs: { conditioning: ['6', 0], strength: 1 } },
      12: { class_type: 'PrimitiveString', inputs: { value: 'a lighthouse at night' } },
    };
    expect(told({ prompt: JSON.stringify(graph), workflow: '{}' })).toEqual({
      prompt: 'a lighthouse at night',
      negative: 'watermark',
      program: 'ComfyUI',
    });
    const circle = { 1: { inputs: { positive: ['2', 0] } }, 2: { inputs: { conditioning: ['2', 0] } } };
    expect(told({ prompt: JSON.stringify(circle) })).toBeNull();
  });

  it('are those of NovelAI', () => {
    const Comment = JSON.stringify({ prompt: '1girl, hat', uc: 'lowres' });
    expect(told({ Software: 'NovelAI', Description: 'x', Comment })).toEqual({
      prompt: '1girl, hat',
      negative: 'lowres',
      program: 'NovelAI',
    });
  });

  it('are none in a file without any, in one that is no PNG, and in one whose words are empty', () => {
    expect(toldWords(plain)).toBeNull();
    expect(toldWords(new Uint8Array(40))).toBeNull();
    expect(told({ Software: 'DiMOO Studio', prompt: '  ', settings: '{' })).toBeNull();
    expect(told({ prompt: '{"__proto__":1}', parameters: '' })).toBeNull();
  });

  it('are words or none, whatever a file says', () => {
    const keys = ['prompt', 'parameters', 'invokeai_metadata', 'sd-metadata', 'Software', 'settings', 'Comment'];
    const anyText = fc.oneof(fc.string(), fc.json(), fc.constant('DiMOO Studio'), fc.constant('NovelAI'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), anyText), (texts) => {
        const words = told(texts);
        if (words !== null) expect([typeof words.prompt, typeof words.negative]).toEqual(['string', 'string']);
      }),
      { numRuns: 400 },
    );
  });
});
