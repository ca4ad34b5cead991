import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';

interface LineSliderProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly most: number;
  readonly shown: number | string;
  /** Whether there are many sliders in the line. */
  readonly isShort?: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider with its name and its value in one line. */
export function LineSlider({ label, help, value, most, shown, isShort = false, onChange }: LineSliderProps) {
  return (
    <div className={`line-slider ${isShort ? 'is-short' : ''}`} title={help}>
      <span aria-hidden>{label}</span>
      <Slider
        className="slider"
        aria-label={label}
        minValue={0}
        maxValue={most}
        step={1}
        value={value}
        onChange={onChange}
      >
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ width: `${(value / most) * 100}%` }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <span className="line-slider-value">{shown}</span>
    </div>
  );
}

/** Brush sizes on the slider, from 1 to 1000 page pixels. The scale is finer for small sizes. */
const TOP = 1000;
export const toSlider = (size: number) => (Math.log(Math.max(1, Math.min(TOP, size))) / Math.log(TOP)) * 100;
export const fromSlider = (value: number) => Math.max(1, Math.round(TOP ** (value / 100)));
