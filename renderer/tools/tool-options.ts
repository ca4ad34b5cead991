/** What the tools can be set to, besides the size of the brush. */

export const marqueeShapes = ['rectangle', 'ellipse'] as const;
export type MarqueeShape = (typeof marqueeShapes)[number];

export const lassoKinds = ['free', 'corners'] as const;
export type LassoKind = (typeof lassoKinds)[number];

export interface WandOptions {
  /** How far a channel may differ from the colour at the pointer, 0 to 255. */
  readonly tolerance: number;
  /** Only what hangs together with the place of the pointer. */
  readonly contiguous: boolean;
  /** The visible picture, or the chosen layer alone. */
  readonly allLayers: boolean;
}

export interface ToolOptions {
  readonly marquee: MarqueeShape;
  readonly lasso: LassoKind;
  readonly wand: WandOptions;
}

export const firstOptions: ToolOptions = {
  marquee: 'rectangle',
  lasso: 'free',
  wand: { tolerance: 32, contiguous: true, allLayers: true },
};
