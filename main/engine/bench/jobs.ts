/** The jobs that the rows measure, all with the same prompt, picture and seed. */
import type { DescribeRequest } from '../../../preload/contract/describing.ts';
import type { GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import type { CacheSettings } from '../../../preload/contract/speed.ts';

const SEED = 7;

function promptOf(manifest: Manifest): string {
  return manifest.examples[0] ?? 'a red circle on a yellow background';
}

function nativeOf(manifest: Manifest): { width: number; height: number } {
  const [native] = manifest.nativeSizes;
  if (native === undefined) throw new Error('A manifest names a native size.');
  return native;
}

function settingsOf(manifest: Manifest, steps: number, cache: CacheSettings | undefined) {
  // Guided, so that both branches are there, whatever the model's own default.
  const textGuidance = Math.max(1, manifest.defaults.textToImage.textGuidance);
  const { samplingTemperature } = manifest.defaults.textToImage;
  return { steps, textGuidance, samplingTemperature, ...(cache && { cache }) };
}

/**
 * A guided picture drawn from words.
 * @param times factor of the native size's sides
 */
export function wholePicture(manifest: Manifest, steps: number, cache?: CacheSettings, times = 1): GenerateRequest {
  const { width, height } = nativeOf(manifest);
  return {
    task: 'generate',
    prompt: promptOf(manifest),
    width: width * times,
    height: height * times,
    settings: settingsOf(manifest, steps, cache),
    seed: SEED,
  };
}

/** A grey ramp of the native size. Every turn has another one, since the codec keeps codes of recent pictures. */
function ramp(manifest: Manifest, turn: number): Raster {
  const { width, height } = nativeOf(manifest);
  const grey = (pixel: number) => ((pixel % width) + turn) & 255;
  const rgba = new Uint8Array(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : grey(i >> 2)));
  return { width, height, rgba };
}

/**
 * A retouch of the middle of a picture of the native size.
 * @param share redrawn share of its area, in whole cells
 */
export function retouchOf(
  manifest: Manifest,
  steps: number,
  share: number,
  cache?: CacheSettings,
  turn = 0,
): RetouchRequest {
  const picture = ramp(manifest, turn);
  const { patchSize } = manifest.codec;
  const side = (pixels: number) => Math.max(1, Math.round((pixels / patchSize) * Math.sqrt(share))) * patchSize;
  const [width, height] = [side(picture.width), side(picture.height)];
  const cell = (pixels: number, inside: number) => Math.floor((pixels - inside) / 2 / patchSize) * patchSize;
  const [left, top] = [cell(picture.width, width), cell(picture.height, height)];
  const values = new Uint8Array(picture.width * picture.height);
  for (let y = top; y < top + height; y++) values.fill(255, y * picture.width + left, y * picture.width + left + width);
  return {
    task: 'retouch',
    prompt: promptOf(manifest),
    picture,
    regionMask: { width: picture.width, height: picture.height, values },
    feather: null,
    // The whole picture is the context, so that only the share redrawn differs.
    contextMargin: 10,
    settings: settingsOf(manifest, steps, cache),
    seed: SEED,
  };
}

/**
 * A caption of as many tokens as steps, in one block.
 * @param confidenceThreshold absent means that every step takes one word
 */
export function caption(
  manifest: Manifest,
  steps: number,
  cache?: CacheSettings,
  turn = 0,
  confidenceThreshold?: number,
): DescribeRequest {
  const { samplingTemperature } = manifest.defaults.understanding;
  const settings = {
    ...{ steps, genLength: steps, blockLength: steps, samplingTemperature },
    ...(cache && { cache }),
    ...(confidenceThreshold !== undefined && { confidenceThreshold }),
  };
  return { task: 'caption', picture: ramp(manifest, turn), question: '', settings, seed: SEED };
}
