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
  RotateCcwSquare,
  ScanSearch,
  Shapes,
  SquareDashed,
  Type,
  WandSparkles,
} from 'lucide-react';
import type { ToolName } from '../../preload/contract/tool-names.ts';
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
import { rotateTool } from './rotate/rotate-tool.ts';
import { shapeTool } from './shape/shape-tool.ts';
import { textTool } from './text/text-tool.ts';
import { thingTool } from './thing/thing-tool.ts';
import type { ToolContext, ToolState } from './tool.ts';
import { wandTool } from './wand/wand-tool.ts';

export interface ToolEntry {
  readonly icon: LucideIcon;
  /** Makes its first state. */
  readonly create: (context: ToolContext) => ToolState;
}

/** They move or turn the view, take a colour, or mark a region, whose outline is drawn over a result. */
const onCovered: readonly ToolName[] = [
  'hand',
  'rotate',
  'eyedropper',
  'marquee',
  'lasso',
  'wand',
  'thing',
  'brush',
  'eraser',
];

/** Whether a tool can be used while a result that waits lies over the layers. */
export const worksOnCovered = (tool: ToolName): boolean => onCovered.includes(tool);

/** All tools. Their keys are in the table of keys, and their words in `tools` of the words. */
export const tools: Readonly<Record<ToolName, ToolEntry>> = {
  move: { icon: MousePointer2, create: moveTool },
  marquee: { icon: SquareDashed, create: marqueeTool },
  lasso: { icon: Lasso, create: lassoTool },
  wand: { icon: WandSparkles, create: wandTool },
  thing: { icon: ScanSearch, create: thingTool },
  brush: { icon: Highlighter, create: brushTool },
  eraser: { icon: CircleMinus, create: eraserTool },
  paintbrush: { icon: Paintbrush, create: paintbrushTool },
  pencil: { icon: Pencil, create: pencilTool },
  'paint-eraser': { icon: Eraser, create: paintEraserTool },
  bucket: { icon: PaintBucket, create: bucketTool },
  gradient: { icon: Blend, create: gradientTool },
  eyedropper: { icon: Pipette, create: eyedropperTool },
  text: { icon: Type, create: textTool },
  shape: { icon: Shapes, create: shapeTool },
  crop: { icon: Crop, create: cropTool },
  hand: { icon: Hand, create: handTool },
  rotate: { icon: RotateCcwSquare, create: rotateTool },
};
