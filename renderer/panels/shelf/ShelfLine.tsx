import { useShelf, useWords } from '../context.ts';
import { CancellableLine } from '../controls/CancellableLine.tsx';

/** Shows a project's file that is written or taken in, and the button that cancels it. */
export function ShelfLine() {
  const { shelf } = useWords();
  const work = useShelf((state) => state.work);
  if (work === null) return null;
  const { kind, name, progress, cancel } = work;
  const label = kind === 'export' ? shelf.exporting({ name }) : shelf.importing;
  return <CancellableLine label={label} progress={progress} cancel={cancel} />;
}
