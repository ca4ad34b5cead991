import { Button } from 'react-aria-components';
import { useDescribe, useWords } from '../context.ts';
import { CopyButton } from '../controls/CopyButton.tsx';

/** The last caption or answer. The artist can correct, copy and keep it. */
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
