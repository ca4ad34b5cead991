/** The commands on the chosen layers. The window runs them, and its menu sends them. */

/** They mirror layers and rotate them by quarter turns. */
export const turns = ['flip-across', 'flip-down', 'turn-right', 'turn-left', 'turn-around'] as const;
export type Turn = (typeof turns)[number];

/** They move layers to lie in line with each other, or with gaps that are alike. */
export const alignments = [
  'align-left',
  'align-centre',
  'align-right',
  'align-top',
  'align-middle',
  'align-bottom',
  'distribute-across',
  'distribute-down',
] as const;
export type Alignment = (typeof alignments)[number];

/** They change the document alone, so each is done at once. */
export const layerCommands = [
  'remove-layer',
  'duplicate-layer',
  'group-layers',
  'ungroup-layers',
  'layer-to-front',
  'layer-forward',
  'layer-backward',
  'layer-to-back',
  'mask-toggle',
  'mask-delete',
  'clip-layer',
  ...turns,
  ...alignments,
] as const;
export type LayerCommand = (typeof layerCommands)[number];

/** They make masks or change the pixels of masks. */
export const maskCommands = [
  'mask-of-region',
  'mask-of-outside',
  'mask-of-subject',
  'mask-show-all',
  'mask-hide-all',
  'mask-invert',
  'mask-clear',
  'mask-apply',
] as const;
export type MaskCommand = (typeof maskCommands)[number];

/** They make one layer of several, or a picture of text, a shape or a fill. */
export const mergeCommands = ['merge-layers', 'merge-visible', 'flatten', 'rasterise'] as const;
export type MergeCommand = (typeof mergeCommands)[number];

/** They lift pixels off layers. */
export const liftCommands = ['copy-pixels', 'copy-merged', 'cut-pixels', 'clear-pixels', 'layer-via-copy'] as const;
export type LiftCommand = (typeof liftCommands)[number];

/** They add a layer that fills the page, or one that adjusts what lies below. A region becomes its mask. */
export const fillCommands = [
  'new-fill',
  'new-gradient',
  'new-brightness-contrast',
  'new-levels',
  'new-hue-saturation',
  'new-invert',
] as const;
export type FillCommand = (typeof fillCommands)[number];

/** They repair layers of which files are damaged or missing. */
export const repairCommands = ['drop-lost'] as const;
export type RepairCommand = (typeof repairCommands)[number];

/** They need pixels, so each takes time. */
export const pixelCommands = [
  ...maskCommands,
  ...mergeCommands,
  ...liftCommands,
  ...fillCommands,
  ...repairCommands,
] as const;
export type PixelCommand = (typeof pixelCommands)[number];

export type AnyLayerCommand = LayerCommand | PixelCommand;
