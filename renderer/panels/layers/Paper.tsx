import { Eye, EyeOff } from 'lucide-react';
import { Button } from 'react-aria-components';
import { hasPaper } from '../../document/operations.ts';
import { useDocument, useWords } from '../context.ts';

/** What lies under all layers: white paper or nothing. It applies to the screen and to exports. */
export function Paper() {
  const strings = useWords();
  const shown = useDocument(({ document }) => hasPaper(document));
  const setPaper = useDocument((state) => state.setPaper);
  const words = strings.layers;
  return (
    <div className={`paper-row ${shown ? '' : 'is-hidden'}`}>
      <Button
        className="icon-button is-small"
        aria-label={shown ? words.hidePaper : words.showPaper}
        onPress={() => setPaper(!shown)}
      >
        {shown ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
      </Button>
      <span className="paper-sheet" aria-hidden />
      <span className="paper-name">{words.paper}</span>
      <span className="paper-hint">{shown ? '' : words.paperHint}</span>
    </div>
  );
}
