/** Names that the studio gives to what it makes, in English. They stay as they are when the language changes. */
export const nameWords = {
  names: {
    copy: '{name} copy',
    region: 'Region',
    paint: 'Paint {number}',
    shapes: { rectangle: 'Rectangle', ellipse: 'Ellipse', polygon: 'Polygon', line: 'Line' },
    mask: '{name} (mask)',
    recovered: '{name} (recovered)',
    unreadable: 'Unreadable project {id}',
  },
} as const;
