/** Text and shapes on the page, and how they look. */
export const drawnWords = {
  text: {
    field: 'Text on the page',
    family: 'Font',
    size: 'Font size',
    bold: 'Bold',
    italic: 'Italic',
    align: 'Alignment',
    aligns: { left: 'Left', center: 'Centred', right: 'Right' },
    lineHeight: 'Line height',
    colour: 'Colour of the text',
    says: 'Click to write, or drag a box. Escape or Ctrl+Enter ends it.',
    missing: 'The font “{family}” is not on this computer, so “{layer}” is shown in another one.',
  },
} as const;
