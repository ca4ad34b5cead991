import type { TextStyle } from '../../preload/contract/drawn-layers.ts';
import type { TextLook } from '../document/text-layers.ts';
import { contextOf } from './pictures.ts';

/** Where the lines of a text lie in its box. Fabric lays them out alike while the artist types. */

export interface TextLayout {
  readonly lines: readonly { readonly text: string; readonly x: number; readonly baseline: number }[];
  /** The size of the box, in whole pixels. */
  readonly width: number;
  readonly height: number;
}

/** Fabric's measures of a line: its height in sizes of the font, and how much of that lies below the baseline. */
const LINE = 1.13;
const BELOW = 0.222;

/** A missing font is shown as this one. */
const FALLBACK = 'sans-serif';

export function fontOf({ family, size, bold, italic }: TextStyle): string {
  return `${italic ? 'italic ' : ''}${bold ? 'bold ' : ''}${size}px ${familyOf(family)}`;
}

/** The family with its fallback, as CSS names it. */
export function familyOf(family: string): string {
  return `"${family.replaceAll(/["\\]/g, '')}", ${FALLBACK}`;
}

/** Layers are never changed in place, so each is laid out once. */
const known = new WeakMap<TextLook, TextLayout>();

export function layoutOf(text: TextLook): TextLayout {
  const found = known.get(text) ?? layOut(text, measureOf(text.style));
  known.set(text, found);
  return found;
}

let measuring: OffscreenCanvasRenderingContext2D | null = null;

function measureOf(style: TextStyle): (line: string) => number {
  measuring ??= contextOf(new OffscreenCanvas(1, 1));
  const context = measuring;
  const font = fontOf(style);
  return (line) => {
    context.font = font;
    return context.measureText(line).width;
  };
}

/** @param widthOf the width of a line in pixels */
export function layOut({ text, style, wraps, width }: TextLook, widthOf: (line: string) => number): TextLayout {
  const paragraphs = text.split(/\r?\n/);
  const lines = wraps ? paragraphs.flatMap((paragraph) => broken(paragraph, width, widthOf)) : paragraphs;
  const widths = lines.map(widthOf);
  const longest = Math.max(1, Math.ceil(Math.max(...widths)));
  const across = wraps ? Math.max(width, longest) : longest;
  const share = { left: 0, center: 0.5, right: 1 }[style.align];
  const height = LINE * style.size;
  return {
    lines: lines.map((line, at) => ({
      text: line,
      x: share * (across - (widths[at] ?? 0)),
      baseline: at * height * style.lineHeight + height * (1 - BELOW),
    })),
    width: across,
    height: Math.max(1, Math.ceil(height * (1 + (lines.length - 1) * style.lineHeight))),
  };
}

/** Breaks a paragraph at its spaces. A word that is longer than a line has a line of its own. */
function broken(paragraph: string, width: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of paragraph.split(/[ \t]/)) {
    const longer: string = line === null ? word : `${line} ${word}`;
    if (line === null || widthOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line ?? ''];
}
