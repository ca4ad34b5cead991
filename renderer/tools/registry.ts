import { Brush, Eraser, Hand, type LucideIcon, MousePointer2 } from 'lucide-react';
import type { ToolName } from '../document/canvas-port.ts';
import { brushTool } from './brush/brush-tool.ts';
import { eraserTool } from './eraser/eraser-tool.ts';
import { handTool } from './hand/hand-tool.ts';
import { moveTool } from './move/move-tool.ts';
import type { ToolContext, ToolState } from './tool.ts';

export interface ToolEntry {
  readonly icon: LucideIcon;
  /** The keys that choose it, the first one to be shown: rows of shortcuts.ts. Its words are those of `strings.tools`. */
  readonly keys: readonly string[];
  /** Its first state. */
  readonly create: (context: ToolContext) => ToolState;
}

/** Every tool, in the order of the rail. */
export const tools: Readonly<Record<ToolName, ToolEntry>> = {
  move: { icon: MousePointer2, keys: ['V'], create: moveTool },
  brush: { icon: Brush, keys: ['B'], create: brushTool },
  eraser: { icon: Eraser, keys: ['E'], create: eraserTool },
  hand: { icon: Hand, keys: ['H'], create: handTool },
};

export const toolNames = Object.keys(tools) as ToolName[];
