import type { ToolName } from '../../preload/contract/tool-names.ts';
import { locksOn } from '../document/locks.ts';
import { updateLayers } from '../document/operations.ts';
import type { Studio } from '../state/studio.ts';
import { percentOfDigits } from '../tools/digits.ts';
import { isTipTool } from '../tools/paint-options.ts';

/**
 * Sets, by digits, the opacity of what a tool paints, and with the move tool that of the chosen layers. Returns false where
 * there is nothing to set.
 */
export function setOpacityByKey(studio: Studio, ids: readonly string[], key: string | undefined): boolean {
  if (key === undefined) return false;
  const { tool } = studio.toolbox.getState();
  if (tool !== 'move') return setPaintOpacity(studio, tool, key);
  if (ids.length === 0) return false;
  const { document, change } = studio.document.getState();
  const free = ids.filter((id) => !locksOn(document.layers, id).all);
  // A digit that sets nothing must not count as the first of two.
  if (free.length === 0) return false;
  const opacity = percentOfDigits(key, performance.now()) / 100;
  const patches = new Map(free.map((id) => [id, { opacity }]));
  change((page) => updateLayers(page, patches));
  return true;
}

function setPaintOpacity({ toolbox }: Studio, tool: ToolName, key: string): boolean {
  const { paint, setTip, setPaint } = toolbox.getState();
  if (!isTipTool(tool) && tool !== 'bucket' && tool !== 'gradient') return false;
  const opacity = percentOfDigits(key, performance.now()) / 100;
  if (isTipTool(tool)) setTip(tool, { opacity });
  else if (tool === 'bucket') setPaint({ bucket: { ...paint.bucket, opacity } });
  else setPaint({ gradient: { ...paint.gradient, opacity } });
  return true;
}
