/** What a request conditions the model on: its words, and how closely to follow them. */
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { drawDefaults } from '../../../preload/contract/model-tasks.ts';
import type { Guidance } from '../sampler/guidance.ts';
import type { Prefixes } from './layout.ts';
import { tasks } from './table.ts';

/** The prompt of a request; empty for tasks that take none. */
export function promptOf(request: DrawRequest): string {
  return 'prompt' in request ? request.prompt : '';
}

/** The words of a request, for a layout. */
export function wordsOf(request: DrawRequest) {
  return {
    task: tasks[request.task],
    prompt: promptOf(request),
    variant: 'variant' in request ? request.variant : undefined,
    negativePrompt: request.settings.negativePrompt?.trim(),
  };
}

/**
 * The guidance scales of a request. The image scale applies only where a picture comes in as a condition. Where the
 * request has none, the model's default applies.
 */
export function guidanceOf({ task, settings }: DrawRequest, manifest: Manifest): Guidance {
  const { imageGuidance } = drawDefaults(manifest, task);
  const image = imageGuidance === undefined ? null : (settings.imageGuidance ?? imageGuidance);
  return { text: settings.textGuidance, image };
}

/** Tokens of words that a model takes beside a picture of its own size, as many as the reference was trained with. */
const ROOM_FOR_WORDS = 1024;

/**
 * The longest sequence, in tokens, that a model takes. The reference's max_sequence_length is no limit. It is the
 * first size of the table of rotation angles, which grows with the sequence: the released checkpoint says 4096 and
 * draws 1024x1024, which is 4160 tokens without a prompt. A model has learned its own picture sizes beside some words.
 */
export function longestSequence({ nativeSizes, codec, transformer }: Manifest): number {
  const pictures = nativeSizes.map(({ width, height }) => {
    const rows = Math.ceil(height / codec.patchSize);
    return rows * (Math.ceil(width / codec.patchSize) + 1);
  });
  return Math.max(transformer.maxSequenceLength, ROOM_FOR_WORDS + Math.max(0, ...pictures));
}

/**
 * Checks the length of the longest branch.
 * @param answer tokens of the answer part
 * @param code the sentence that says what can be done about it
 * @throws StudioError 'bad-request' where the sequence is too long for the model
 */
export function checkLength(
  { conditional, unconditionalText }: Prefixes,
  answer: number,
  manifest: Manifest,
  code: 'drawing.too-long' | 'answer.too-long',
): void {
  const tokens = Math.max(conditional.length, unconditionalText.length) + answer;
  const most = longestSequence(manifest);
  if (tokens <= most) return;
  throw StudioError.of(code, { tokens, most });
}
