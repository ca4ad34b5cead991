import { Check, Eye, RotateCcw, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { strings } from '../theme/strings.ts';
import { usePrompt, useSession, useStudio } from './context.ts';
import { useKey } from './keys.ts';

/** A finished retouch waits for a decision. */
export function CandidateBar() {
  const { accept, drop } = useSession((session) => session);
  const prompt = useSession((session) => session.candidate?.prompt ?? '');
  const unsaved = useSession((session) => session.unsaved);
  const run = usePrompt((state) => state.run);
  const { canvas, session } = useStudio();
  const again = async () => {
    await drop();
    if (session.getState().phase === 'idle') await run();
  };
  const words = strings.candidate;
  return (
    <div className="candidate">
      <div className="candidate-words">
        <h2>{words.title}</h2>
        <p className="clip">{unsaved ? words.unsaved : prompt}</p>
      </div>
      <div className="candidate-buttons">
        <Button
          className="quiet-button"
          onPressStart={() => canvas.hideCandidate(true)}
          onPressEnd={() => canvas.hideCandidate(false)}
        >
          <Eye size={16} aria-hidden />
          {words.compare}
          <kbd>{useKey('compare')}</kbd>
        </Button>
        <Button className="plain-button" onPress={() => void again()}>
          <RotateCcw size={16} aria-hidden />
          {words.again}
        </Button>
        <Button className="plain-button" onPress={() => void drop()}>
          <X size={16} aria-hidden />
          {words.discard}
          <kbd>Esc</kbd>
        </Button>
        <Button className="main-button" onPress={() => void accept()}>
          <Check size={16} aria-hidden />
          {words.accept}
          <kbd>Enter</kbd>
        </Button>
      </div>
    </div>
  );
}
