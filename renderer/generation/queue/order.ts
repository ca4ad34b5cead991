/** The order of drawings that wait. Their places are numbers, so that a move changes as few of them as possible. */

export interface Placed {
  readonly id: string;
  readonly place: number;
}

/** The jobs in the order in which they run. */
export function inOrder<Job extends Placed>(jobs: readonly Job[]): Job[] {
  return jobs.toSorted((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
}

/** The place of a job that comes after all others. */
export function placeAtEnd(jobs: readonly Placed[]): number {
  return Math.max(0, ...jobs.map(({ place }) => place)) + 1;
}

/**
 * The place of a job that comes before all that wait.
 * @param runningId the job that is being drawn, which stays before it; null where there is none
 */
export function placeAtFront(jobs: readonly Placed[], runningId: string | null): number {
  const ordered = inOrder(jobs);
  const running = ordered.findIndex(({ id }) => id === runningId);
  const before = ordered[running]?.place;
  const behind = before === undefined ? null : placeBetween(before, ordered[running + 1]?.place);
  return behind ?? (ordered[0]?.place ?? 1) - 1;
}

/**
 * The new places of the jobs that change theirs when one moves. Mostly that is one job. All get new places where none is
 * left between two.
 * @param to the index of the job after the move
 */
export function placesAfterMove(jobs: readonly Placed[], id: string, to: number): Placed[] {
  const ordered = inOrder(jobs);
  const from = ordered.findIndex((job) => job.id === id);
  if (from < 0) return [];
  const others = ordered.filter((job) => job.id !== id);
  const at = Math.max(0, Math.min(others.length, Math.round(to)));
  if (at === from) return [];
  const [before, after] = [others[at - 1]?.place, others[at]?.place];
  const place = placeBetween(before, after);
  if (place !== null) return [{ id, place }];
  const all = [...others.slice(0, at).map((job) => job.id), id, ...others.slice(at).map((job) => job.id)];
  return all.map((one, index) => ({ id: one, place: index + 1 }));
}

/** A number between two others; null where there is none left. */
function placeBetween(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return (after ?? 1) - 1;
  if (after === undefined) return before + 1;
  const middle = (before + after) / 2;
  return before < middle && middle < after ? middle : null;
}
