type Context = OffscreenCanvasRenderingContext2D;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a stand-in for a picture that is missing.
 * @param sentence the reason; null while the picture is loading
 */
export function drawPlaceholder(context: Context, { width, height }: Size, sentence: string | null): void {
  context.fillStyle = sentence === null ? 'rgba(128, 128, 128, 0.12)' : 'rgba(52, 54, 60, 0.92)';
  context.fillRect(0, 0, width, height);
  if (sentence !== null) drawSentence(context, sentence, width, height);
}

const LINES = 3;

/** Fills the box with words in up to three lines, as large as fits. */
function drawSentence(context: Context, sentence: string, width: number, height: number): void {
  const font = (size: number) => `${size}px system-ui, sans-serif`;
  context.font = font(100);
  const longest = Math.ceil(sentence.length / LINES);
  const lines = wrap(sentence, longest + 6);
  const widest = Math.max(...lines.map((line) => context.measureText(line).width));
  const size = Math.min((100 * width * 0.85) / widest, (height * 0.7) / (LINES * 1.4), width * 0.06);
  context.font = font(size);
  context.fillStyle = '#f2f3f5';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  lines.forEach((line, i) => {
    context.fillText(line, width / 2, height / 2 + (i - (lines.length - 1) / 2) * size * 1.4);
  });
}

function wrap(sentence: string, longest: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
