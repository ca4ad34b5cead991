/**
 * Every task of the model as data: what the system prompt says, where the user's words go, how many
 * pictures come in, what comes out, and the guidance that the reference uses. Nothing else in the
 * engine knows a prompt by heart.
 */
import type { TaskName } from '../../../preload/contract/manifest.ts';

export interface Task {
  readonly systemPrompt: string;
  /** `{prompt}` is the user's text, `{variant}` the phrase of the chosen variant. */
  readonly userText: string;
  /** Variants by name, and the phrase that each puts into the user's turn. */
  readonly variants?: Readonly<Record<string, string>>;
  /** Input pictures inside the user's turn: none, one, or content and then style. */
  readonly pictures: 0 | 1 | 2;
  readonly answer: 'picture' | 'text';
  /** Reference convention, off at 0; `image` is null where no picture comes in. */
  readonly guidance: { readonly text: number; readonly image: number | null };
}

const DRAW = 'Generate an image according to the text prompt.';
const UNDERSTAND =
  'You are a multimodal model that can process both text and images. Answer the following question based on the ' +
  'provided images. Analyze each image and combine relevant details to answer.';
const STYLE = 'Transform the current image into the style of the provided image.';

const drawing: Task = {
  systemPrompt: DRAW,
  userText: '{prompt}',
  pictures: 0,
  answer: 'picture',
  guidance: { text: 4, image: null },
};

const fromPicture = { pictures: 1, answer: 'picture', guidance: { text: 2.5, image: 4 } } as const;
const understanding = { pictures: 1, answer: 'text', guidance: { text: 0, image: null } } as const;

export const tasks: Readonly<Record<TaskName, Task>> = {
  generate: drawing,
  retouch: drawing,
  extend: drawing,
  edit: {
    ...fromPicture,
    systemPrompt: 'Generate an image applying the following editing instruction based on the original image.',
    userText: '{prompt}',
  },
  predict: {
    ...fromPicture,
    systemPrompt: 'Perform dense prediction on the given images.',
    userText: 'Generate a {variant} according to the image.',
    variants: {
      canny: 'canny edge map',
      hed: 'hed edge map',
      depth: 'depth map',
      openpose: 'pose estimation map',
      normal: 'normal map',
      sam2mask: 'sam2 mask',
    },
  },
  control: {
    ...fromPicture,
    systemPrompt: 'Generate an image according to the text prompt and the given control image.',
    userText: '{prompt}',
    variants: { canny: '', hed: '', depth: '', openpose: '' },
  },
  subject: {
    ...fromPicture,
    systemPrompt: 'Generate an image according to the text prompt and the given object image.',
    userText: '{prompt}',
  },
  views: {
    ...fromPicture,
    systemPrompt: 'Generate a view-image based on the given image.',
    userText: 'Generate the {variant} view based on the provided front view.',
  },
  style: { ...fromPicture, systemPrompt: STYLE, userText: STYLE, pictures: 2 },
  caption: { ...understanding, systemPrompt: UNDERSTAND, userText: 'Describe the image.' },
  ask: { ...understanding, systemPrompt: UNDERSTAND, userText: '{prompt}' },
};

/** The user's turn of a task. A variant without a listed phrase stands for itself ("left" view). */
export function userTextOf(task: Task, prompt: string, variant = ''): string {
  const phrase = task.variants?.[variant] ?? variant;
  return task.userText.replaceAll(/\{(prompt|variant)\}/g, (_, slot) => (slot === 'prompt' ? prompt : phrase));
}
