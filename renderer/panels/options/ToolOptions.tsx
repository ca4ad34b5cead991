import { type ComponentType, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import type { ToolName } from '../../../preload/contract/tool-names.ts';
import { MOST_DEGREES } from '../../document/straighten.ts';
import { cropAspects, lassoKinds, marqueeShapes } from '../../tools/tool-options.ts';
import { usePage, useStudio, useToolbox, useViewAngle, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { KeyHint } from '../controls/KeyHint.tsx';
import { LineSlider } from '../controls/LineSlider.tsx';
import { Tick } from '../controls/Tick.tsx';
import { fromSlider, toSlider } from './brush-scale.ts';
import { FindByWords } from './FindByWords.tsx';
import { LineNumber } from './LineNumber.tsx';
import { BucketOptions, GradientOptions, TipOptions } from './PaintOptions.tsx';
import { RegionMenu } from './RegionMenu.tsx';
import { ShapeOptions } from './ShapeOptions.tsx';
import { TextOptions } from './TextOptions.tsx';

/** The options of each tool. A tool that is missing here has no options. */
const optionsOf: { readonly [tool in ToolName]?: ComponentType } = {
  move: () => <Says>{useWords().options.move}</Says>,
  marquee: MarqueeOptions,
  lasso: LassoOptions,
  wand: WandOptions,
  thing: ThingOptions,
  brush: BrushOptions,
  eraser: BrushOptions,
  paintbrush: () => <TipOptions tool="paintbrush" />,
  pencil: () => <TipOptions tool="pencil" />,
  'paint-eraser': () => <TipOptions tool="paint-eraser" />,
  bucket: BucketOptions,
  gradient: () => (
    <>
      <GradientOptions />
      <Says>{useWords().paint.gradient}</Says>
    </>
  ),
  eyedropper: () => <Says>{useWords().paint.eyedropper}</Says>,
  text: TextOptions,
  shape: ShapeOptions,
  crop: CropOptions,
  hand: () => <Says>{useWords().options.hand}</Says>,
  rotate: RotateOptions,
};

function RotateOptions() {
  const words = useWords().options;
  const { viewport } = useStudio().canvas;
  const angle = useViewAngle();
  return (
    <>
      <LineNumber
        label={words.viewAngle}
        value={Math.round(angle * 100) / 100}
        least={-360}
        most={360}
        step={null}
        onChange={(degrees) => viewport.turnTo(degrees)}
      />
      <span className="line-sign" aria-hidden>
        °
      </span>
      <Button className="plain-button" isDisabled={angle === 0} onPress={() => viewport.turnTo(0)}>
        {words.resetTurn}
      </Button>
      <Says>{words.rotate}</Says>
    </>
  );
}

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

function CropOptions() {
  const words = useWords().options;
  const chosen = useToolbox(({ options }) => options.cropAspect);
  const draws = useToolbox(({ options }) => options.cropDraws);
  const isOpen = useToolbox(({ path }) => path === 'crop.framing');
  const { setOptions, finishGesture } = useToolbox((toolbox) => toolbox);
  return (
    <>
      <Choice
        className="choice is-inline"
        label={words.cropAspect}
        values={cropAspects}
        chosen={chosen}
        nameOf={(aspect) => (aspect === 'free' || aspect === 'page' ? words.cropAspects[aspect] : aspect)}
        onChoose={(cropAspect) => setOptions({ cropAspect })}
      />
      <Button className="plain-button" isDisabled={!isOpen} onPress={() => finishGesture()}>
        {words.cropNow}
      </Button>
      <Tick help={words.cropDrawsHelp} isSelected={draws} onChange={(cropDraws) => setOptions({ cropDraws })}>
        {words.cropDraws}
      </Tick>
      <Straighten />
    </>
  );
}

/** A horizon is drawn, or the degrees are typed. */
function Straighten() {
  const words = useWords().options;
  const straightens = useToolbox(({ options }) => options.straightens);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  const straighten = usePage((page) => page.straighten);
  const [degrees, setDegrees] = useState(0);
  return (
    <>
      <span className="line-rule" />
      <span title={words.straightenHelp}>
        <ToggleButton
          className="plain-button"
          isSelected={straightens}
          onChange={(isOn) => setOptions({ straightens: isOn })}
        >
          {words.straighten}
        </ToggleButton>
      </span>
      <LineNumber
        label={words.degrees}
        value={degrees}
        least={-MOST_DEGREES}
        most={MOST_DEGREES}
        step={null}
        onChange={setDegrees}
      />
      <span className="line-sign" aria-hidden>
        °
      </span>
      <Button
        className="plain-button"
        // What is typed arrives when the field is left, which a press of a disabled button would not wait for.
        onPress={() => {
          straighten(degrees);
          setDegrees(0);
        }}
      >
        {words.turn}
      </Button>
      <Says>{straightens ? words.straightenSays : words.crop}</Says>
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

function ThingOptions() {
  const { options, parts } = useWords();
  return (
    <>
      <Says>{parts.tool}</Says>
      <FindByWords />
      <Says help={options.modesHelp}>{options.modes}</Says>
    </>
  );
}

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
      <KeyHint action="brush-smaller" />
      <KeyHint action="brush-bigger" />
      <Says>{strings.options.brushKeys}</Says>
    </>
  );
}
