/** The tools for the picture, in the order of the rail. */
export const toolNames = [
  'move',
  'marquee',
  'lasso',
  'wand',
  'thing',
  'brush',
  'eraser',
  'paintbrush',
  'pencil',
  'paint-eraser',
  'bucket',
  'gradient',
  'eyedropper',
  'text',
  'shape',
  'crop',
  'hand',
  'rotate',
] as const;
export type ToolName = (typeof toolNames)[number];
