import { z } from 'zod';

/** Limit of undo steps that a project keeps. The oldest go first. */
export const MOST_UNDO_STEPS = 2000;

/** Limit of steps in one answer. */
export const MOST_STEPS_AT_ONCE = 50;

/** Characters of one step. Undo ends at a step that is longer, once the project has been opened anew. */
export const LONGEST_STEP = 8 * 1024 ** 2;

/** One undo step as the window writes it: JSON. The store keeps it and does not read it. */
const stepTextSchema = z.string().min(2).max(LONGEST_STEP);

const count = z.int().nonnegative();

/**
 * How a document differs in its undo steps from the one that was saved before. Steps are numbered from 1, and keep their
 * numbers while the oldest go.
 */
export const undoChangeSchema = z.object({
  /** The steps up to this number are as they were. Those above it go. */
  keep: count,
  /** The steps above it. Null stands for one that is too long to keep. */
  steps: z.array(stepTextSchema.nullable()).max(MOST_UNDO_STEPS),
  /** The number of the last step that is done in this document. Those above it can be redone. */
  done: count,
  /** What was done since that step by a gesture that has not ended. */
  open: stepTextSchema.nullable(),
});
export type UndoChange = z.infer<typeof undoChangeSchema>;

/** What a project can undo and redo. */
export const undoStateSchema = z.object({
  /** The number of the last step that is done. */
  done: count,
  /** How many steps can be undone, and how many redone. */
  undo: count,
  redo: count,
  /** What a gesture had done that never ended. It is undone first. */
  open: stepTextSchema.nullable(),
});
export type UndoState = z.infer<typeof undoStateSchema>;

export const nothingToUndo: UndoState = { done: 0, undo: 0, redo: 0, open: null };

/** Reads steps in the order in which they are undone or redone, the first one being `from`. */
export const readStepsParams = z.object({ direction: z.enum(['undo', 'redo']), from: z.int().positive() });
export const readStepsResult = z.object({
  /** At least one where there is one. Null stands for a step that is lost. */
  steps: z.array(stepTextSchema.nullable()).max(MOST_STEPS_AT_ONCE),
});
