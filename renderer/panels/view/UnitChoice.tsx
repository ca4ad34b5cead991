import { rulerUnits } from '../../../preload/contract/view-aids.ts';
import { useView, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { DpiBox } from '../controls/DpiBox.tsx';

/** The unit of the rulers and of guides by number, and how many pixels an inch has. */
export function UnitChoice() {
  const words = useWords().view;
  const { unit, dpi } = useView((view) => view.aids);
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
      {isOnPaper && <DpiBox label={words.dpi} value={dpi} onChange={(next) => setAids({ dpi: Math.round(next) })} />}
    </>
  );
}
