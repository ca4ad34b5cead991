import { Button } from 'react-aria-components';
import { useDescribe, useWords } from '../context.ts';
import { CopyButton } from '../controls/CopyButton.tsx';

/** The caption or answer while it comes. One that the store did not take stays here, to be corrected, copied and saved. */
export function Draft() {
  const strings = useWords();
  const { draft, editDraft, keep, phase } = useDescribe((state) => state);
  if (draft === null) return null;
  const words = strings.describe;
  return (
    <section className="draft" aria-label={words.result}>
      {draft.question !== '' && <h2 className="selectable">{draft.question}</h2>}
      <textarea
        className="text-field"
        aria-label={words.result}
        rows={Math.min(10, Math.max(3, Math.ceil(draft.text.length / 38)))}
        maxLength={20_000}
        value={draft.text}
        readOnly={phase === 'running'}
        onChange={(event) => editDraft(event.target.value)}
      />
      {phase === 'idle' && (
        <p className="hint" role="status">
          {words.unsaved}
        </p>
      )}
      {phase === 'idle' && (
        <div className="button-row">
          <CopyButton text={draft.text} label={words.copy} />
          <Button className="plain-button" isDisabled={draft.text.trim() === ''} onPress={() => void keep()}>
            {words.keep}
          </Button>
        </div>
      )}
    </section>
  );
}
