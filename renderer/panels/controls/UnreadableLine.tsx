import { TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Unreadable } from '../../../preload/contract/records.ts';
import { useBackups, useWords } from '../context.ts';
import { lineOf } from '../words.ts';

/** Says how many records of a list cannot be read, and which ones. They stay in the project unchanged. */
export function UnreadableLine(props: {
  readonly kind: 'drawings' | 'notes';
  readonly unreadable: readonly Unreadable[];
}) {
  const strings = useWords();
  const { kind, unreadable } = props;
  const show = useBackups((backups) => backups.show);
  if (unreadable.length === 0) return null;
  return (
    <details className="unreadable">
      <summary>
        <TriangleAlert size={14} aria-hidden />
        {strings.unreadable[kind]({ count: unreadable.length })}
      </summary>
      <ul className="selectable">
        {unreadable.map(({ what, where }) => (
          <li key={where}>
            {lineOf(strings, what)}
            <br />
            <span className="unreadable-where">{where}</span>
          </li>
        ))}
      </ul>
      <Button className="quiet-button" onPress={() => void show(null)}>
        {strings.backups.restoreFrom}
      </Button>
    </details>
  );
}
