import { NumberField } from 'react-aria-components';
import { canSet, type NumberName, numberNames, numbersOf, setNumber } from '../../document/layer-numbers.ts';
import { useDocument, useWords } from '../context.ts';
import { NumberInput } from '../controls/NumberInput.tsx';

/** Where the chosen layers lie and how large they are, as numbers. Its place stays where nothing is chosen. */
export function LayerNumbers() {
  const { layers: words } = useWords();
  return (
    <fieldset className="layer-numbers" aria-label={words.place}>
      {numberNames.map((name) => (
        <OneNumber key={name} name={name} />
      ))}
    </fieldset>
  );
}

function OneNumber({ name }: { readonly name: NumberName }) {
  const { layers: words } = useWords();
  const document = useDocument((state) => state.document);
  const ids = useDocument((state) => state.selectedLayerIds);
  const change = useDocument((state) => state.change);
  const value = numbersOf(document, ids)?.[name] ?? Number.NaN;
  return (
    <NumberField
      className="layer-number"
      aria-label={words.numbers[name]}
      value={value}
      step={name === 'angle' ? 0.1 : 1}
      isDisabled={!canSet(document, ids, name)}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 1 }}
      onChange={(next) => {
        // What the field shows is rounded. Leaving it unchanged must not move the layer.
        if (Number.isFinite(next) && shown(next) !== shown(value)) change((page) => setNumber(page, ids, name, next));
      }}
    >
      <span className="layer-number-sign" aria-hidden>
        {words.numberSigns[name]}
      </span>
      <NumberInput ofDocument />
    </NumberField>
  );
}

const shown = (value: number) => Math.round(10 * value);
