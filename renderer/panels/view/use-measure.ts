import type { Measure } from '../../document/page-units.ts';
import { useDocument, useView } from '../context.ts';

/** The resolution of the page. A page that has none is measured by the one that was chosen for such pages. */
export function useDpi(): number {
  const own = useDocument(({ document }) => document.dpi);
  const usual = useView((view) => view.aids.dpi);
  return own ?? usual;
}

/** The unit of the rulers, and what it is measured by. */
export function useMeasure(): Measure {
  const unit = useView((view) => view.aids.unit);
  return { unit, dpi: useDpi() };
}
