import { rulerUnits } from '../../../preload/contract/view-aids.ts';
import { setDpi } from '../../document/operations.ts';
import { useDocument, useView, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { DpiBox } from '../controls/DpiBox.tsx';
import { useMeasure } from './use-measure.ts';

/** The unit of the rulers and of guides by number, and how many pixels an inch of this page has. */
export function UnitChoice() {
  const words = useWords().view;
  const { unit, dpi } = useMeasure();
  const change = useDocument((state) => state.change);
  const setAids = useView((view) => view.setAids);
  const isOnPaper = unit === 'cm' || unit === 'in';
  return (
    <>
      <Choice
        label={words.unit}
        help={words.unitHelp}
        values={rulerUnits}
        chosen={unit}
        nameOf={(one) => words.units[one]}
        onChoose={(chosen) => setAids({ unit: chosen })}
      />
      {isOnPaper && (
        <DpiBox
          label={words.dpi}
          value={dpi}
          ofDocument
          onChange={(next) => change((page) => setDpi(page, Math.round(next)))}
        />
      )}
    </>
  );
}
