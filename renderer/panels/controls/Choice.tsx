import { useId } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly help?: string;
  readonly values: readonly Value[];
  /** Null where no value is chosen. */
  readonly chosen: Value | null;
  readonly nameOf: (value: Value) => string | number;
  readonly onChoose: (value: Value) => void;
  readonly className?: string;
  readonly isDisabled?: boolean;
}

/** A choice of one among a few values that are all visible. */
export function Choice<Value extends string | number>(props: ChoiceProps<Value>) {
  const { label, help, values, chosen, nameOf, onChoose, className = 'choice', isDisabled = false } = props;
  const id = useId();
  return (
    <div className={className} title={help}>
      <span className="choice-label" id={id}>
        {label}
      </span>
      <ToggleButtonGroup
        className="choice-names"
        aria-labelledby={id}
        selectionMode="single"
        disallowEmptySelection
        isDisabled={isDisabled}
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const value = values.find((each) => keys.has(each));
          if (value !== undefined) onChoose(value);
        }}
      >
        {values.map((value) => (
          <ToggleButton key={value} id={value} className="choice-name">
            {nameOf(value)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
