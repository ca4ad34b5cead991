/** Names that the studio gives to what it makes, in English. They stay as they are when the language changes. */
export const nameWords = {
  names: {
    copy: '{name} copy',
    region: 'Region',
    paint: 'Paint {number}',
    shapes: { rectangle: 'Rectangle', ellipse: 'Ellipse', polygon: 'Polygon', line: 'Line' },
    fills: { solid: 'Colour fill', gradient: 'Gradient fill' },
    adjustments: {
      'brightness-contrast': 'Brightness and contrast',
      levels: 'Levels',
      'hue-saturation': 'Hue and saturation',
      invert: 'Inverted colours',
    },
    mask: '{name} (mask)',
    recovered: '{name} (recovered)',
    broughtIn: '{name} (brought in)',
    unreadable: 'Unreadable project {id}',
  },
} as const;
