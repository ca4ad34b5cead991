/**
 * Every task of the model as data: what the system prompt says, where the user's words go, how many
 * pictures come in, what comes out, and the guidance that the reference uses. Nothing else in the
 * engine knows a prompt by heart.
 */
import type { controlKinds, predictKinds, TaskName } from '../../../preload/contract/manifest.ts';

/**
 * How an input picture is brought to a grid: `aligned` lies cell by cell under the answer, `free`
 * only has its own shape.
 */
export type Placing = 'aligned' | 'free';

export interface Task {
  readonly systemPrompt: string;
  /** `{prompt}` is the user's text, `{variant}` the phrase of the chosen variant. */
  readonly userText: string;
  /** Variants by name, and the phrase that each puts into the user's turn. */
  readonly variants?: Readonly<Record<string, string>>;
  /** The pictures inside the user's turn, in order: none, one, or content and then style. */
  readonly pictures: readonly Placing[];
  /** `picture`: every cell is drawn; `region`: the cells of a picture, some of them drawn anew. */
  readonly answer: 'picture' | 'region' | 'text';
  /** Reference convention, off at 0; `image` is null where no picture comes in. */
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
/** The control picture speaks for itself: its kind is not said. */
const controls: Record<(typeof controlKinds)[number], string> = { canny: '', hed: '', depth: '', pose: '' };

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
    userText: '{prompt}',
    variants: controls,
    pictures: ['aligned'],
  },
  // The reference draws in the shape of the picture that it saw last: the style's.
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

/** The user's turn of a task. A variant without a listed phrase stands for itself ("left" view). */
export function userTextOf(task: Task, prompt: string, variant = ''): string {
  const phrase = task.variants?.[variant] ?? variant;
  return task.userText.replaceAll(/\{(prompt|variant)\}/g, (_, slot) => (slot === 'prompt' ? prompt : phrase));
}
