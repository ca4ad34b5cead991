import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';

interface LineSliderProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly shown: number | string;
  /** Whether there are many sliders in the line. */
  readonly isShort?: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider with its name and its value in one line. */
export function LineSlider(props: LineSliderProps) {
  const { label, help, value, least = 0, most, shown, isShort = false, onChange } = props;
  return (
    <div className={`line-slider ${isShort ? 'is-short' : ''}`} title={help}>
      <span aria-hidden>{label}</span>
      <Slider
        className="slider"
        aria-label={label}
        minValue={least}
        maxValue={most}
        step={1}
        value={value}
        onChange={onChange}
      >
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ width: `${((value - least) / (most - least)) * 100}%` }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <span className="line-slider-value">{shown}</span>
    </div>
  );
}
