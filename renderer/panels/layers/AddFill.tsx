import { Contrast } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Tooltip, TooltipTrigger } from 'react-aria-components';
import { type FillCommand, fillCommands } from '../../../preload/contract/layer-commands.ts';
import { useDocument, useStudio, useWords } from '../context.ts';
import { useKey } from '../keys.ts';

/** Opens the list of fills and adjustments that can be added. */
export function AddFill() {
  const { layers: words } = useWords();
  return (
    <MenuTrigger>
      <TooltipTrigger delay={500} closeDelay={50}>
        <Button className="icon-button" aria-label={words.newFills}>
          <Contrast size={18} strokeWidth={1.75} aria-hidden />
        </Button>
        <Tooltip className="tooltip" placement="top" offset={6}>
          {words.newFills}
        </Tooltip>
      </TooltipTrigger>
      <Popover className="popover" placement="top" offset={6}>
        <Menu className="menu" aria-label={words.newFills}>
          {fillCommands.map((command) => (
            <Item key={command} command={command} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Item({ command }: { readonly command: FillCommand }) {
  const strings = useWords();
  const { layers } = useStudio();
  const ids = useDocument((state) => state.selectedLayerIds);
  const key = useKey(command);
  const refusal = layers.refusal(command, ids);
  const name = strings.layers.commands[command];
  return (
    <MenuItem
      id={command}
      className="menu-item"
      textValue={name}
      isDisabled={refusal !== null}
      onAction={() => layers.perform(command, ids)}
    >
      <span title={refusal?.(strings)}>{name}</span>
      {key !== undefined && <kbd className="menu-key">{key}</kbd>}
    </MenuItem>
  );
}
