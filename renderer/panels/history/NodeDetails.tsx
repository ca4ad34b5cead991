import { CornerLeftUp, Layers, RotateCcw, ScrollText, SplitSquareHorizontal } from 'lucide-react';
import { Button, Group } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGalleryPage, useHistoryTree, useReplay, useWords } from '../context.ts';
import { PictureDetails } from '../gallery/GalleryDetails.tsx';
import { titleOf } from '../words.ts';
import { type LineageRow, rowsInSight, STACK_KEY } from './lineage.ts';
import { NodePicture } from './NodePicture.tsx';

/** Beside the tree: how the chosen drawing was made, what it began from, and what can be done with it. */
export function NodeDetails({ rows }: { readonly rows: readonly LineageRow[] }) {
  const { historyPage: words } = useWords();
  const chosen = useHistoryTree((tree) => tree.chosen);
  const found = rowsInSight(rows, new Set()).flatMap((row) =>
    row.members.filter(({ id }) => chosen.has(id)).map((drawing) => ({ row, drawing })),
  );
  const [first, second] = found;
  return (
    <aside className="history-side" aria-label={words.chosen}>
      {first === undefined && <p className="details-words">{words.choose}</p>}
      {first !== undefined && found.length === 1 && <OneNode row={first.row} drawing={first.drawing} />}
      {first !== undefined && second !== undefined && <SeveralNodes drawings={found.map(({ drawing }) => drawing)} />}
    </aside>
  );
}

function OneNode({ row, drawing }: { readonly row: LineageRow; readonly drawing: ListedGeneration }) {
  const strings = useWords();
  const words = strings.historyPage;
  const { show, compare, view } = useGalleryPage((gallery) => gallery);
  const { choose, openRun } = useHistoryTree((tree) => tree);
  const { ask, exportRecipe } = useReplay((replay) => replay);
  const { parent, ofRun, isOpen, members } = row;
  return (
    <>
      <button
        type="button"
        className="history-large"
        onClick={() => view(drawing.id)}
        title={strings.galleryPage.enlarge}
      >
        <NodePicture generation={drawing} className="is-large" side={1024} />
        <span className="visually-hidden">{strings.galleryPage.enlarge}</span>
      </button>
      {members.length > 1 && <Candidates members={members} chosen={drawing.id} onChoose={(id) => choose([id])} />}
      <PictureDetails generation={drawing} onUsed={() => show(false)} />
      <div className="history-lineage">
        {parent === null ? (
          <p className="details-words">{words.root}</p>
        ) : (
          <>
            <Button className="quiet-button history-parent" onPress={() => choose([parent.id])}>
              <CornerLeftUp size={14} aria-hidden />
              <NodePicture generation={parent} className="is-parent" />
              <span className="clip">{words.beganFrom({ title: titleOf(strings, parent) })}</span>
            </Button>
            <Button className="quiet-button" onPress={() => compare([parent.id, drawing.id])}>
              <SplitSquareHorizontal size={14} aria-hidden />
              {words.compareParent}
            </Button>
          </>
        )}
        <Button className="quiet-button" onPress={() => ask(drawing)}>
          <RotateCcw size={14} aria-hidden />
          {words.again}
        </Button>
        <Button className="quiet-button" onPress={() => void exportRecipe(drawing)}>
          <ScrollText size={14} aria-hidden />
          {words.recipe.export}
        </Button>
        {ofRun > 1 && (
          <Button className="quiet-button" onPress={() => openRun(drawing.runId, !isOpen)}>
            <Layers size={14} aria-hidden />
            {isOpen ? strings.galleryPage.closeStack : strings.galleryPage.openStack}
            <kbd>{STACK_KEY}</kbd>
          </Button>
        )}
      </div>
    </>
  );
}

interface CandidatesProps {
  readonly members: readonly ListedGeneration[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The drawings of a stack, of which one is chosen. */
function Candidates({ members, chosen, onChoose }: CandidatesProps) {
  const { historyPage: words } = useWords();
  return (
    <Group className="history-candidates" aria-label={words.candidates}>
      {members.map((member, at) => {
        const { id, outcome } = member;
        return (
          <button
            key={id}
            type="button"
            className={`history-candidate ${id === chosen ? 'is-on' : ''}`}
            aria-pressed={id === chosen}
            aria-label={words.candidate({ number: at + 1, outcome: words.outcomes[outcome] })}
            onClick={() => onChoose(id)}
          >
            <NodePicture generation={member} className="is-node" />
          </button>
        );
      })}
    </Group>
  );
}

function SeveralNodes({ drawings }: { readonly drawings: readonly ListedGeneration[] }) {
  const strings = useWords();
  const words = strings.historyPage;
  const compare = useGalleryPage((gallery) => gallery.compare);
  const [first, second] = drawings;
  const isPair = drawings.length === 2 && first !== undefined && second !== undefined;
  return (
    <>
      <p className="details-words">{words.several({ count: drawings.length })}</p>
      <div className="history-pair">
        {drawings.slice(0, 6).map((drawing) => (
          <NodePicture key={drawing.id} generation={drawing} className="is-pair" />
        ))}
      </div>
      {isPair ? (
        <Button className="main-button is-block" onPress={() => compare([first.id, second.id])}>
          <SplitSquareHorizontal size={16} aria-hidden />
          {strings.galleryPage.compare}
        </Button>
      ) : (
        <p className="details-words">{strings.galleryPage.compareTwo}</p>
      )}
    </>
  );
}
