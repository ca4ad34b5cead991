import { ChevronRight } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { Menu, MenuItem, Popover, SubmenuTrigger } from 'react-aria-components';
import type { AnyLayerCommand } from '../../../preload/contract/layer-commands.ts';
import type { ShortcutAction } from '../../../preload/keys/shortcuts.ts';
import { useDocument, useStudio, useWords } from '../context.ts';
import { KeyHint } from './KeyHint.tsx';

/** What context menus are made of. */

/** Closes the whole menu. An item of a submenu calls it, too. */
export const CloseMenu = createContext<() => void>(() => undefined);

export function Submenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <SubmenuTrigger>
      <MenuItem className="menu-item" textValue={label}>
        {label}
        <ChevronRight className="menu-more" size={14} aria-hidden />
      </MenuItem>
      <Popover className="popover" offset={-2}>
        <Menu className="menu" aria-label={label}>
          {children}
        </Menu>
      </Popover>
    </SubmenuTrigger>
  );
}

/** A command on the chosen layers. Where it rests, its tooltip gives the reason. */
export function CommandItem({ command }: { readonly command: AnyLayerCommand }) {
  const strings = useWords();
  const { layers } = useStudio();
  const ids = useDocument((state) => state.selectedLayerIds);
  const refusal = layers.refusal(command, ids);
  const close = useContext(CloseMenu);
  const label = strings.layers.commands[command];
  return (
    <MenuItem
      id={command}
      className="menu-item"
      textValue={label}
      isDisabled={refusal !== null}
      onAction={() => {
        layers.perform(command, ids);
        close();
      }}
    >
      <span title={refusal?.(strings)}>{label}</span>
      <KeyHint action={command} className="menu-key" />
    </MenuItem>
  );
}

/** Any other action, as its key does it. */
export function ActionItem({ action, label }: { readonly action: ShortcutAction; readonly label: string }) {
  const { perform } = useStudio();
  const close = useContext(CloseMenu);
  return (
    <MenuItem
      id={action}
      className="menu-item"
      textValue={label}
      onAction={() => {
        perform(action);
        close();
      }}
    >
      {label}
      <KeyHint action={action} className="menu-key" />
    </MenuItem>
  );
}
