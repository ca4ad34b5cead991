import { type KeyboardEvent, useContext, useRef, useState } from 'react';
import { Input, NumberFieldStateContext } from 'react-aria-components';

interface NumberInputProps {
  readonly className?: string;
  readonly title?: string;
  /** Whether the number changes the document, which then has the undo step. */
  readonly ofDocument?: boolean;
  /** Whether a dialog opens with the focus here, so that typing replaces the number. */
  readonly isFirst?: boolean;
}

/**
 * The input of a NumberField. Escape takes back what was typed and not taken yet. Where nothing is typed, a number of the
 * document leaves the keys of undo to the document.
 */
export function NumberInput({ isFirst = false, ofDocument = false, ...props }: NumberInputProps) {
  const field = useContext(NumberFieldStateContext);
  const [typed, setTyped] = useState(false);
  const before = useRef('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setTyped(false);
    if (event.key !== 'Escape' || !typed || inDialog(event.currentTarget)) return;
    event.preventDefault();
    field?.setInputValue(before.current);
    setTyped(false);
  };
  return (
    <Input
      {...props}
      {...(ofDocument && !typed && { 'data-number': 'taken' })}
      onBlur={() => setTyped(false)}
      onInput={() => {
        // The state of the field is the one before this input.
        if (!typed) before.current = field?.inputValue ?? '';
        setTyped(true);
      }}
      onKeyDown={onKeyDown}
      {...(isFirst && { onFocus: (event) => event.currentTarget.select() })}
    />
  );
}

/** Escape closes a dialog, whatever is typed in it. */
const inDialog = (element: Element) => element.closest('[role=dialog], [role=alertdialog]') !== null;
