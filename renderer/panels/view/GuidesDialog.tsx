import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Guide, MOST_GUIDES, type Orientation, orientations } from '../../../preload/contract/guides.ts';
import { guidesOf } from '../../document/operations.ts';
import { digitsOf, fromRulerUnit, inRulerUnit } from '../../document/page-units.ts';
import { useDocument, useView, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { NumberBox } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { shortNumber } from '../words.ts';
import { useMeasure } from './use-measure.ts';

/** How far beside the page a guide may be placed by number. */
const FARTHEST = 1e6;

/** Adds guides by number, and lists those of the page, each of which can be moved by number or removed. */
export function GuidesDialog() {
  const words = useWords().view.guides;
  const shown = useView((view) => view.guidesShown);
  const show = useView((view) => view.showGuides);
  return (
    <TitledDialog title={words.title} close={words.close} isOpen={shown} onClose={() => show(false)}>
      <p>{words.says}</p>
      <NewGuide />
      <GuideList />
    </TitledDialog>
  );
}

function NewGuide() {
  const words = useWords().view.guides;
  const page = useDocument(({ document }) => document);
  const { addGuide, guideToEdit } = useView((view) => view);
  const [orientation, setOrientation] = useState<Orientation>('vertical');
  const [position, setPosition] = useState(page.width / 2);
  const { unit } = useView((view) => view.aids);
  const isFull = guidesOf(page).length >= MOST_GUIDES;
  const turn = (next: Orientation) => {
    setOrientation(next);
    setPosition((next === 'vertical' ? page.width : page.height) / 2);
  };
  return (
    <form
      className="region-amount guide-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFull) addGuide({ orientation, position });
      }}
    >
      <Choice
        label={words.orientation}
        values={orientations}
        chosen={orientation}
        nameOf={(each) => words.orientations[each]}
        onChoose={turn}
      />
      <PlaceBox
        label={words.positions[unit]}
        orientation={orientation}
        position={position}
        autoFocus={guideToEdit === null}
        onChange={setPosition}
      />
      <Button className="main-button" type="submit" isDisabled={isFull}>
        {words.add}
      </Button>
      {isFull && (
        <p className="hint" role="status">
          {words.full}
        </p>
      )}
    </form>
  );
}

/** In the order in which they lie on the page, the vertical ones first. */
function GuideList() {
  const words = useWords().view.guides;
  const guides = useDocument(({ document }) => guidesOf(document));
  const sorted = guides.toSorted((a, b) => b.orientation.localeCompare(a.orientation) || a.position - b.position);
  if (guides.length === 0) return <p className="hint">{words.none}</p>;
  return (
    <ul className="backups guide-list" aria-label={words.list}>
      {sorted.map((guide) => (
        <GuideRow key={guide.id} guide={guide} />
      ))}
    </ul>
  );
}

function GuideRow({ guide: { id, orientation, position } }: { readonly guide: Guide }) {
  const strings = useWords();
  const { guides: words, unitSigns: signs } = strings.view;
  const { place, unit } = usePlaces(orientation);
  const shown = shortNumber(strings, place(position));
  const { changeGuide, removeGuide, guideToEdit } = useView((view) => view);
  return (
    <li className="backup">
      <PlaceBox
        label={unit === 'px' ? words.guide[orientation] : `${words.guide[orientation]} (${signs[unit]})`}
        orientation={orientation}
        position={position}
        autoFocus={guideToEdit === id}
        onChange={(next) => changeGuide(id, { position: next })}
      />
      <IconButton
        icon={Trash2}
        size={16}
        label={words.remove({ position: unit === 'px' ? shown : `${shown} ${signs[unit]}` })}
        onPress={() => removeGuide(id)}
      />
    </li>
  );
}

interface PlaceBoxProps {
  readonly label: string;
  readonly orientation: Orientation;
  /** In page pixels. */
  readonly position: number;
  readonly autoFocus: boolean;
  readonly onChange: (position: number) => void;
}

/** A field for the place of a guide, in the unit of the rulers. */
function PlaceBox({ label, orientation, position, autoFocus, onChange }: PlaceBoxProps) {
  const { place, pixels, unit } = usePlaces(orientation);
  return (
    <NumberBox
      label={label}
      value={place(position)}
      least={-FARTHEST}
      most={FARTHEST}
      step={unit === 'px' ? 0.5 : 10 ** -digitsOf[unit]}
      digits={digitsOf[unit]}
      autoFocus={autoFocus}
      onChange={(next) => onChange(Math.max(-FARTHEST, Math.min(FARTHEST, pixels(next))))}
    />
  );
}

/** Between page pixels and the unit of the rulers, across or down the page. */
function usePlaces(orientation: Orientation) {
  const { unit, dpi } = useMeasure();
  const side = useDocument(({ document }) => (orientation === 'vertical' ? document.width : document.height));
  return {
    unit,
    place: (position: number) => inRulerUnit(position, { unit, dpi }, side),
    pixels: (length: number) => fromRulerUnit(length, { unit, dpi }, side),
  };
}
