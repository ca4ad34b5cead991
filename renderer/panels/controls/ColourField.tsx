import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { type Colour, ColourPicker, hexOf } from './ColourPicker.tsx';

interface ColourFieldProps {
  readonly label: string;
  readonly colour: Colour;
  readonly isDisabled?: boolean;
  readonly onChange: (colour: Colour) => void;
  /** Called when the picker closes. */
  readonly onClose?: () => void;
}

/** A colour. A press opens its picker. */
export function ColourField({ label, colour, isDisabled = false, onChange, onClose }: ColourFieldProps) {
  return (
    <DialogTrigger onOpenChange={(open) => !open && onClose?.()}>
      <Button className="line-colour" isDisabled={isDisabled} aria-label={`${label} ${hexOf(colour)}`}>
        <span style={{ background: hexOf(colour) }} />
      </Button>
      <Popover className="popover" placement="bottom start" offset={6}>
        <Dialog className="colour-picker" aria-label={label}>
          <h2>{label}</h2>
          <ColourPicker colour={colour} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
