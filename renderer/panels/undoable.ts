import { useDocument, usePage, usePrompt, useRun, useStudio } from './context.ts';

/** Whether there is a step to undo, and one to redo: of the document, or of the border that Extend would add. */
export function useUndoable(): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const { canStepBorder } = useStudio().page.getState();
  const canUndo = useDocument((state) => state.canUndo);
  const canRedo = useDocument((state) => state.canRedo);
  // What decides whether the next step is one of the border.
  usePage((page) => page.borderTurn);
  useDocument(({ document }) => document);
  usePrompt(({ task }) => task);
  usePrompt(({ choices }) => choices.sides);
  useRun(({ phase }) => phase);
  return { canUndo: canUndo || canStepBorder('undo'), canRedo: canRedo || canStepBorder('redo') };
}
