import type { ComponentType } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { ToolName } from '../../document/canvas-port.ts';
import { lassoKinds, marqueeShapes } from '../../tools/tool-options.ts';
import { useToolbox, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { Tick } from '../controls/Tick.tsx';
import { RegionMenu } from './RegionMenu.tsx';

/** The options of each tool. A tool that is missing here has no options. */
const optionsOf: { readonly [tool in ToolName]?: ComponentType } = {
  move: () => <Says>{useWords().options.move}</Says>,
  marquee: MarqueeOptions,
  lasso: LassoOptions,
  wand: WandOptions,
  brush: BrushOptions,
  eraser: BrushOptions,
  hand: () => <Says>{useWords().options.hand}</Says>,
};

/** The options of the chosen tool in one line, which has the same height for every tool. */
export function ToolOptions() {
  const strings = useWords();
  const tool = useToolbox((toolbox) => toolbox.tool);
  const Options = optionsOf[tool];
  return (
    <section className="tool-options" aria-label={strings.options.label}>
      {Options !== undefined && <Options key={tool} />}
      <span className="spacer" />
      <RegionMenu />
    </section>
  );
}

function Says({ children, help }: { readonly children: string; readonly help?: string }) {
  return (
    <span className="tool-says clip" title={help ?? children}>
      {children}
    </span>
  );
}

function MarqueeOptions() {
  const words = useWords().options;
  const chosen = useToolbox(({ options }) => options.marquee);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  return (
    <>
      <Choice
        className="choice is-inline"
        label={words.marquee}
        values={marqueeShapes}
        chosen={chosen}
        nameOf={(shape) => words.marquees[shape]}
        onChoose={(marquee) => setOptions({ marquee })}
      />
      <Says help={words.modesHelp}>{words.modes}</Says>
    </>
  );
}

function LassoOptions() {
  const words = useWords().options;
  const chosen = useToolbox(({ options }) => options.lasso);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  return (
    <>
      <Choice
        className="choice is-inline"
        label={words.lasso}
        values={lassoKinds}
        chosen={chosen}
        nameOf={(kind) => words.lassos[kind]}
        onChoose={(lasso) => setOptions({ lasso })}
      />
      <Says help={words.modesHelp}>{words.modes}</Says>
      {chosen === 'corners' && <Says>{words.corners}</Says>}
    </>
  );
}

const MOST_TOLERANCE = 255;

function WandOptions() {
  const words = useWords().options;
  const wand = useToolbox(({ options }) => options.wand);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  return (
    <>
      <LineSlider
        label={words.tolerance}
        help={words.toleranceHelp}
        value={wand.tolerance}
        most={MOST_TOLERANCE}
        shown={wand.tolerance}
        onChange={(tolerance) => setOptions({ wand: { ...wand, tolerance } })}
      />
      <Tick
        help={words.contiguousHelp}
        isSelected={wand.contiguous}
        onChange={(contiguous) => setOptions({ wand: { ...wand, contiguous } })}
      >
        {words.contiguous}
      </Tick>
      <Tick
        help={words.allLayersHelp}
        isSelected={wand.allLayers}
        onChange={(allLayers) => setOptions({ wand: { ...wand, allLayers } })}
      >
        {words.allLayers}
      </Tick>
      <Says help={words.modesHelp}>{words.modes}</Says>
    </>
  );
}

/** Brush sizes on the slider, from 1 to 1000 page pixels. The scale is finer for small sizes. */
const TOP = 1000;
const toSlider = (size: number) => (Math.log(Math.max(1, Math.min(TOP, size))) / Math.log(TOP)) * 100;
const fromSlider = (value: number) => Math.max(1, Math.round(TOP ** (value / 100)));

function BrushOptions() {
  const strings = useWords();
  const size = useToolbox((toolbox) => toolbox.brushSize);
  const setSize = useToolbox((toolbox) => toolbox.setBrushSize);
  return (
    <>
      <LineSlider
        label={strings.tools.size}
        value={toSlider(size)}
        most={100}
        shown={Math.round(size)}
        onChange={(value) => setSize(fromSlider(value))}
      />
      <kbd>[ ]</kbd>
      <Says>{strings.options.brushKeys}</Says>
    </>
  );
}

interface LineSliderProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly most: number;
  readonly shown: number;
  readonly onChange: (value: number) => void;
}

/** A slider with its name and its value in one line. */
function LineSlider({ label, help, value, most, shown, onChange }: LineSliderProps) {
  return (
    <div className="line-slider" title={help}>
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
