import { useView, useWords } from '../context.ts';
import { NumberBox } from '../controls/Field.tsx';

/** How far the lines of the grid lie apart. */
export function GridChoice() {
  const words = useWords().view.grid;
  const { gridSpacing, gridDivisions } = useView((view) => view.aids);
  const setAids = useView((view) => view.setAids);
  return (
    <div className="page-sides">
      <NumberBox
        label={words.spacing}
        value={gridSpacing}
        least={2}
        most={4096}
        step={1}
        onChange={(next) => setAids({ gridSpacing: Math.round(next) })}
      />
      <NumberBox
        label={words.divisions}
        value={gridDivisions}
        least={1}
        most={64}
        step={1}
        onChange={(next) => setAids({ gridDivisions: Math.round(next) })}
      />
    </div>
  );
}
