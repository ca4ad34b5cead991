import type { RedrawnCells } from '../document/redrawn-cells.ts';
import type { Viewport } from '../document/viewport-port.ts';

/** The least size of a cell in device pixels. The lines of smaller cells would merge into a grey film. */
const LEAST = 5;

/** Draws faint double lines, dark and light, around the cells that will be redrawn. */
export function drawLattice(
  context: CanvasRenderingContext2D,
  { frame, columns, rows, marked }: RedrawnCells,
  { zoom, x, y }: Viewport,
  ratio: number,
): void {
  const scale = zoom * ratio;
  if ((frame.width / columns) * scale < LEAST || (frame.height / rows) * scale < LEAST) return;
  const across = (column: number) => Math.round(x * ratio + (frame.x + (column * frame.width) / columns) * scale);
  const down = (row: number) => Math.round(y * ratio + (frame.y + (row * frame.height) / rows) * scale);
  const path = new Path2D();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (marked[row * columns + column] !== 1) continue;
      const [left, top] = [across(column), down(row)];
      path.rect(left + 0.5, top + 0.5, across(column + 1) - left, down(row + 1) - top);
    }
  }
  context.save();
  context.lineWidth = 1;
  context.strokeStyle = 'rgba(255, 255, 255, 0.3)';
  context.stroke(path);
  context.translate(1, 1);
  context.strokeStyle = 'rgba(0, 0, 0, 0.2)';
  context.stroke(path);
  context.restore();
}
