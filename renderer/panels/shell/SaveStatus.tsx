import { Button } from 'react-aria-components';
import { useApp, useDocument, useWords } from '../context.ts';

/** Shows whether the latest state is on disk. While a stroke or a fill is on its way into the document, it is not. */
export function SaveStatus() {
  const strings = useWords();
  const saving = useApp((app) => app.saving);
  const isBusy = useDocument((state) => state.isBusy);
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
  return <span className="save-status">{saving === 'saved' && !isBusy ? words.saved : words.saving}</span>;
}
