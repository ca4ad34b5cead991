import { ArrowLeftRight, Plus, X } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Colour } from '../../document/paint.ts';
import { type PaintColours, sameColour, swapped, toggledSwatch } from '../../tools/paint-options.ts';
import { useToolbox, useWords } from '../context.ts';
import { ColourPicker, hexOf } from '../controls/ColourPicker.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';

/** The two colours below the tools. A press on one opens its picker. */
export function Colours() {
  const { colours: words } = useWords();
  const colours = useToolbox(({ paint }) => paint.colours);
  const setPaint = useToolbox((toolbox) => toolbox.setPaint);
  const set = (changed: PaintColours) => setPaint({ colours: changed });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a group of fields, and these are buttons
    <div className="colours" role="group" aria-label={words.label}>
      <ColourButton which="background" label={words.background} colours={colours} set={set} />
      <ColourButton which="foreground" label={words.foreground} colours={colours} set={set} />
      <IconButton
        icon={ArrowLeftRight}
        label={words.swap}
        hint={useKey('swap-colours')}
        size={14}
        className="colours-swap"
        placement="right"
        onPress={() => set(swapped(colours))}
      />
    </div>
  );
}

interface ColourButtonProps {
  readonly which: 'foreground' | 'background';
  readonly label: string;
  readonly colours: PaintColours;
  readonly set: (colours: PaintColours) => void;
}

function ColourButton({ which, label, colours, set }: ColourButtonProps) {
  const colour = colours[which];
  return (
    <DialogTrigger>
      <Button className={`colour is-${which}`} aria-label={`${label} ${hexOf(colour)}`}>
        <span style={{ background: hexOf(colour) }} />
      </Button>
      <Popover className="popover" placement="right bottom" offset={which === 'foreground' ? 24 : 10}>
        <Dialog className="colour-picker" aria-label={label}>
          <h2>{label}</h2>
          <ColourPicker colour={colour} onChange={(next) => set({ ...colours, [which]: next })} />
          <Kept
            colours={colours}
            chosen={colour}
            onChoose={(next) => set({ ...colours, [which]: next })}
            onToggle={() => set(toggledSwatch(colours, colour))}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface KeptProps {
  readonly colours: PaintColours;
  readonly chosen: Colour;
  readonly onChoose: (colour: Colour) => void;
  readonly onToggle: () => void;
}

/** The recent colours and those that the artist keeps. */
function Kept({ colours, chosen, onChoose, onToggle }: KeptProps) {
  const { colours: words } = useWords();
  const isKept = colours.swatches.some((one) => sameColour(one, chosen));
  return (
    <>
      <Swatches label={words.recent} colours={colours.recent} onChoose={onChoose} />
      <Swatches label={words.swatches} colours={colours.swatches} onChoose={onChoose}>
        <IconButton
          icon={isKept ? X : Plus}
          label={isKept ? words.letGo : words.keep}
          size={14}
          className="is-small"
          onPress={onToggle}
        />
      </Swatches>
    </>
  );
}

interface SwatchesProps {
  readonly label: string;
  readonly colours: readonly Colour[];
  readonly onChoose: (colour: Colour) => void;
  readonly children?: React.ReactNode;
}

function Swatches({ label, colours, onChoose, children }: SwatchesProps) {
  if (colours.length === 0 && children === undefined) return null;
  return (
    <section className="swatches" aria-label={label}>
      <h3>{label}</h3>
      <div>
        {colours.map((colour) => (
          <Button
            key={hexOf(colour)}
            className="swatch"
            aria-label={hexOf(colour)}
            style={{ background: hexOf(colour) }}
            onPress={() => onChoose(colour)}
          />
        ))}
        {children}
      </div>
    </section>
  );
}
