import { FabricObject } from 'fabric';
import type { Layer, PixelLayer } from '../../preload/contract/document.ts';
import { hasPixels } from '../document/layer-tree.ts';
import type { LayerContent } from './draw-layer.ts';

/**
 * The distance from a layer's edge to its rotation handle, in CSS pixels. It is less than the margin around a fitted
 * page.
 */
const TURN_REACH = 22;

/** One picture on the Fabric canvas, which provides its handles. The picture itself is drawn by draw-layer.ts. */
export class PictureObject extends FabricObject {
  readonly layerId: string;
  content: LayerContent = { kind: 'loading' };

  constructor(layer: PixelLayer) {
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
   * @param shown false where the layer or a group around it is hidden
   * @param held whether a lock of the layer or of a group around it keeps it in its place
   */
  show(layer: PixelLayer, shown: boolean, held: boolean): void {
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

  /** The layer at its place under the hand. The document follows when the hand lets go. */
  placed(layer: Layer): Layer {
    const { left, top, scaleX, scaleY, angle } = this;
    return hasPixels(layer) ? { ...layer, x: left, y: top, scaleX, scaleY, angle } : layer;
  }

  /** This draws nothing, since page-buffer.ts draws all layers as one picture. */
  override render(): void {}
}
