import { Label, NumberField, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useGesture } from '../controls/gesture.ts';
import { NumberInput } from '../controls/NumberInput.tsx';

interface SettingProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly isDisabled: boolean;
  /** A gradient behind the slider that shows what its ends mean. */
  readonly track?: string;
  readonly onChange: (value: number) => void;
}

/** A dial as a slider and as a number. A drag is one undo step. */
export function Setting({ label, value, least, most, isDisabled, track, onChange }: SettingProps) {
  const gesture = useGesture();
  const place = (one: number) => ((Math.max(least, Math.min(most, one)) - least) / (most - least)) * 100;
  const [from, to] = [place(Math.max(least, 0)), place(value)].sort((a, b) => a - b) as [number, number];
  return (
    <div className="setting">
      <Slider
        className={`slider ${track === undefined ? '' : 'is-coloured'}`}
        minValue={least}
        maxValue={most}
        step={1}
        value={value}
        isDisabled={isDisabled}
        onChange={(next) => {
          gesture.begin();
          onChange(next);
        }}
        onChangeEnd={gesture.end}
      >
        <div className="slider-head">
          <Label>{label}</Label>
        </div>
        <SliderTrack className="slider-track" style={track === undefined ? {} : { backgroundImage: track }}>
          {track === undefined && <span className="slider-fill" style={{ left: `${from}%`, width: `${to - from}%` }} />}
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <SettingNumber {...{ label, value, least, most, isDisabled, onChange }} />
    </div>
  );
}

interface NumberProps extends Omit<SettingProps, 'track'> {
  readonly step?: number;
}

/** A number that is typed or changed by steps. Each change is one undo step. */
export function SettingNumber({ label, value, least, most, step = 1, isDisabled, onChange }: NumberProps) {
  return (
    <NumberField
      className="setting-number"
      aria-label={label}
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      isDisabled={isDisabled}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 2 }}
      onChange={(next) => Number.isFinite(next) && next !== value && onChange(next)}
    >
      <NumberInput className="text-field" title={label} ofDocument />
    </NumberField>
  );
}
