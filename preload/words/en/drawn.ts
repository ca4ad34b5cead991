/** Text and shapes on the page, and how they look. */
export const drawnWords = {
  text: {
    field: 'Text on the page',
    family: 'Font',
    /** Letters that show what a font looks like. */
    sample: 'Aag',
    size: 'Font size',
    bold: 'Bold',
    italic: 'Italic',
    align: 'Alignment',
    aligns: { left: 'Left', center: 'Centred', right: 'Right' },
    lineHeight: 'Line height',
    colour: 'Colour of the text',
    says: 'Click to write, or drag a box. Escape or Ctrl+Enter ends it.',
    cut: 'A text holds up to {most, number} letters, so the end was left out.',
    beside: 'A text begins on the page.',
    missing: 'The font “{family}” is not on this computer, so “{layer}” is shown in another one.',
  },
  shape: {
    form: 'Form',
    forms: { rectangle: 'Rectangle', ellipse: 'Ellipse', polygon: 'Polygon', line: 'Line' },
    fill: 'Fill',
    fillColour: 'Colour of the fill',
    stroke: 'Stroke',
    strokeColour: 'Colour of the stroke',
    strokeWidth: 'Width',
    radius: 'Corners',
    sides: 'Sides',
    says: 'Drag to draw. Shift keeps the sides alike, Alt draws from the middle.',
  },
} as const;
