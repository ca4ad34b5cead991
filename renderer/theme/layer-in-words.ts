import type { StudioWords } from '../../preload/words/index.ts';

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly visible: boolean;
}

interface Picture extends Named<'picture' | 'paint' | 'text' | 'shape'> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly angle: number;
}

type Layer = Picture | Named<'group'> | Named<'fill'> | Named<'adjustment'> | Named<'unreadable'>;

/** The layer as a screen reader says it: its number and name, and its place in whole page pixels. */
export function layerInWords(words: StudioWords['canvas'], layer: Layer, number: number, of: number): string {
  const called = { number, of, name: layer.name, visible: layer.visible ? 'yes' : 'no' };
  if (layer.kind === 'group') return words.group(called);
  if (layer.kind === 'fill') return words.fill(called);
  if (layer.kind === 'adjustment') return words.adjustment(called);
  if (layer.kind === 'unreadable') return words.unreadableLayer(called);
  return words.layer({
    ...called,
    x: whole(layer.x),
    y: whole(layer.y),
    width: whole(layer.width * layer.scaleX),
    height: whole(layer.height * layer.scaleY),
    angle: whole(layer.angle),
  });
}

/** Rounds, and avoids a negative zero. */
function whole(value: number): number {
  return Math.round(value) + 0;
}
