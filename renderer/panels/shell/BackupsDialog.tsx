import { Button } from 'react-aria-components';
import type { Backup } from '../../../preload/contract/projects.ts';
import { useApp, useBackups, useWords } from '../context.ts';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { dayInWords, whenInWords } from '../words.ts';

/** Lists the backups of a project by date and restores one. */
export function BackupsDialog() {
  const strings = useWords();
  const of = useBackups((state) => state.of);
  const close = useBackups((state) => state.close);
  const words = strings.backups;
  return (
    <TitledDialog
      title={words.title({ name: of?.name ?? '' })}
      close={words.close}
      isOpen={of !== null}
      onClose={close}
    >
      <p className="backups-says">{words.says}</p>
      <Backups />
      <Actions />
    </TitledDialog>
  );
}

function Backups() {
  const strings = useWords();
  const backups = useBackups((state) => state.backups);
  const words = strings.backups;
  if (backups === null) return <p role="status">{words.loading}</p>;
  if (backups.length === 0) return <p>{words.none}</p>;
  return (
    <ul className="backups" aria-label={words.list}>
      {backups.map((backup) => (
        <Row key={backup.id} backup={backup} />
      ))}
    </ul>
  );
}

function Row({ backup }: { readonly backup: Backup }) {
  const strings = useWords();
  const restore = useBackups((state) => state.restore);
  const busy = useBackups((state) => state.busy);
  const words = strings.backups;
  const when = dayInWords(strings, backup.madeAt);
  return (
    <li className="backup">
      <span className="backup-words">
        <span title={when}>
          {whenInWords(strings, backup.madeAt, Date.now())} · {words.reasons[backup.reason]}
        </span>
        <span className="backup-holds">{words.holds({ layers: backup.layers, drawings: backup.generations })}</span>
      </span>
      <Button
        className="plain-button"
        aria-label={words.restoreTo({ when })}
        isDisabled={busy}
        onPress={() => void restore(backup.id)}
      >
        {words.restore}
      </Button>
    </li>
  );
}

function Actions() {
  const strings = useWords();
  const of = useBackups((state) => state.of);
  const busy = useBackups((state) => state.busy);
  const { backUp, showFolder } = useBackups((state) => state);
  const shown = useApp((app) => app.phase === 'ready' && app.project?.id === of?.id);
  const words = strings.backups;
  return (
    <div className="button-row">
      {shown && (
        <Button className="plain-button" isDisabled={busy} onPress={() => void backUp()}>
          {words.backUp}
        </Button>
      )}
      <Button className="quiet-button" onPress={() => void showFolder(of)}>
        {words.showFolder}
      </Button>
    </div>
  );
}
