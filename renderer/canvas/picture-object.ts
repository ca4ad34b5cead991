import { FabricObject } from 'fabric';
import type { Layer, PictureLayer } from '../../preload/contract/document.ts';
import type { LayerContent } from './draw-layer.ts';

/** CSS pixels from a layer's edge to the handle that turns it: within the margin around a fitted page. */
const TURN_REACH = 22;

/** One picture on the Fabric canvas, which gives it its handles. The picture itself is drawn by draw-layer.ts. */
export class PictureObject extends FabricObject {
  readonly layerId: string;
  content: LayerContent = { kind: 'loading' };

  constructor(layer: PictureLayer) {
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
    this.layerId = layer.id;
    const turn = this.controls.mtr;
    if (turn !== undefined) turn.offsetY = -TURN_REACH;
  }

  /**
   * @param shown false as well where a group around it is hidden
   * @param held whether a lock, of a group around it as well, keeps it in its place
   */
  show(layer: PictureLayer, shown: boolean, held: boolean): void {
    this.set({
      left: layer.x,
      top: layer.y,
      width: layer.width,
      height: layer.height,
      scaleX: layer.scaleX,
      scaleY: layer.scaleY,
      angle: layer.angle,
      visible: shown,
      lockMovementX: held,
      lockMovementY: held,
      lockScalingX: held,
      lockScalingY: held,
      lockRotation: held,
    });
    this.setCoords();
  }

  /** A layer where a hand has it now: the document follows when the hand lets go. */
  placed(layer: Layer): Layer {
    const { left, top, scaleX, scaleY, angle } = this;
    return layer.kind === 'picture' ? { ...layer, x: left, y: top, scaleX, scaleY, angle } : layer;
  }

  /** The layers come to the screen together, as one picture: page-buffer.ts. */
  override render(): void {}
}
