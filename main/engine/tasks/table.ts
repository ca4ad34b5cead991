/**
 * How every task is laid out for the model: its system prompt, the form of the user's turn and its input pictures. What
 * else a task is stands in preload/contract/tasks.ts. No other file of the engine contains a prompt.
 */
import type { predictKinds, TaskName } from '../../../preload/contract/tasks.ts';

/**
 * How an input picture becomes a grid: an `aligned` one matches the answer cell by cell, a `free` one keeps its own
 * shape.
 */
export type Placing = 'aligned' | 'free';

/** What the layout and the plans know of a task. */
export interface Task {
  readonly systemPrompt: string;
  /** `{prompt}` is the user's text, `{variant}` the phrase of the chosen variant. */
  readonly userText: string;
  /** Variants (kinds of the manifest's) by name, and the phrase that each puts into the user's turn. */
  readonly variants?: Readonly<Record<string, string>>;
  /** The pictures inside the user's turn, in order: none, one, or content and then style. */
  readonly pictures: readonly Placing[];
}

const DRAW = 'Generate an image according to the text prompt.';
const UNDERSTAND =
  'You are a multimodal model that can process both text and images. Answer the following question based on the ' +
  'provided images. Analyze each image and combine relevant details to answer.';
const STYLE = 'Transform the current image into the style of the provided image.';

const fromWords = { systemPrompt: DRAW, userText: '{prompt}', pictures: [] } as const;
const understanding = { systemPrompt: UNDERSTAND, pictures: ['free'] } as const;

const predicted: Record<(typeof predictKinds)[number], string> = {
  canny: 'canny edge map',
  hed: 'hed edge map',
  depth: 'depth map',
  pose: 'pose estimation map',
  normal: 'normal map',
  segmentation: 'sam2 mask',
};

/** All tasks by name. */
export const tasks: Readonly<Record<TaskName, Task>> = {
  generate: fromWords,
  retouch: fromWords,
  extend: fromWords,
  vary: fromWords,
  sketch: fromWords,
  mix: fromWords,
  edit: {
    systemPrompt: 'Generate an image applying the following editing instruction based on the original image.',
    userText: '{prompt}',
    pictures: ['aligned'],
  },
  subject: {
    systemPrompt: 'Generate an image according to the text prompt and the given object image.',
    userText: '{prompt}',
    pictures: ['free'],
  },
  control: {
    systemPrompt: 'Generate an image according to the text prompt and the given control image.',
    // The user's turn does not name the kind of the control picture.
    userText: '{prompt}',
    pictures: ['aligned'],
  },
  // The reference draws in the shape of the last input picture, which is the style's.
  style: { systemPrompt: STYLE, userText: STYLE, pictures: ['free', 'aligned'] },
  predict: {
    systemPrompt: 'Perform dense prediction on the given images.',
    userText: 'Generate a {variant} according to the image.',
    variants: predicted,
    pictures: ['aligned'],
  },
  views: {
    systemPrompt: 'Generate a view-image based on the given image.',
    userText: 'Generate the {variant} view based on the provided front view.',
    pictures: ['free'],
  },
  caption: { ...understanding, userText: 'Describe the image.' },
  ask: { ...understanding, userText: '{prompt}' },
};

/** The user's turn of a task. A variant without a listed phrase stands for itself, such as the view "left". */
export function userTextOf(task: Task, prompt: string, variant = ''): string {
  const phrase = task.variants?.[variant] ?? variant;
  return task.userText.replaceAll(/\{(prompt|variant)\}/g, (_, slot) => (slot === 'prompt' ? prompt : phrase));
}
