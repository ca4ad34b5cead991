import { ChevronDown } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Tip } from '../../document/paint.ts';
import { gradientShapes, type TipTool } from '../../tools/paint-options.ts';
import { useToolbox, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { LineSlider } from '../controls/LineSlider.tsx';
import { Tick } from '../controls/Tick.tsx';
import { fromSlider, toSlider } from './brush-scale.ts';

/** The options of the tools that paint. */

interface PercentProps {
  readonly label: string;
  readonly help: string;
  /** 0 to 1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Percent({ label, help, value, onChange }: PercentProps) {
  const { paint: words } = useWords();
  const percent = Math.round(100 * value);
  const shown = words.percent({ value: percent });
  return (
    <LineSlider
      {...{ label, help, shown }}
      value={percent}
      most={100}
      isShort
      onChange={(next) => onChange(next / 100)}
    />
  );
}

export function TipOptions({ tool }: { readonly tool: TipTool }) {
  const { paint: words } = useWords();
  const tip = useToolbox(({ paint }) => paint.tips[tool]);
  const setTip = useToolbox((toolbox) => toolbox.setTip);
  const set = (change: Partial<Tip>) => setTip(tool, change);
  return (
    <>
      <LineSlider
        label={words.size}
        value={toSlider(tip.size)}
        most={100}
        shown={Math.round(tip.size)}
        isShort
        onChange={(value) => set({ size: fromSlider(value) })}
      />
      {!tip.crisp && (
        <Percent
          label={words.hardness}
          help={words.hardnessHelp}
          value={tip.hardness}
          onChange={(hardness) => set({ hardness })}
        />
      )}
      <Percent
        label={words.opacity}
        help={words.opacityHelp}
        value={tip.opacity}
        onChange={(opacity) => set({ opacity })}
      />
      <DialogTrigger>
        <Button className="quiet-button">
          {words.more}
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Popover className="popover" placement="bottom start" offset={6}>
          <Dialog className="paint-more" aria-label={words.more}>
            <Percent label={words.flow} help={words.flowHelp} value={tip.flow} onChange={(flow) => set({ flow })} />
            <Percent
              label={words.smoothing}
              help={words.smoothingHelp}
              value={tip.smoothing}
              onChange={(smoothing) => set({ smoothing })}
            />
            <Tick isSelected={tip.pressureSize} onChange={(pressureSize) => set({ pressureSize })}>
              {words.pressureSize}
            </Tick>
            <Tick isSelected={tip.pressureOpacity} onChange={(pressureOpacity) => set({ pressureOpacity })}>
              {words.pressureOpacity}
            </Tick>
            <Tick isSelected={tip.tilt} onChange={(tilt) => set({ tilt })}>
              {words.tilt}
            </Tick>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}

const MOST_TOLERANCE = 255;

export function BucketOptions() {
  const { paint: words, options } = useWords();
  const bucket = useToolbox(({ paint }) => paint.bucket);
  const setPaint = useToolbox((toolbox) => toolbox.setPaint);
  const set = (change: Partial<typeof bucket>) => setPaint({ bucket: { ...bucket, ...change } });
  return (
    <>
      <LineSlider
        label={options.tolerance}
        help={options.toleranceHelp}
        value={bucket.tolerance}
        most={MOST_TOLERANCE}
        shown={bucket.tolerance}
        isShort
        onChange={(tolerance) => set({ tolerance })}
      />
      <Percent
        label={words.opacity}
        help={words.opacityHelp}
        value={bucket.opacity}
        onChange={(opacity) => set({ opacity })}
      />
      <Tick help={options.contiguousHelp} isSelected={bucket.contiguous} onChange={(contiguous) => set({ contiguous })}>
        {options.contiguous}
      </Tick>
      <Tick help={words.bucketAllHelp} isSelected={bucket.allLayers} onChange={(allLayers) => set({ allLayers })}>
        {words.bucketAll}
      </Tick>
    </>
  );
}

export function GradientOptions() {
  const { paint: words } = useWords();
  const gradient = useToolbox(({ paint }) => paint.gradient);
  const setPaint = useToolbox((toolbox) => toolbox.setPaint);
  const set = (change: Partial<typeof gradient>) => setPaint({ gradient: { ...gradient, ...change } });
  return (
    <>
      <Choice
        className="choice is-inline"
        label={words.shape}
        values={gradientShapes}
        chosen={gradient.shape}
        nameOf={(shape) => words.shapes[shape]}
        onChoose={(shape) => set({ shape })}
      />
      <Percent
        label={words.opacity}
        help={words.opacityHelp}
        value={gradient.opacity}
        onChange={(opacity) => set({ opacity })}
      />
      <Tick help={words.toClearHelp} isSelected={gradient.toClear} onChange={(toClear) => set({ toClear })}>
        {words.toClear}
      </Tick>
    </>
  );
}
