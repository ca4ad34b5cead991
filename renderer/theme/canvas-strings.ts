interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Layer extends Frame {
  readonly name: string;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly angle: number;
  readonly visible: boolean;
}

/** What a screen reader says of the picture. */
export const canvasWords = {
  label: 'Canvas',
  page: (width: number, height: number) => `The page is ${width} by ${height} pixels.`,
  layers: (count: number) => (count === 0 ? 'No layers.' : count === 1 ? 'One layer.' : `${count} layers.`),
  paintedPart: 'A part is painted.',
  keys: 'Page Up and Page Down choose a layer, arrow keys move it, R begins a rectangle to paint.',
  layer: ({ name, x, y, width, height, scaleX, scaleY, angle, visible }: Layer, number: number, of: number) =>
    [
      `Layer ${number} of ${of}, “${name}”${visible ? '' : ', hidden'}`,
      `at ${whole(x)}, ${whole(y)}`,
      `${whole(width * scaleX)} by ${whole(height * scaleY)} pixels`,
      ...(angle === 0 ? [] : [`turned ${whole(angle)} degrees`]),
    ].join(', '),
  rectangle: ({ x, y, width, height }: Frame) =>
    `Rectangle of ${width} by ${height} pixels at ${x}, ${y}. Enter paints it, Escape drops it.`,
  painted: 'The rectangle is painted.',
} as const;

function whole(value: number): number {
  return Math.round(value) + 0;
}
