import type { PictureDocument } from '../../preload/contract/document.ts';
import type { GenerateRequest, RetouchRequest } from '../../preload/contract/drawing.ts';

/** The page of every project; as small as the model draws, so that a drawing takes a moment. */
export const PAGE = { width: 64, height: 64 };
export const emptyPage: PictureDocument = { ...PAGE, layers: [], region: [] };

const drawing = { settings: { steps: 2, textGuidance: 0, samplingTemperature: 1 } };

export function drawRequest(seed: number, prompt: string): GenerateRequest {
  return { task: 'generate', prompt, ...PAGE, seed, ...drawing };
}

export function retouchRequest(seed: number, prompt: string): RetouchRequest {
  const { width, height } = PAGE;
  const picture = { width, height, rgba: new Uint8Array(width * height * 4).fill(200) };
  const values = new Uint8Array(width * height);
  for (let y = 16; y < 40; y += 1) values.fill(255, y * width + 10, y * width + 50);
  const regionMask = { width, height, values };
  return { task: 'retouch', prompt, picture, regionMask, feather: null, contextMargin: null, seed, ...drawing };
}
