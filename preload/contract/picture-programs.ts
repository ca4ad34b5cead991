/** Programs that write into a PNG from which words they drew it, by the names that their makers gave them. */
export const picturePrograms = {
  studio: 'DiMOO Studio',
  webUi: 'Stable Diffusion web UI',
  comfy: 'ComfyUI',
  invoke: 'InvokeAI',
  novel: 'NovelAI',
} as const;
