import { Label, NumberField } from 'react-aria-components';
import { NumberInput } from '../controls/NumberInput.tsx';

interface LineNumberProps {
  readonly label: string;
  /** The words before the field, where its place does not say what it is. */
  readonly sign?: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Null allows every value between the limits. */
  readonly step?: number | null;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A short field for a number in the line of options. */
export function LineNumber(props: LineNumberProps) {
  const { label, sign, value, least, most, step = 1, isDisabled = false, onChange } = props;
  return (
    <NumberField
      className="line-number"
      value={value}
      minValue={least}
      maxValue={most}
      isDisabled={isDisabled}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 2 }}
      onChange={(next) => Number.isFinite(next) && next !== value && onChange(next)}
      {...(step !== null && { step })}
      {...(sign === undefined && { 'aria-label': label })}
    >
      {sign !== undefined && <Label className="line-sign">{sign}</Label>}
      <NumberInput className="text-field" title={label} ofDocument />
    </NumberField>
  );
}
