import { MenuItem, Separator } from 'react-aria-components';
import type { DockSide, PanelName } from '../../../preload/contract/panel-layout.ts';
import { otherSide, sideOf } from '../../state/panel-layout.ts';
import { usePanels, useWords } from '../context.ts';
import { type Spot, SpotMenu } from '../controls/SpotMenu.tsx';

interface PanelMenuProps {
  readonly panel: PanelName;
  readonly spot: Spot;
  readonly onClose: () => void;
}

/** Moves a panel by keys and by the pointer. */
export function PanelMenu({ panel, spot, onClose }: PanelMenuProps) {
  const { panel: words } = useWords();
  const { layout, move, moveAll } = usePanels((panels) => panels);
  const side = sideOf(layout, panel);
  const names = layout.panels[side];
  const at = names.indexOf(panel);
  const other = otherSide(side);
  const put = (to: DockSide, index: number) => {
    move(panel, to, index);
    focusTab(panel);
  };
  return (
    <SpotMenu spot={spot} label={words.menuOf({ panel: words[panel] })} onClose={onClose}>
      <MenuItem className="menu-item" isDisabled={at === 0} onAction={() => put(side, at - 1)}>
        {words.before}
      </MenuItem>
      <MenuItem className="menu-item" isDisabled={at === names.length - 1} onAction={() => put(side, at + 1)}>
        {words.after}
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => put(other, layout.panels[other].length)}>
        {words.onto[other]}
      </MenuItem>
      <Separator className="menu-rule" />
      <MenuItem
        className="menu-item"
        onAction={() => {
          moveAll(other);
          focusTab(panel);
        }}
      >
        {words.allOnto[other]}
      </MenuItem>
    </SpotMenu>
  );
}

/** The tab is another element in its new place, and keeps the focus that the menu gives back. */
function focusTab(panel: PanelName): void {
  setTimeout(() => document.querySelector<HTMLElement>(`[role=tab][data-panel=${panel}]`)?.focus(), 50);
}
