import { PaintbrushVertical } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack, Toolbar } from 'react-aria-components';
import type { ToolName } from '../../document/canvas-port.ts';
import { toolNames, tools } from '../../tools/registry.ts';
import { useDocument, useToolbox, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';

/** All of it keeps its place, whatever tool is chosen. */
export function ToolRail() {
  const strings = useWords();
  const shown = useToolbox(({ tool, handHeld }): ToolName => (handHeld ? 'hand' : tool));
  return (
    <div className="rail-tools">
      {/* The slider stands beside the toolbar: it uses the arrow keys that lead from tool to tool. */}
      <Toolbar className="rail-toolbar" orientation="vertical" aria-label={strings.tools.label}>
        {toolNames.map((tool) => (
          <Tool key={tool} tool={tool} chosen={tool === shown} />
        ))}
      </Toolbar>
      <BrushSize />
      <ClearMask />
    </div>
  );
}

interface ToolProps {
  readonly tool: ToolName;
  readonly chosen: boolean;
}

function Tool({ tool, chosen }: ToolProps) {
  const strings = useWords();
  const select = useToolbox((toolbox) => toolbox.select);
  return (
    <IconButton
      icon={tools[tool].icon}
      label={strings.tools[tool]}
      hint={useKey(`tool-${tool}`)}
      pressed={chosen}
      size={20}
      placement="right"
      onPress={() => select(tool)}
    />
  );
}

function ClearMask() {
  const strings = useWords();
  const clearRegion = useDocument((state) => state.clearRegion);
  const painted = useDocument(({ document }) => document.region.length > 0);
  return (
    <IconButton
      icon={PaintbrushVertical}
      label={strings.tools.clearRegion}
      hint={useKey('clear-mask')}
      className="rail-clear"
      isDisabled={!painted}
      placement="right"
      onPress={clearRegion}
    />
  );
}

/** Sizes as a slider sees them: fine below, coarse above, from 1 to 1000 page pixels. */
const TOP = 1000;
const toSlider = (size: number) => (Math.log(Math.max(1, Math.min(TOP, size))) / Math.log(TOP)) * 100;
const fromSlider = (value: number) => Math.max(1, Math.round(TOP ** (value / 100)));

function BrushSize() {
  const strings = useWords();
  const size = useToolbox((toolbox) => toolbox.brushSize);
  const setSize = useToolbox((toolbox) => toolbox.setBrushSize);
  return (
    <div className="rail-size">
      <Slider
        className="slider is-vertical"
        orientation="vertical"
        aria-label={strings.tools.size}
        minValue={0}
        maxValue={100}
        step={1}
        value={toSlider(size)}
        onChange={(value) => setSize(fromSlider(value))}
      >
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ height: `${toSlider(size)}%` }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <span className="rail-number">{Math.round(size)}</span>
      <span className="rail-keys">[ ]</span>
    </div>
  );
}
