import type { ShapeStyle, TextStyle } from '../../preload/contract/drawn-layers.ts';
import { FIRST_FAMILIES } from '../document/font-names.ts';

/** The options of the tools, except the size of the brush. */

export const marqueeShapes = ['rectangle', 'ellipse'] as const;
export type MarqueeShape = (typeof marqueeShapes)[number];

export const lassoKinds = ['free', 'corners'] as const;
export type LassoKind = (typeof lassoKinds)[number];

export interface WandOptions {
  /** The greatest difference per channel from the colour at the pointer, 0 to 255. */
  readonly tolerance: number;
  /** Whether to mark only the area that is connected to the pointer's place. */
  readonly contiguous: boolean;
  /** True for the visible picture, false for the chosen layer alone. */
  readonly allLayers: boolean;
}

/** The shape of the crop tool's box: free, that of the page, or a width and a height. */
export const cropAspects = ['free', 'page', '1:1', '4:5', '5:4', '2:3', '3:2', '9:16', '16:9'] as const;
export type CropAspect = (typeof cropAspects)[number];

export interface ToolOptions {
  readonly cropAspect: CropAspect;
  /** Whether a page that the crop tool makes larger is drawn there by the model. Otherwise the new border stays empty. */
  readonly cropDraws: boolean;
  /** Whether the next line of the crop tool is a horizon, to which the picture is turned. */
  readonly straightens: boolean;
  readonly marquee: MarqueeShape;
  readonly lasso: LassoKind;
  readonly wand: WandOptions;
  /** The look of the text that is being typed, or of the next one. The next one has the foreground colour. */
  readonly text: TextStyle;
  /** The look of the next shape. */
  readonly shape: ShapeStyle;
}

export const firstOptions: ToolOptions = {
  cropAspect: 'free',
  cropDraws: false,
  straightens: false,
  marquee: 'rectangle',
  lasso: 'free',
  wand: { tolerance: 32, contiguous: true, allLayers: true },
  text: {
    family: FIRST_FAMILIES[0],
    size: 48,
    bold: false,
    italic: false,
    colour: { red: 0, green: 0, blue: 0 },
    align: 'left',
    lineHeight: 1.2,
  },
  shape: {
    form: 'rectangle',
    fill: { red: 0, green: 0, blue: 0 },
    stroke: null,
    strokeWidth: 4,
    radius: 0,
    sides: 5,
  },
};
