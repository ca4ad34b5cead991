/** Frames to wait for a tile to be rendered. The list renders its first tiles only after it knows its size. */
const FRAMES = 30;

/**
 * Moves the focus to a tile of the grid, and scrolls to it where it is not rendered.
 * @param ids the ids of all tiles, in their order
 * @param id that of the tile; another one that is not there stands for the first
 * @returns stops the waiting
 */
export function focusTile(grid: HTMLElement, ids: readonly string[], id: string | undefined): () => void {
  const at = Math.max(0, id === undefined ? 0 : ids.indexOf(id));
  const wanted = ids[at];
  let frame = 0;
  let left = FRAMES;
  const tryOnce = () => {
    const row = [...grid.querySelectorAll<HTMLElement>('[role=row]')].find(({ dataset }) => dataset.key === wanted);
    row?.focus();
    // Until a dialog over the page has gone, nothing behind it takes the focus.
    if (row !== undefined && document.activeElement === row) return;
    const middle = (grid.scrollHeight * at) / ids.length - grid.clientHeight / 2;
    if (row === undefined) grid.scrollTop = Math.max(0, middle);
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(tryOnce);
    else grid.focus();
  };
  if (wanted === undefined) grid.focus();
  else tryOnce();
  return () => cancelAnimationFrame(frame);
}
