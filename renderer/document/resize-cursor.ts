/** The cursor with two arrows, by the direction of a drag on the screen. It is pure. */

const cursors = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const;

/** @param degrees clockwise from the right */
export function resizeCursor(degrees: number): string {
  const eighths = Math.round(degrees / 45);
  return cursors[((eighths % 4) + 4) % 4] ?? 'ew-resize';
}
