import { type KeyboardEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { closedSaid, wordsClosedBy } from '../../generation/tasks/parts-by-words.ts';
import { modeOf } from '../../tools/region-gesture.ts';
import { useApp, useRegion, useWords } from '../context.ts';

const MOST_LETTERS = 200;

/** The field for the name of a thing, which the model looks for in the picture. */
export function FindByWords() {
  const strings = useWords();
  const words = strings.parts;
  const manifest = useApp((app) => (app.services.engine.state === 'running' ? (app.engine?.manifest ?? null) : null));
  const ofWords = useRegion((region) => region.ofWords);
  const [typed, setTyped] = useState('');
  const closed = wordsClosedBy(manifest);
  const reason = closed === null ? null : closedSaid(strings, closed, manifest?.name ?? '');
  const name = typed.trim();
  const isReady = closed === null && name !== '';
  const find = (held: { readonly shift: boolean; readonly alt: boolean }) => {
    if (isReady) void ofWords(name, modeOf(held));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    find({ shift: event.shiftKey, alt: event.altKey });
  };
  return (
    <span className="thing-words" title={reason ?? words.wordsHelp}>
      <TextField
        className="line-number"
        value={typed}
        onChange={setTyped}
        isDisabled={closed !== null}
        maxLength={MOST_LETTERS}
      >
        <Label className="line-sign">{words.words}</Label>
        <Input
          className="text-field"
          placeholder={words.wordsHint}
          aria-description={reason ?? words.wordsHelp}
          onKeyDown={onKeyDown}
        />
      </TextField>
      <Button
        className="plain-button"
        isDisabled={!isReady}
        onPress={({ shiftKey, altKey }) => find({ shift: shiftKey, alt: altKey })}
      >
        {words.find}
      </Button>
      {reason !== null && <span className="tool-says clip">{reason}</span>}
    </span>
  );
}
