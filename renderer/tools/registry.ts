import {
  Blend,
  CircleMinus,
  Crop,
  Eraser,
  Hand,
  Highlighter,
  Lasso,
  type LucideIcon,
  MousePointer2,
  PaintBucket,
  Paintbrush,
  Pencil,
  Pipette,
  Shapes,
  SquareDashed,
  Type,
  WandSparkles,
} from 'lucide-react';
import type { ToolName } from '../document/canvas-port.ts';
import { brushTool } from './brush/brush-tool.ts';
import { bucketTool } from './bucket/bucket-tool.ts';
import { cropTool } from './crop/crop-tool.ts';
import { eraserTool } from './eraser/eraser-tool.ts';
import { eyedropperTool } from './eyedropper/eyedropper-tool.ts';
import { gradientTool } from './gradient/gradient-tool.ts';
import { handTool } from './hand/hand-tool.ts';
import { lassoTool } from './lasso/lasso-tool.ts';
import { marqueeTool } from './marquee/marquee-tool.ts';
import { moveTool } from './move/move-tool.ts';
import { paintbrushTool, paintEraserTool, pencilTool } from './paint/paint-tools.ts';
import { shapeTool } from './shape/shape-tool.ts';
import { textTool } from './text/text-tool.ts';
import type { ToolContext, ToolState } from './tool.ts';
import { wandTool } from './wand/wand-tool.ts';

export interface ToolEntry {
  readonly icon: LucideIcon;
  /**
   * The keys that choose the tool; the first one is shown. They become rows of shortcuts.ts. Its words are in
   * `strings.tools`.
   */
  readonly keys: readonly string[];
  /** Makes its first state. */
  readonly create: (context: ToolContext) => ToolState;
}

/** All tools in the order of the rail. */
export const tools: Readonly<Record<ToolName, ToolEntry>> = {
  move: { icon: MousePointer2, keys: ['V'], create: moveTool },
  marquee: { icon: SquareDashed, keys: ['M'], create: marqueeTool },
  lasso: { icon: Lasso, keys: ['L'], create: lassoTool },
  wand: { icon: WandSparkles, keys: ['W'], create: wandTool },
  brush: { icon: Highlighter, keys: ['B'], create: brushTool },
  eraser: { icon: CircleMinus, keys: ['E'], create: eraserTool },
  paintbrush: { icon: Paintbrush, keys: ['P'], create: paintbrushTool },
  pencil: { icon: Pencil, keys: ['N'], create: pencilTool },
  'paint-eraser': { icon: Eraser, keys: ['Shift+E'], create: paintEraserTool },
  bucket: { icon: PaintBucket, keys: ['K'], create: bucketTool },
  gradient: { icon: Blend, keys: ['G'], create: gradientTool },
  eyedropper: { icon: Pipette, keys: ['I'], create: eyedropperTool },
  text: { icon: Type, keys: ['T'], create: textTool },
  shape: { icon: Shapes, keys: ['U'], create: shapeTool },
  crop: { icon: Crop, keys: ['C'], create: cropTool },
  hand: { icon: Hand, keys: ['H'], create: handTool },
};

export const toolNames = Object.keys(tools) as ToolName[];
