/**
 * Every task of the model as data: its system prompt, the form of the user's turn, its input pictures, its answer, and
 * the reference's guidance. No other file of the engine contains a prompt.
 */
import type { predictKinds, TaskName } from '../../../preload/contract/manifest.ts';

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
  /** `picture`: every cell is drawn. `region`: some cells of a given picture are drawn again. */
  readonly answer: 'picture' | 'region' | 'text';
  /** Default scales in the reference's convention, off at 0. `image` is null where no picture comes in. */
  readonly guidance: { readonly text: number; readonly image: number | null };
}

const DRAW = 'Generate an image according to the text prompt.';
const UNDERSTAND =
  'You are a multimodal model that can process both text and images. Answer the following question based on the ' +
  'provided images. Analyze each image and combine relevant details to answer.';
const STYLE = 'Transform the current image into the style of the provided image.';

const words = { pictures: [], guidance: { text: 4, image: null } } as const;
const fromPicture = { answer: 'picture', guidance: { text: 2.5, image: 4 } } as const;
const understanding = {
  systemPrompt: UNDERSTAND,
  pictures: ['free'],
  answer: 'text',
  guidance: { text: 0, image: null },
} as const;

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
  generate: { ...words, systemPrompt: DRAW, userText: '{prompt}', answer: 'picture' },
  retouch: { ...words, systemPrompt: DRAW, userText: '{prompt}', answer: 'region' },
  extend: { ...words, systemPrompt: DRAW, userText: '{prompt}', answer: 'region' },
  vary: { ...words, systemPrompt: DRAW, userText: '{prompt}', answer: 'region' },
  mix: { ...words, systemPrompt: DRAW, userText: '{prompt}', answer: 'region' },
  edit: {
    ...fromPicture,
    systemPrompt: 'Generate an image applying the following editing instruction based on the original image.',
    userText: '{prompt}',
    pictures: ['aligned'],
    answer: 'region',
  },
  subject: {
    ...fromPicture,
    systemPrompt: 'Generate an image according to the text prompt and the given object image.',
    userText: '{prompt}',
    pictures: ['free'],
  },
  control: {
    ...fromPicture,
    systemPrompt: 'Generate an image according to the text prompt and the given control image.',
    // The user's turn does not name the kind of the control picture.
    userText: '{prompt}',
    pictures: ['aligned'],
  },
  // The reference draws in the shape of the last input picture, which is the style's.
  style: { ...fromPicture, systemPrompt: STYLE, userText: STYLE, pictures: ['free', 'aligned'] },
  predict: {
    ...fromPicture,
    systemPrompt: 'Perform dense prediction on the given images.',
    userText: 'Generate a {variant} according to the image.',
    variants: predicted,
    pictures: ['aligned'],
  },
  views: {
    ...fromPicture,
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
