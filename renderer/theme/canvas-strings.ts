interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly visible: boolean;
}

interface Picture extends Named<'picture'>, Frame {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly angle: number;
}

type Layer = Picture | Named<'group'> | Named<'unreadable'>;

/** What a screen reader says of the picture. */
export const canvasWords = {
  label: 'Canvas',
  page: (width: number, height: number) => `The page is ${width} by ${height} pixels.`,
  layers: (count: number) => (count === 0 ? 'No layers.' : count === 1 ? 'One layer.' : `${count} layers.`),
  paintedPart: 'A part is painted.',
  keys: 'Page Up and Page Down choose a layer, arrow keys move it, R begins a rectangle to paint.',
  rectangle: ({ x, y, width, height }: Frame) =>
    `Rectangle of ${width} by ${height} pixels at ${x}, ${y}. Enter paints it, Escape drops it.`,
  painted: 'The rectangle is painted.',
} as const;

/** Which layer it is, and where it lies. */
export function layerInWords(layer: Layer, number: number, of: number): string {
  const { name, visible } = layer;
  const called = `“${name}”${visible ? '' : ', hidden'}`;
  if (layer.kind === 'group') return `Group ${number} of ${of}, ${called}`;
  if (layer.kind === 'unreadable')
    return `Layer ${number} of ${of}, ${called}, of a kind that this studio does not know`;
  const { x, y, width, height, scaleX, scaleY, angle } = layer;
  return [
    `Layer ${number} of ${of}, ${called}`,
    `at ${whole(x)}, ${whole(y)}`,
    `${whole(width * scaleX)} by ${whole(height * scaleY)} pixels`,
    ...(angle === 0 ? [] : [`turned ${whole(angle)} degrees`]),
  ].join(', ');
}

function whole(value: number): number {
  return Math.round(value) + 0;
}
