import type { ListedGeneration } from '../../../preload/contract/records.ts';

/** The key that opens and closes a stack, as keyboards show it. The gallery has the same. */
export const STACK_KEY = 'S';

/** Levels of the tree. What lies deeper stands in rows of the deepest level, so that words keep their room. */
export const MOST_LEVELS = 10;

/** A row of the tree: a drawing, or the candidates of one run that began from the same drawing, as a stack. */
export interface LineageRow {
  /** The id of the first of its drawings. */
  readonly id: string;
  /** The drawing that is seen: the accepted one, or one that waits, or the first. */
  readonly cover: ListedGeneration;
  /** All drawings of the row, oldest first. */
  readonly members: readonly ListedGeneration[];
  /** How many drawings the run has from the same beginning, also where they stand in rows of their own. */
  readonly ofRun: number;
  /** Whether the drawings of its run stand in rows of their own. */
  readonly isOpen: boolean;
  /** The drawing from which it began; null where that is none of the project. */
  readonly parent: ListedGeneration | null;
  /** What began from it, oldest first. */
  readonly children: readonly LineageRow[];
}

/** The drawings from which others began, by id. A parent is always older than its child, so nothing leads in a circle. */
function parentsOf(records: readonly ListedGeneration[]): ReadonlyMap<string, ListedGeneration> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = new Map<string, ListedGeneration>();
  for (const { id, parentId, sequence } of records) {
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parent !== undefined && parent.sequence < sequence) found.set(id, parent);
  }
  return found;
}

/**
 * The tree of drawings. The families stand newest first.
 * @param records oldest first
 * @param openRuns the runs whose drawings stand in rows of their own
 */
export function lineageOf(records: readonly ListedGeneration[], openRuns: ReadonlySet<string>): readonly LineageRow[] {
  const parents = parentsOf(records);
  const begun = new Map<string | null, ListedGeneration[]>();
  for (const record of records) {
    const from = parents.get(record.id)?.id ?? null;
    const siblings = begun.get(from);
    if (siblings === undefined) begun.set(from, [record]);
    else siblings.push(record);
  }
  const begunFrom = (members: readonly ListedGeneration[]) =>
    members.flatMap(({ id }) => begun.get(id) ?? []).sort((a, b) => a.sequence - b.sequence);
  const rowsOf = (drawings: readonly ListedGeneration[], level: number): readonly LineageRow[] =>
    stacksOf(drawings, parents, openRuns).flatMap((stack) => {
      const row = { ...stack, parent: parents.get(stack.id) ?? null };
      if (level < MOST_LEVELS) return [{ ...row, children: rowsOf(begunFrom(stack.members), level + 1) }];
      return [{ ...row, children: [] }, ...below(stack.members)];
    });
  /** All that began from drawings of the deepest level, each right after what it began from. */
  const below = (members: readonly ListedGeneration[]): readonly LineageRow[] => {
    const found: LineageRow[] = [];
    const open = stacksOf(begunFrom(members), parents, openRuns).toReversed();
    for (let stack = open.pop(); stack !== undefined; stack = open.pop()) {
      found.push({ ...stack, parent: parents.get(stack.id) ?? null, children: [] });
      open.push(...stacksOf(begunFrom(stack.members), parents, openRuns).toReversed());
    }
    return found;
  };
  return rowsOf(begun.get(null) ?? [], 1).toReversed();
}

type Stack = Omit<LineageRow, 'parent' | 'children'>;

/** Drawings of one run from the same beginning lie in one row, in the place of the first of them. */
function stacksOf(
  drawings: readonly ListedGeneration[],
  parents: ReadonlyMap<string, ListedGeneration>,
  openRuns: ReadonlySet<string>,
): readonly Stack[] {
  const runs = new Map<string, ListedGeneration[]>();
  for (const drawing of drawings) {
    const key = `${drawing.runId} ${parents.get(drawing.id)?.id ?? ''}`;
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [drawing]);
    else run.push(drawing);
  }
  return [...runs.values()].flatMap((members): readonly Stack[] => {
    const [first] = members;
    if (first === undefined) return [];
    const ofRun = members.length;
    if (ofRun > 1 && openRuns.has(first.runId)) {
      return members.map((cover) => ({ id: cover.id, cover, members: [cover], ofRun, isOpen: true }));
    }
    const cover =
      members.find(({ outcome }) => outcome === 'accepted') ??
      members.find(({ outcome }) => outcome === 'waiting') ??
      first;
    return [{ id: first.id, cover, members, ofRun, isOpen: false }];
  });
}

/** The rows that are seen, in their order. @param closed the rows whose children are hidden */
export function rowsInSight(rows: readonly LineageRow[], closed: ReadonlySet<string>): readonly LineageRow[] {
  return rows.flatMap((row) => [row, ...(closed.has(row.id) ? [] : rowsInSight(row.children, closed))]);
}

/** All rows that have children. */
export function branchesOf(rows: readonly LineageRow[]): readonly string[] {
  return rows.flatMap(({ id, children }) => (children.length === 0 ? [] : [id, ...branchesOf(children)]));
}
