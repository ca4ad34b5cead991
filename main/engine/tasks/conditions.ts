/** What a request asks of the model: its words, and how closely to follow them. */
import type { DrawRequest } from '../../../preload/contract/engine.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { drawDefaults } from '../../../preload/contract/tasks.ts';
import type { Guidance } from '../sampler/guidance.ts';
import type { Prefixes } from './layout.ts';
import { tasks } from './table.ts';

/** Tasks that say everything themselves have no prompt. */
export function promptOf(request: DrawRequest): string {
  return 'prompt' in request ? request.prompt : '';
}

/** What the request says, for a layout. */
export function wordsOf(request: DrawRequest) {
  return {
    task: tasks[request.task],
    prompt: promptOf(request),
    variant: 'variant' in request ? request.variant : undefined,
    negativePrompt: request.settings.negativePrompt?.trim(),
  };
}

/** The image scale counts only where a picture comes in; where the request has none, the model's. */
export function guidanceOf({ task, settings }: DrawRequest, manifest: Manifest): Guidance {
  const { image } = tasks[task].guidance;
  const own = settings.imageGuidance ?? drawDefaults(manifest, task).imageGuidance;
  return { text: settings.textGuidance, image: image === null ? null : (own ?? image) };
}

/** Beside a picture of its own size a model takes as many tokens of words as the reference was trained with. */
const ROOM_FOR_WORDS = 1024;

/**
 * The reference's max_sequence_length is no limit: it says how long the table of angles is at first, which grows
 * with the sequence (the released checkpoint says 4096 and draws 1024x1024, which is 4160 tokens without a word).
 * What a model has learned is its own picture beside some words.
 */
export function longestSequence({ nativeSizes, codec, transformer }: Manifest): number {
  const pictures = nativeSizes.map(({ width, height }) => {
    const rows = Math.ceil(height / codec.patchSize);
    return rows * (Math.ceil(width / codec.patchSize) + 1);
  });
  return Math.max(transformer.maxSequenceLength, ROOM_FOR_WORDS + Math.max(0, ...pictures));
}

/** @throws StudioError 'bad-request' where the longest branch is beyond the model */
export function checkLength(
  { conditional, unconditionalText }: Prefixes,
  answer: number,
  manifest: Manifest,
  instead = 'ask for a smaller picture or a shorter prompt',
): void {
  const tokens = Math.max(conditional.length, unconditionalText.length) + answer;
  const most = longestSequence(manifest);
  if (tokens <= most) return;
  throw new StudioError('bad-request', `This needs ${tokens} tokens, and the model takes ${most}; ${instead}.`);
}
