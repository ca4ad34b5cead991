import { Button } from 'react-aria-components';
import { useWords } from '../context.ts';
import { Progress } from './Progress.tsx';

interface CancellableLineProps {
  readonly label: string;
  /** Null where nobody can tell. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly cancel: () => void;
}

/** One line with work that goes on, how far it is, and the button that cancels it. */
export function CancellableLine({ label, progress, cancel }: CancellableLineProps) {
  const words = useWords();
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
