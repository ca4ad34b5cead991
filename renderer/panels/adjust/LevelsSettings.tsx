import { useState } from 'react';
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import {
  type ChannelLevels,
  type LevelsAdjustment,
  type LevelsChannel,
  levelsChannels,
} from '../../../preload/contract/adjustments.ts';
import { gammaAt, middleOf } from '../../document/levels-middle.ts';
import { useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { useGesture } from '../controls/gesture.ts';
import { HistogramBelow } from './HistogramBelow.tsx';
import { SettingNumber } from './Setting.tsx';

interface LevelsProps {
  readonly layerId: string;
  readonly levels: LevelsAdjustment;
  readonly isDisabled: boolean;
  readonly onChange: (levels: LevelsAdjustment) => void;
}

/** The levels of one channel below the histogram of that channel. */
export function LevelsSettings({ layerId, levels, isDisabled, onChange }: LevelsProps) {
  const { adjust: words } = useWords();
  const [channel, setChannel] = useState<LevelsChannel>('master');
  const own = levels[channel];
  const set = (patch: Partial<ChannelLevels>) => onChange({ ...levels, [channel]: { ...own, ...patch } });
  const number = (name: keyof ChannelLevels, least: number, most: number, step = 1) => (
    <SettingNumber
      label={words[name]}
      value={own[name]}
      least={least}
      most={most}
      step={step}
      isDisabled={isDisabled}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <>
      <Choice
        className="choice is-inline"
        label={words.channel}
        values={levelsChannels}
        chosen={channel}
        nameOf={(one) => words.channels[one]}
        onChoose={setChannel}
      />
      <HistogramBelow layerId={layerId} channel={channel} />
      <Thumbs
        label={words.input}
        names={[words.inBlack, words.gamma, words.inWhite]}
        values={[own.inBlack, middleOf(own), own.inWhite]}
        isDisabled={isDisabled}
        onChange={([inBlack = 0, middle = 128, inWhite = 255]) => {
          if (inBlack !== own.inBlack || inWhite !== own.inWhite) {
            if (inWhite - inBlack >= 2) set({ inBlack, inWhite });
          } else set({ gamma: gammaAt(middle, own) });
        }}
      />
      <div className="setting-row is-numbers">
        {number('inBlack', 0, own.inWhite - 2)}
        {number('gamma', 0.1, 9.99, 0.01)}
        {number('inWhite', own.inBlack + 2, 255)}
      </div>
      <Thumbs
        label={words.output}
        names={[words.outBlack, words.outWhite]}
        values={[Math.min(own.outBlack, own.outWhite), Math.max(own.outBlack, own.outWhite)]}
        isDisabled={isDisabled}
        onChange={([outBlack = 0, outWhite = 255]) => set({ outBlack, outWhite })}
      />
      <div className="setting-row is-numbers">
        {number('outBlack', 0, 255)}
        <span className="spacer" />
        {number('outWhite', 0, 255)}
      </div>
    </>
  );
}

interface ThumbsProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly isDisabled: boolean;
  readonly onChange: (values: number[]) => void;
}

/** A slider with several thumbs, from black on the left to white on the right. A drag is one undo step. */
function Thumbs({ label, names, values, isDisabled, onChange }: ThumbsProps) {
  const gesture = useGesture();
  return (
    <Slider
      className="slider is-coloured"
      minValue={0}
      maxValue={255}
      step={1}
      value={[...values]}
      isDisabled={isDisabled}
      onChange={(next) => {
        gesture.begin();
        onChange(next);
      }}
      onChangeEnd={gesture.end}
    >
      <Label className="visually-hidden">{label}</Label>
      <SliderTrack className="slider-track" style={{ backgroundImage: 'linear-gradient(to right, #000, #fff)' }}>
        {names.map((name, at) => (
          <SliderThumb key={name} index={at} className="slider-thumb" aria-label={name} />
        ))}
      </SliderTrack>
    </Slider>
  );
}
