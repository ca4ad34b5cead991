import { LEAST_DPI, MOST_DPI } from '../../../preload/contract/new-page.ts';
import { NumberBox } from './Field.tsx';

interface DpiBoxProps {
  readonly label: string;
  /** Pixels of an inch. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How many pixels an inch has. */
export function DpiBox(props: DpiBoxProps) {
  return <NumberBox {...props} least={LEAST_DPI} most={MOST_DPI} step={1} />;
}
