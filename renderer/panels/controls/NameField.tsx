import { useEffect, useState } from 'react';

interface NameFieldProps {
  readonly value: string;
  readonly label: string;
  readonly onCommit: (name: string) => void;
}

/** A name that looks like a title until it is clicked. Enter or leaving the field commits it. Escape restores it. */
export function NameField({ value, label, onCommit }: NameFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const name = text.trim();
    if (name === '' || name === value) setText(value);
    else onCommit(name);
  };
  return (
    <span className="name-field">
      <span className="name-field-measure" aria-hidden>
        {text}
      </span>
      <input
        aria-label={label}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') setText(value);
          if (event.key === 'Escape' || event.key === 'Enter') {
            const field = event.currentTarget;
            requestAnimationFrame(() => field.blur());
          }
        }}
      />
    </span>
  );
}
