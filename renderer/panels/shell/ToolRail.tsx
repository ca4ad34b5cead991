import { PaintbrushVertical } from 'lucide-react';
import { Fragment } from 'react';
import { Separator, Toolbar } from 'react-aria-components';
import { type ToolName, toolNames } from '../../../preload/contract/tool-names.ts';
import { tools } from '../../tools/registry.ts';
import { useDocument, useToolbox, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';
import { Colours } from './Colours.tsx';

/** The first tools of the groups: what marks the region, what paints on layers, what adds layers, and the page. */
const groupBegins: readonly ToolName[] = ['marquee', 'paintbrush', 'text', 'crop'];

/** The buttons of the tools. They keep their places whichever tool is chosen. */
export function ToolRail() {
  const strings = useWords();
  const shown = useToolbox(({ tool, handHeld }): ToolName => (handHeld ? 'hand' : tool));
  return (
    <div className="rail-tools">
      <Toolbar className="rail-toolbar" orientation="vertical" aria-label={strings.tools.label}>
        {toolNames.map((tool) => (
          <Fragment key={tool}>
            {groupBegins.includes(tool) && <Separator className="rail-rule" />}
            <Tool tool={tool} chosen={tool === shown} />
          </Fragment>
        ))}
      </Toolbar>
      <ClearMask />
      <Colours />
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
      tour={tool === 'brush' ? 'region' : undefined}
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
