import { Blend, Grid3x3, ListChecks, Rewind, Shuffle } from 'lucide-react';
import { Button } from 'react-aria-components';
import { rightOf } from '../../../preload/contract/checks.ts';
import { mixableWith } from '../../generation/candidates/mixing.ts';
import { UNSURE_SHARE } from '../../generation/candidates/unsure.ts';
import { useRun, useTaskReady, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';

/** What can be opened below a candidate. Only one drawer is open at a time. */
export type Drawer = 'steps' | 'checks' | 'mix';

interface ToolsProps {
  readonly open: Drawer | null;
  readonly onToggle: (drawer: Drawer) => void;
}

/** The ways to look at a candidate more closely. */
export function CandidateTools({ open, onToggle }: ToolsProps) {
  const strings = useWords();
  const known = useRun((run) => run.candidate?.trace != null);
  const mixable = useRun((run) => mixableWith(run.candidates, run.shown).length > 0);
  const canBranch = useRun((run) => run.canBranch && !run.unsaved);
  const redrawUnsure = useRun((run) => run.redrawUnsure);
  const canMix = useTaskReady('mix');
  return (
    <>
      <ChecksToggle open={open === 'checks'} onToggle={() => onToggle('checks')} />
      {mixable && canMix && (
        <IconButton
          icon={Blend}
          label={strings.candidate.mixOpen}
          pressed={open === 'mix'}
          placement="top"
          onPress={() => onToggle('mix')}
        />
      )}
      <IconButton
        icon={Shuffle}
        label={strings.candidate.redrawUnsure}
        isDisabled={!known || !canBranch}
        placement="top"
        onPress={() => void redrawUnsure(UNSURE_SHARE)}
      />
      <IconButton
        icon={Rewind}
        label={strings.candidate.steps}
        pressed={open === 'steps'}
        isDisabled={!known}
        placement="top"
        onPress={() => onToggle('steps')}
      />
      <ConfidenceToggle />
    </>
  );
}

/** Shows how many answers are as expected. It appears only where the model was asked. */
function ChecksToggle({ open, onToggle }: { readonly open: boolean; readonly onToggle: () => void }) {
  const strings = useWords();
  const checks = useRun((run) => run.candidate?.result.checks);
  const words = strings.candidate;
  if (checks === undefined) return null;
  return (
    <Button className={`quiet-button ${open ? 'is-open' : ''}`} aria-expanded={open} onPress={onToggle}>
      <ListChecks size={16} aria-hidden />
      {words.asAsked({ right: rightOf(checks), of: checks.length })}
    </Button>
  );
}

function ConfidenceToggle() {
  const strings = useWords();
  const shown = useRun((run) => run.confidenceShown);
  const show = useRun((run) => run.showConfidence);
  const known = useRun((run) => run.candidate?.trace != null);
  return (
    <IconButton
      icon={Grid3x3}
      label={strings.candidate.confidence}
      hint={useKey('show-confidence')}
      pressed={shown}
      isDisabled={!known}
      placement="top"
      onPress={() => show(!shown)}
    />
  );
}
