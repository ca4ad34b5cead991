import { type BlendMode, blendModes } from '../../../preload/contract/document.ts';

/**
 * What OpenRaster calls things. https://www.openraster.org/baseline/layer-stack-spec.html
 * The studio's own attributes keep what the format lacks. Other programs skip them.
 */

export const OWN = 'dimoo';
export const OWN_NAMESPACE = 'https://dimoo-studio.example/openraster';

/** Keeps what lies below only where the layer is: the mask of all layers in its stack. */
export const MASKING = 'svg:dst-in';
/** Shows the layer only where something lies below it in its stack. */
export const CLIPPING = 'svg:src-atop';

export const modeOf = (mode: BlendMode): string => (mode === 'normal' ? 'svg:src-over' : `svg:${mode}`);

/** The studio's mode, and whether it is the same one. */
export function modeOfOra(operation: string | undefined): { readonly mode: BlendMode; readonly isSame: boolean } {
  if (operation === undefined || operation === 'svg:src-over' || operation === CLIPPING) {
    return { mode: 'normal', isSame: true };
  }
  const bare = operation.replace(/^[a-z-]+:/, '');
  const same = blendModes.find((mode) => mode === bare);
  return { mode: same ?? (bare === 'plus' ? 'screen' : 'normal'), isSame: same !== undefined };
}
