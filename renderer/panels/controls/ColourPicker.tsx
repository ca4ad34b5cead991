import {
  type Color,
  ColorArea,
  ColorField,
  ColorSlider,
  ColorThumb,
  Input,
  Label,
  parseColor,
  SliderTrack,
} from 'react-aria-components';
import { useWords } from '../context.ts';

/** A colour in sRGB, 0 to 255 per channel. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

interface PickerProps {
  readonly colour: Colour;
  readonly onChange: (colour: Colour) => void;
}

/** A field of saturation and brightness, a line of hues, and the colour as a number. */
export function ColourPicker({ colour, onChange }: PickerProps) {
  const { colours: words } = useWords();
  const change = (next: Color | null) => next !== null && onChange(colourOf(next));
  const value = parseColor(hexOf(colour)).toFormat('hsb');
  return (
    <>
      <ColorArea
        className="colour-area"
        aria-label={words.area}
        colorSpace="hsb"
        xChannel="saturation"
        yChannel="brightness"
        value={value}
        onChange={change}
      >
        <ColorThumb className="colour-thumb" />
      </ColorArea>
      <ColorSlider
        className="colour-hue"
        aria-label={words.hue}
        channel="hue"
        colorSpace="hsb"
        value={value}
        onChange={change}
      >
        <SliderTrack className="colour-track">
          <ColorThumb className="colour-thumb" />
        </SliderTrack>
      </ColorSlider>
      <ColorField className="words-field colour-hex" value={value} onChange={change}>
        <Label>{words.hex}</Label>
        <Input className="text-field" spellCheck={false} />
      </ColorField>
    </>
  );
}

/** The colour as HTML writes it. */
export function hexOf({ red, green, blue }: Colour): string {
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function colourOf(color: Color): Colour {
  const rgb = color.toFormat('rgb');
  const channel = (name: 'red' | 'green' | 'blue') => Math.round(rgb.getChannelValue(name));
  return { red: channel('red'), green: channel('green'), blue: channel('blue') };
}
