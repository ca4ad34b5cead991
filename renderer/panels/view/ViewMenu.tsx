import { Check, Ruler } from 'lucide-react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { ViewSwitch } from '../../../preload/contract/view-aids.ts';
import type { ShortcutAction } from '../../../preload/keys/shortcuts.ts';
import { guidesOf } from '../../document/operations.ts';
import { useDocument, useView, useWords } from '../context.ts';
import { useKey } from '../keys.ts';

/** The switches in the order of the menu, with the action of the key of each. */
const switches: readonly (readonly [ViewSwitch, ShortcutAction])[] = [
  ['rulers', 'toggle-rulers'],
  ['guides', 'toggle-guides'],
  ['guidesLocked', 'lock-guides'],
  ['grid', 'toggle-grid'],
  ['pixelGrid', 'toggle-pixel-grid'],
  ['snapping', 'toggle-snapping'],
  ['navigator', 'toggle-navigator'],
];

/** The menu that ticks which lines are shown, and leads to the guides. */
export function ViewMenu() {
  const words = useWords().view;
  const aids = useView((view) => view.aids);
  const { switchAid, showGuides, clearGuides } = useView((view) => view);
  const hasGuides = useDocument(({ document }) => guidesOf(document).length > 0);
  const acts: Readonly<Record<string, () => void>> = { edit: () => showGuides(true), clear: clearGuides };
  return (
    <MenuTrigger>
      <Button className="status-button" aria-label={words.label}>
        <Ruler size={14} strokeWidth={1.75} aria-hidden />
        {words.menu}
      </Button>
      <Popover className="popover" placement="top end" offset={4}>
        <Menu
          className="menu"
          aria-label={words.label}
          disabledKeys={hasGuides ? [] : ['clear']}
          onAction={(key) => acts[String(key)]?.()}
        >
          <MenuSection
            selectionMode="multiple"
            aria-label={words.label}
            selectedKeys={switches.flatMap(([name]) => (aids[name] ? [name] : []))}
            onSelectionChange={(keys) => {
              const chosen = new Set(keys);
              for (const [name] of switches) if (chosen.has(name) !== aids[name]) switchAid(name);
            }}
          >
            {switches.map(([name, action]) => (
              <Switch key={name} name={name} action={action} />
            ))}
          </MenuSection>
          <Separator className="menu-rule" />
          <MenuSection aria-label={words.guides.title}>
            <MenuItem id="edit" className="menu-item">
              <span className="menu-check" />
              {words.editGuides}…
            </MenuItem>
            <MenuItem id="clear" className="menu-item">
              <span className="menu-check" />
              {words.clearGuides}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Switch({ name, action }: { readonly name: ViewSwitch; readonly action: ShortcutAction }) {
  const label = useWords().view.names[name];
  const hint = useKey(action);
  return (
    <MenuItem id={name} className="menu-item" textValue={label}>
      {({ isSelected }) => (
        <>
          <span className="menu-check">{isSelected && <Check size={16} aria-hidden />}</span>
          <span className="menu-name">{label}</span>
          {hint !== undefined && <kbd>{hint}</kbd>}
        </>
      )}
    </MenuItem>
  );
}
