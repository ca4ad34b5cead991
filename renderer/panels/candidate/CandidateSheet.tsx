import { Check, Download } from 'lucide-react';
import { Button } from 'react-aria-components';
import { differencesOf } from '../../generation/run/differences.ts';
import { useRun, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { differencesInWords } from '../words.ts';

/** All pictures that wait for a decision, side by side, with what differs beneath each. */
export function CandidateSheet({ onClose }: { readonly onClose: () => void }) {
  const strings = useWords();
  const { candidates, shown, show, accept } = useRun((run) => run);
  const { exportSheet } = useStudio();
  const words = strings.series;
  // Only what the store has saved has a picture to show and to keep.
  const saved = candidates.flatMap(({ generation }, index) => (generation === null ? [] : [{ generation, index }]));
  const lines = differencesOf(saved.map(({ generation }) => generation)).map((one) => differencesInWords(strings, one));
  const keep = async (index: number) => {
    onClose();
    await show(index);
    await accept();
  };
  const toPage = (index: number) => {
    onClose();
    void show(index);
  };
  const cells = saved.map(({ generation }, at) => ({ picture: generation.picture, lines: lines[at] ?? [] }));
  return (
    <TitledDialog
      size="sheet"
      title={words.sheet}
      close={words.close}
      onClose={onClose}
      actions={
        <Button className="quiet-button" onPress={() => void exportSheet(cells)}>
          <Download size={16} aria-hidden />
          {words.export}
        </Button>
      }
    >
      <p className="sheet-says">{words.sheetSays}</p>
      <ul className="sheet">
        {saved.map(({ generation, index }, at) => (
          <li key={generation.id} className={`sheet-cell ${index === shown ? 'is-shown' : ''}`}>
            <Button
              className="sheet-picture"
              aria-label={words.show({ number: index + 1 })}
              onPress={() => toPage(index)}
            >
              <Thumbnail hash={generation.picture} className="is-sheet" />
            </Button>
            <p className="sheet-lines">
              {(lines[at] ?? []).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </p>
            <IconButton
              icon={Check}
              size={16}
              label={words.accept({ number: index + 1 })}
              placement="top"
              onPress={() => void keep(index)}
            />
          </li>
        ))}
      </ul>
    </TitledDialog>
  );
}
