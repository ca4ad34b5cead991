import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

interface TickProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly help?: string;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

/** A labelled checkbox. */
export function Tick({ isSelected, onChange, help, isDisabled = false, children }: TickProps) {
  return (
    <span title={help}>
      <Checkbox className="checkbox" isSelected={isSelected} isDisabled={isDisabled} onChange={onChange}>
        <span className="checkbox-box" aria-hidden />
        {children}
      </Checkbox>
    </span>
  );
}
