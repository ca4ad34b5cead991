import { Check, ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

interface OneOfProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly nameOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
  readonly isDisabled?: boolean;
}

/** A choice of one among values that a list shows when it is opened. */
export function OneOf<Value extends string>(props: OneOfProps<Value>) {
  const { label, values, chosen, nameOf, onChoose, isDisabled = false } = props;
  return (
    <Select
      className="gallery-filter"
      value={chosen}
      isDisabled={isDisabled}
      onChange={(key) => {
        const value = values.find((one) => one === key);
        if (value !== undefined) onChoose(value);
      }}
    >
      <Label className="choice-label">{label}</Label>
      <Button className="plain-button layer-mode-button">
        <SelectValue className="clip" />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom start" offset={4}>
        <ListBox className="menu" items={values.map((id) => ({ id, name: nameOf(id) }))}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="menu-item" textValue={name}>
              {({ isSelected }) => (
                <>
                  <span className="menu-check">{isSelected && <Check size={16} aria-hidden />}</span>
                  {name}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
