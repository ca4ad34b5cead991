import type { CanvasPort } from '../document/canvas-port.ts';
import { FIRST_FAMILIES } from '../document/font-names.ts';
import type { DocumentStore } from '../document/store.ts';
import type { Notify } from '../state/parts.ts';

type Fonts = Pick<CanvasPort, 'hasFont'>;

/** The font of the first text on this machine. */
export function usualFont({ hasFont }: Fonts): string {
  return FIRST_FAMILIES.find((family) => hasFont(family)) ?? FIRST_FAMILIES[0];
}

/** Says once for each missing font of each project that its text is shown in another one. */
export function followFonts(document: DocumentStore, { hasFont }: Fonts, notify: Notify): void {
  const told = new Set<string>();
  document.subscribe(({ document: page }, before) => {
    if (page.layers === before.document.layers) return;
    for (const layer of page.layers) {
      if (layer.kind !== 'text') continue;
      const { family } = layer.style;
      const key = `${page.projectId} ${family}`;
      if (told.has(key) || hasFont(family)) continue;
      told.add(key);
      notify('note', ({ text }) => text.missing({ family, layer: layer.name }), [], page.projectId ?? null);
    }
  });
}
