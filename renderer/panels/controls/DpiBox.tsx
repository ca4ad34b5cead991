import { LEAST_DPI, MOST_DPI } from '../../../preload/contract/dpi.ts';
import { NumberBox } from './Field.tsx';

interface DpiBoxProps {
  readonly label: string;
  /** Pixels of an inch. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Whether the number changes the document, which then has the undo step. */
  readonly ofDocument?: boolean;
}

/** How many pixels an inch has. */
export function DpiBox(props: DpiBoxProps) {
  return <NumberBox {...props} least={LEAST_DPI} most={MOST_DPI} step={1} />;
}
