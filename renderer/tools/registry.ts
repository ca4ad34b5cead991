import { Brush, Eraser, Hand, type LucideIcon, MousePointer2 } from 'lucide-react';
import type { ToolName } from '../document/canvas-port.ts';
import { brushTool } from './brush/brush-tool.ts';
import { eraserTool } from './eraser/eraser-tool.ts';
import { handTool } from './hand/hand-tool.ts';
import { moveTool } from './move/move-tool.ts';
import type { ShortcutAction } from './shortcuts.ts';
import type { ToolContext, ToolState } from './tool.ts';

export interface ToolEntry {
  readonly icon: LucideIcon;
  /** The key that chooses it. The words of the key list stand in its row, those of the button in `strings.tools`. */
  readonly action: ShortcutAction;
  /** Its first state. */
  readonly create: (context: ToolContext) => ToolState;
}

/** Every tool, in the order of the rail. */
export const tools: Readonly<Record<ToolName, ToolEntry>> = {
  move: { icon: MousePointer2, action: 'tool-move', create: moveTool },
  brush: { icon: Brush, action: 'tool-brush', create: brushTool },
  eraser: { icon: Eraser, action: 'tool-eraser', create: eraserTool },
  hand: { icon: Hand, action: 'tool-hand', create: handTool },
};

export const toolNames = Object.keys(tools) as ToolName[];
