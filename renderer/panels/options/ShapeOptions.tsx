import { Circle, Hexagon, Minus, Square } from 'lucide-react';
import { type ShapeForm, type ShapeStyle, shapeForms } from '../../../preload/contract/drawn-layers.ts';
import type { Colour } from '../../document/paint.ts';
import { restyledShape } from '../../document/shape-layers.ts';
import { useDocument, useToolbox, useWords } from '../context.ts';
import { ColourField } from '../controls/ColourField.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Tick } from '../controls/Tick.tsx';
import { LineNumber } from './LineNumber.tsx';

const icons = { rectangle: Square, ellipse: Circle, polygon: Hexagon, line: Minus } as const;

/** The look of the chosen shape, or else of the next one. */
export function ShapeOptions() {
  const { shape: words } = useWords();
  const { style, set, choose } = useShapeStyle();
  const isLine = style.form === 'line';
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a group of fields, and these are buttons */}
      <span className="line-group" role="group" aria-label={words.form}>
        {shapeForms.map((form) => (
          <IconButton
            key={form}
            icon={icons[form]}
            label={words.forms[form]}
            pressed={style.form === form}
            onPress={() => choose(form)}
          />
        ))}
      </span>
      <span className="line-rule" aria-hidden />
      <InkField
        label={words.fill}
        colourLabel={words.fillColour}
        colour={isLine ? null : style.fill}
        isDisabled={isLine}
        onChange={(fill) => set({ fill })}
      />
      <InkField
        label={words.stroke}
        colourLabel={words.strokeColour}
        colour={style.stroke}
        isDisabled={isLine}
        onChange={(stroke) => set({ stroke })}
      />
      <LineNumber
        label={words.strokeWidth}
        sign={words.strokeWidth}
        value={style.strokeWidth}
        least={isLine ? 0.5 : 0}
        most={1000}
        isDisabled={style.stroke === null}
        onChange={(strokeWidth) => set({ strokeWidth })}
      />
      <LineNumber
        label={words.radius}
        sign={words.radius}
        value={style.radius}
        least={0}
        most={10_000}
        isDisabled={style.form !== 'rectangle'}
        onChange={(radius) => set({ radius })}
      />
      <LineNumber
        label={words.sides}
        sign={words.sides}
        value={style.sides}
        least={3}
        most={60}
        isDisabled={style.form !== 'polygon'}
        onChange={(sides) => set({ sides: Math.round(sides) })}
      />
      <span className="tool-says clip" title={words.says}>
        {words.says}
      </span>
    </>
  );
}

function useShapeStyle() {
  const next = useToolbox(({ options }) => options.shape);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  const change = useDocument((state) => state.change);
  const selectLayer = useDocument((state) => state.selectLayer);
  const chosen = useDocument(({ document, selectedLayerId }) => {
    const layer = document.layers.find(({ id }) => id === selectedLayerId);
    return layer?.kind === 'shape' ? layer : null;
  });
  const style = chosen?.style ?? next;
  const set = (patch: Partial<ShapeStyle>) => {
    setOptions({ shape: { ...style, ...patch } });
    if (chosen !== null) change((page) => restyledShape(page, chosen.id, patch));
  };
  /** The form of the next shape. The chosen one keeps its own. */
  const choose = (form: ShapeForm) => {
    setOptions({ shape: { ...style, form } });
    if (chosen !== null && chosen.style.form !== form) selectLayer(null);
  };
  return { style, set, choose };
}

interface InkProps {
  readonly label: string;
  readonly colourLabel: string;
  readonly colour: Colour | null;
  readonly isDisabled: boolean;
  readonly onChange: (colour: Colour | null) => void;
}

const BLACK: Colour = { red: 0, green: 0, blue: 0 };

/** Whether there is a fill or a stroke, and its colour. */
function InkField({ label, colourLabel, colour, isDisabled, onChange }: InkProps) {
  return (
    <>
      <Tick isSelected={colour !== null} isDisabled={isDisabled} onChange={(on) => onChange(on ? BLACK : null)}>
        {label}
      </Tick>
      <ColourField label={colourLabel} colour={colour ?? BLACK} isDisabled={colour === null} onChange={onChange} />
    </>
  );
}
