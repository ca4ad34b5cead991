import { Button } from 'react-aria-components';
import { useShelf, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';

/** Shows a project's file that is written or taken in, and the button that cancels it. */
export function ShelfLine() {
  const words = useWords();
  const work = useShelf((state) => state.work);
  if (work === null) return null;
  const { kind, name, progress, cancel } = work;
  const label = kind === 'export' ? words.shelf.exporting({ name }) : words.shelf.importing;
  return (
    <div className="work-line" role="status">
      <span className="clip">{label}</span>
      <Progress className="work-progress" label={label} progress={progress} />
      <Button className="plain-button" onPress={cancel}>
        {words.prompt.cancel}
      </Button>
    </div>
  );
}
