import { Button } from 'react-aria-components';
import { useApp, useWords } from '../context.ts';

/** Shows whether the latest state is on disk. */
export function SaveStatus() {
  const strings = useWords();
  const saving = useApp((app) => app.saving);
  const retrySaving = useApp((app) => app.retrySaving);
  const words = strings.bar;
  if (saving === 'not-saved') {
    return (
      <span className="save-status is-bad" role="status">
        {words.notSaved}
        <span aria-hidden> – </span>
        <Button className="link-button" onPress={() => retrySaving()}>
          {words.retry}
        </Button>
      </span>
    );
  }
  return <span className="save-status">{saving === 'saved' ? words.saved : words.saving}</span>;
}
