import { CircleAlert, History } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { RecoveryNote, Unsaved } from '../../../preload/contract/recovery.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useApp, useWords } from '../context.ts';
import { whenInWords } from '../words.ts';

/** Lists what is not saved and what an earlier run could not save. It stays until each entry is settled. */
export function SafetyBar() {
  const unsaved = useApp((app) => app.unsaved);
  const recoveries = useApp((app) => app.recoveries);
  if (unsaved.length === 0 && recoveries.length === 0) return null;
  return (
    <div className="safety">
      {unsaved.map((one) => (
        <NotSaved key={one.projectId} {...one} />
      ))}
      {recoveries.map((one) => (
        <Kept key={one.id} {...one} />
      ))}
    </div>
  );
}

function NotSaved({ projectId, name, reasons, copyKept }: Unsaved) {
  const strings = useWords();
  const { retrySaving, saveCopy, openProject } = useApp((app) => app);
  const isShown = useApp((app) => app.project?.id === projectId);
  const words = strings.safety;
  return (
    <Line icon={<CircleAlert size={16} aria-hidden />} title={words.notSaved({ name })} isBad>
      <p className="selectable">
        {reasons.map((reason) => sentenceOf(strings, reason)).join(' ')} {copyKept ? words.copyKept : words.noCopy}
      </p>
      <div className="button-row">
        <Button className="plain-button" onPress={() => retrySaving(projectId)}>
          {words.again}
        </Button>
        <Button className="plain-button" onPress={() => void saveCopy(projectId)}>
          {words.saveCopy}
        </Button>
        {!isShown && (
          <Button className="quiet-button" onPress={() => void openProject(projectId)}>
            {words.show}
          </Button>
        )}
      </div>
    </Line>
  );
}

function Kept({ id, name, keptAt }: RecoveryNote) {
  const strings = useWords();
  const { restoreRecovery, dropRecovery } = useApp((app) => app);
  const words = strings.safety;
  return (
    <Line icon={<History size={16} aria-hidden />} title={words.wasNotSaved({ name })} isBad={false}>
      <p>{words.keptFrom({ when: whenInWords(strings, keptAt, Date.now()) })}</p>
      <div className="button-row">
        <Button className="plain-button" onPress={() => void restoreRecovery(id)}>
          {words.bringBack}
        </Button>
        <Button className="quiet-button" onPress={() => void dropRecovery(id)}>
          {words.throwAway}
        </Button>
      </div>
    </Line>
  );
}

interface LineProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly isBad: boolean;
  readonly children: ReactNode;
}

function Line({ icon, title, isBad, children }: LineProps) {
  return (
    <section className={`safety-line ${isBad ? 'is-bad' : ''}`} role={isBad ? 'alert' : 'status'} aria-label={title}>
      {icon}
      <div className="safety-words">
        <strong className="clip">{title}</strong>
        {children}
      </div>
    </section>
  );
}
