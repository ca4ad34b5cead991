import type { CanvasPointer } from '../../document/canvas-port.ts';
import { Picking } from '../eyedropper/picking.ts';
import { used } from '../paint-options.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Idle -> Idle. A press fills what is similar to its place; with Alt it takes the colour there. */
export function bucketTool(context: ToolContext): ToolState {
  const idle: ToolState = {
    name: 'idle',
    busy: false,
    pointer: (pointer: CanvasPointer) => {
      if (pointer.kind !== 'down' || pointer.button !== 0) return idle;
      if (pointer.alt) return new Picking(context, pointer, idle);
      pour(context, pointer);
      return idle;
    },
    cancel: () => idle,
  };
  return idle;
}

function pour(context: ToolContext, { page }: CanvasPointer): void {
  const { width, height } = context.document.getState().document;
  if (page.x < 0 || page.y < 0 || page.x >= width || page.y >= height) {
    context.tellNothing();
    return;
  }
  const { colours, bucket } = context.paint();
  const colour = colours.foreground;
  context.setPaint({ colours: used(colours, colour) });
  const style = { ink: { kind: 'colour', colour }, opacity: bucket.opacity, eraserColour: colours.background } as const;
  void context.painter().fillAlike(page, bucket, style);
}
