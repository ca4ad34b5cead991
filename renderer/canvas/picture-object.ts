import { FabricObject } from 'fabric';
import type { Layer } from '../../preload/contract/document.ts';

/** What a layer shows: its picture, nothing yet, or the sentence that says why there is none. */
export type PictureContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'picture'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'damaged'; readonly message: string };

/** Above this many screen pixels a picture pixel shows as a square, to judge edges. */
const SQUARES_FROM = 6;

/** One layer on the Fabric canvas. Knows its layer's id; everything else is told to it. */
export class PictureObject extends FabricObject {
  readonly layerId: string;
  content: PictureContent = { kind: 'loading' };
  /** Pictures end where the page ends; handles do not. */
  page: { readonly width: number; readonly height: number } = { width: 0, height: 0 };

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
      transparentCorners: false,
      borderScaleFactor: 1.5,
    });
    this.layerId = layerId;
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

  override render(context: CanvasRenderingContext2D): void {
    context.save();
    context.beginPath();
    context.rect(0, 0, this.page.width, this.page.height);
    context.clip();
    super.render(context);
    context.restore();
  }

  /** Called with the origin in the object's middle, one unit a picture pixel. */
  override _render(context: CanvasRenderingContext2D): void {
    const { width, height } = this;
    if (this.content.kind === 'picture') {
      const zoom = (this.canvas?.getZoom() ?? 1) * Math.min(this.scaleX, this.scaleY);
      context.imageSmoothingEnabled = zoom < SQUARES_FROM || this.scaleX !== 1 || this.scaleY !== 1;
      context.imageSmoothingQuality = 'high';
      context.drawImage(this.content.bitmap, -width / 2, -height / 2, width, height);
      return;
    }
    context.fillStyle = this.content.kind === 'loading' ? 'rgba(128, 128, 128, 0.12)' : 'rgba(128, 128, 128, 0.28)';
    context.fillRect(-width / 2, -height / 2, width, height);
    if (this.content.kind === 'damaged') drawSentence(context, this.content.message, width, height);
  }
}

function drawSentence(context: CanvasRenderingContext2D, sentence: string, width: number, height: number): void {
  context.strokeStyle = 'rgba(128, 128, 128, 0.8)';
  context.lineWidth = Math.max(1, Math.min(width, height) / 200);
  context.strokeRect(-width / 2, -height / 2, width, height);
  context.font = '100px system-ui, sans-serif';
  const size = Math.min((100 * width * 0.85) / context.measureText(sentence).width, height * 0.12);
  context.font = `${size}px system-ui, sans-serif`;
  context.fillStyle = 'rgba(40, 40, 40, 0.9)';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(sentence, 0, 0);
}
