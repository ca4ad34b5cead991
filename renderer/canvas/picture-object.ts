import { FabricObject } from 'fabric';
import type { Layer } from '../../preload/contract/document.ts';

/** What a layer shows: its picture, nothing yet, or the sentence that says why there is none. */
export type PictureContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'picture'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'damaged'; readonly message: string };

/** CSS pixels from a layer's edge to the handle that turns it: within the margin around a fitted page. */
const TURN_REACH = 22;

/** One layer on the Fabric canvas. Knows its layer's id; everything else is told to it. */
export class PictureObject extends FabricObject {
  readonly layerId: string;
  content: PictureContent = { kind: 'loading' };

  constructor(layerId: string) {
    super({
      originX: 'left',
      originY: 'top',
      objectCaching: false,
      strokeWidth: 0,
      lockScalingFlip: true,
      lockSkewingX: true,
      lockSkewingY: true,
      minScaleLimit: 0.001,
      borderColor: '#4c8dff',
      cornerColor: '#ffffff',
      cornerStrokeColor: '#4c8dff',
      cornerSize: 10,
      touchCornerSize: 28,
      cornerStyle: 'circle',
      transparentCorners: false,
      borderScaleFactor: 1.5,
    });
    this.layerId = layerId;
    const turn = this.controls.mtr;
    if (turn !== undefined) turn.offsetY = -TURN_REACH;
  }

  show(layer: Layer): void {
    this.set({
      left: layer.x,
      top: layer.y,
      width: layer.width,
      height: layer.height,
      scaleX: layer.scaleX,
      scaleY: layer.scaleY,
      angle: layer.angle,
      opacity: layer.opacity,
      visible: layer.visible,
    });
    this.setCoords();
  }

  /** The layers come to the screen together, as one picture: page-buffer.ts. */
  override render(): void {}

  paint(context: OffscreenCanvasRenderingContext2D): void {
    // Fabric knows of one kind of context; what it calls here both have.
    super.render(context as unknown as CanvasRenderingContext2D);
  }

  /** Called with the origin in the object's middle, one unit a picture pixel. */
  override _render(context: CanvasRenderingContext2D): void {
    const { width, height } = this;
    if (this.content.kind === 'picture') {
      // A picture that is held smaller than it is has no pixels to show as squares.
      const whole = this.content.bitmap.width === width;
      context.imageSmoothingEnabled = !whole || this.scaleX !== 1 || this.scaleY !== 1 || this.angle !== 0;
      context.imageSmoothingQuality = 'high';
      context.drawImage(this.content.bitmap, -width / 2, -height / 2, width, height);
      return;
    }
    const damaged = this.content.kind === 'damaged';
    context.fillStyle = damaged ? 'rgba(52, 54, 60, 0.92)' : 'rgba(128, 128, 128, 0.12)';
    context.fillRect(-width / 2, -height / 2, width, height);
    if (this.content.kind === 'damaged') drawSentence(context, this.content.message, width, height);
  }
}

const LINES = 3;

/** Fills the place of a picture with words, in up to three lines, as large as fits. */
function drawSentence(context: CanvasRenderingContext2D, sentence: string, width: number, height: number): void {
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
    context.fillText(line, 0, (i - (lines.length - 1) / 2) * size * 1.4);
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
