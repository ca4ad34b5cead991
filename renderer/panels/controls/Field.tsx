import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import {
  Button,
  Group,
  Input,
  Label,
  NumberField,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  TextField,
} from 'react-aria-components';
import { MOST_CHARACTERS } from '../../../preload/contract/words.ts';
import { useWords } from '../context.ts';
import { NumberInput } from './NumberInput.tsx';

interface ValueProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** The start and the end of a gesture, which is one undo step. */
  readonly onStart?: () => void;
  readonly onEnd?: () => void;
}

/** A slider with its name and its value. */
export function ValueSlider(
  props: ValueProps & {
    readonly format?: (value: number) => string;
    readonly help?: string;
    readonly isDisabled?: boolean;
  },
) {
  const {
    label,
    value,
    least,
    most,
    step,
    onChange,
    onStart,
    onEnd,
    help,
    format = String,
    isDisabled = false,
  } = props;
  const share = ((Math.max(least, Math.min(most, value)) - least) / (most - least)) * 100;
  return (
    <Slider
      className="slider"
      isDisabled={isDisabled}
      minValue={least}
      maxValue={most}
      step={step}
      value={value}
      onChange={(next) => {
        onStart?.();
        onChange(next);
      }}
      {...(onEnd === undefined ? {} : { onChangeEnd: onEnd })}
    >
      <div className="slider-head" title={help}>
        <Label>{label}</Label>
        <SliderOutput className="slider-value">{() => format(value)}</SliderOutput>
      </div>
      <SliderTrack className="slider-track">
        <span className="slider-fill" style={{ width: `${share}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  /** Whether a dialog opens with the focus here and all words marked, so that typing replaces them. */
  readonly isFirst?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A labelled line for words that go to the model. */
export function WordsField({ label, placeholder, isFirst = false, onKeyDown, ...field }: WordsProps) {
  return (
    <TextField className="words-field" maxLength={MOST_CHARACTERS} autoFocus={isFirst} {...field}>
      <Label>{label}</Label>
      {/* The handler is on the input, since a TextField stops the propagation of every key that it handles. */}
      <Input
        className="text-field"
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(onKeyDown === undefined ? {} : { onKeyDown })}
        {...(isFirst && { onFocus: (event) => event.currentTarget.select() })}
      />
      <WordsLimit length={field.value.length} />
    </TextField>
  );
}

/** Says that the field is full when it takes no more words. */
export function WordsLimit({ length }: { readonly length: number }) {
  const strings = useWords();
  if (length < MOST_CHARACTERS) return null;
  return (
    <p className="hint" role="status">
      {strings.prompt.full({ most: MOST_CHARACTERS })}
    </p>
  );
}

/** A field for a number that is typed or changed by steps. */
export function NumberBox({
  label,
  value,
  least,
  most,
  step,
  onChange,
  autoFocus = false,
  digits = 2,
  ofDocument = false,
}: ValueProps & {
  readonly autoFocus?: boolean;
  readonly digits?: number;
  /** Whether undo takes the number back once it is taken, so that the field leaves these keys to the window. */
  readonly ofDocument?: boolean;
}) {
  return (
    <NumberField
      className="number"
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      autoFocus={autoFocus}
      formatOptions={{ useGrouping: false, maximumFractionDigits: digits }}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next);
      }}
    >
      <Label>{label}</Label>
      <Group className="number-group">
        <NumberInput isFirst={autoFocus} ofDocument={ofDocument} />
        <Button slot="decrement">
          <Minus size={12} aria-hidden />
        </Button>
        <Button slot="increment">
          <Plus size={12} aria-hidden />
        </Button>
      </Group>
    </NumberField>
  );
}
