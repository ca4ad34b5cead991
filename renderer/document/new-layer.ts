import type {
  AdjustmentLayer,
  FillLayer,
  GroupLayer,
  PaintLayer,
  PictureLayer,
  ShapeLayer,
  TextLayer,
} from '../../preload/contract/document.ts';

/** Makes new layers. They lie on the page itself, are visible and unchanged, and have no locks. */

const PLAIN = {
  parentId: null,
  visible: true,
  opacity: 1,
  blendMode: 'normal',
  locks: { all: false, position: false, transparency: false },
  mask: null,
} as const;

const UPRIGHT = { kind: 'picture', ...PLAIN, angle: 0 } as const;

/** The fields that a new picture needs. */
export type NewPicture = Omit<PictureLayer, keyof typeof UPRIGHT> & Partial<Omit<PictureLayer, 'kind'>>;

export function pictureLayer(layer: NewPicture): PictureLayer {
  return { ...UPRIGHT, ...layer };
}

/** A paint layer without paint. */
export function paintLayer(
  layer: Pick<PaintLayer, 'id' | 'name' | 'width' | 'height'> & Partial<PaintLayer>,
): PaintLayer {
  return {
    ...PLAIN,
    angle: 0,
    x: 0,
    y: 0,
    scaleX: 1,
    scaleY: 1,
    generationId: null,
    tiles: [],
    ...layer,
    kind: 'paint',
  };
}

/** A text that has no words yet. */
export function textLayer(
  layer: Pick<TextLayer, 'id' | 'style' | 'wraps' | 'x' | 'y'> & Partial<TextLayer>,
): TextLayer {
  const place = { angle: 0, scaleX: 1, scaleY: 1, width: 1, height: 1 };
  return { ...PLAIN, ...place, name: '', text: '', generationId: null, ...layer, kind: 'text' };
}

export function shapeLayer(
  layer: Pick<ShapeLayer, 'id' | 'name' | 'style' | 'x' | 'y' | 'width' | 'height'> & Partial<ShapeLayer>,
): ShapeLayer {
  return { ...PLAIN, angle: 0, scaleX: 1, scaleY: 1, generationId: null, ...layer, kind: 'shape' };
}

export function groupLayer(group: Pick<GroupLayer, 'id' | 'name'> & Partial<Omit<GroupLayer, 'kind'>>): GroupLayer {
  return { kind: 'group', ...PLAIN, generationId: null, ...group };
}

export function fillLayer(layer: Pick<FillLayer, 'id' | 'name' | 'fill'> & Partial<FillLayer>): FillLayer {
  return { ...PLAIN, generationId: null, ...layer, kind: 'fill' };
}

export function adjustmentLayer(
  layer: Pick<AdjustmentLayer, 'id' | 'name' | 'adjustment'> & Partial<AdjustmentLayer>,
): AdjustmentLayer {
  return { ...PLAIN, generationId: null, ...layer, kind: 'adjustment' };
}
