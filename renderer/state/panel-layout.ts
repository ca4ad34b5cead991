import {
  type DockSide,
  dockSides,
  LEAST_WIDTH,
  MOST_WIDTH,
  type PanelLayout,
  type PanelName,
  panelNames,
} from '../../preload/contract/panel-layout.ts';

/** Changes of where the side panels lie. This file is pure. */

export function sideOf({ panels }: PanelLayout, panel: PanelName): DockSide {
  return panels.left.includes(panel) ? 'left' : 'right';
}

export const otherSide = (side: DockSide): DockSide => (side === 'left' ? 'right' : 'left');

/** The panel that a side shows; null where it has none. */
export function openOn({ panels, chosen }: PanelLayout, side: DockSide): PanelName | null {
  const own = panels[side];
  const open = chosen[side];
  return open !== null && own.includes(open) ? open : (own[0] ?? null);
}

/** Opens a panel on its side, and shows the panels where they were hidden. */
export function opened(layout: PanelLayout, panel: PanelName): PanelLayout {
  return { ...layout, hidden: false, chosen: { ...layout.chosen, [sideOf(layout, panel)]: panel } };
}

/**
 * Puts a panel before the one that has this place now, and opens it.
 * @param index the place among the other panels of the side
 */
export function moved(layout: PanelLayout, panel: PanelName, side: DockSide, index: number): PanelLayout {
  const without = (of: DockSide) => layout.panels[of].filter((one) => one !== panel);
  const panels = { left: without('left'), right: without('right') };
  return opened({ ...layout, panels: { ...panels, [side]: panels[side].toSpliced(index, 0, panel) } }, panel);
}

/** Puts all panels on one side, after those that it has. */
export function allOn(layout: PanelLayout, side: DockSide): PanelLayout {
  const open = openOn(layout, side) ?? openOn(layout, otherSide(side));
  const panels = [...layout.panels[side], ...layout.panels[otherSide(side)]];
  return {
    ...layout,
    hidden: false,
    panels: { left: [], right: [], [side]: panels },
    chosen: { left: null, right: null, [side]: open },
  };
}

/** @param width in CSS pixels; null lets the window choose */
export function resized(layout: PanelLayout, side: DockSide, width: number | null): PanelLayout {
  const limited = width === null ? null : Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Math.round(width)));
  return { ...layout, widths: { ...layout.widths, [side]: limited } };
}

/** Every panel once, on the side and at the place where it is named first. One that is named nowhere comes last. */
export function complete(layout: PanelLayout): PanelLayout {
  const seen = new Set<PanelName>();
  const once = (panel: PanelName) => !seen.has(panel) && seen.add(panel) !== undefined;
  const [left, right] = dockSides.map((side) => layout.panels[side].filter(once)) as [PanelName[], PanelName[]];
  return { ...layout, panels: { left, right: [...right, ...panelNames.filter(once)] } };
}
