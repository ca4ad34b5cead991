import { ChevronDown } from 'lucide-react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useDocument, useRegion, useStudio, useWords } from '../context.ts';
import { useKey } from '../keys.ts';

/** The menu of commands on the whole region. */
export function RegionMenu() {
  const words = useWords().region;
  return (
    <MenuTrigger>
      <Button className="quiet-button region-menu">
        {words.menu}
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Items />
      </Popover>
    </MenuTrigger>
  );
}

function Items() {
  const words = useWords().region;
  const actions = useWords().keys.actions;
  const { perform } = useStudio();
  const marked = useDocument(({ document }) => document.region.length > 0);
  const again = useDocument(({ lastRegion, document }) => lastRegion !== null && document.region.length === 0);
  const layerId = useDocument(({ selectedLayerId }) => selectedLayerId);
  const clearRegion = useDocument((document) => document.clearRegion);
  const region = useRegion((state) => state);
  const acts: Readonly<Record<string, () => unknown>> = {
    all: () => region.selectAll(),
    none: () => clearRegion(),
    again: () => region.reselect(),
    invert: () => region.invert(),
    feather: () => region.ask('feather'),
    grow: () => region.ask('grow'),
    shrink: () => region.ask('shrink'),
    subject: () => region.ofSubject('subject'),
    remove: () => perform('remove-object'),
    background: () => perform('replace-background'),
    layer: () => layerId !== null && region.fromLayer(layerId, 'replace'),
    masks: () => region.ask('masks'),
    look: () => region.setLook(region.look === 'tint' ? 'ants' : 'tint'),
  };
  const off = [
    ...(marked ? [] : ['none', 'feather', 'grow', 'shrink', 'remove']),
    ...(again ? [] : ['again']),
    ...(layerId === null ? ['layer'] : []),
  ];
  return (
    <Menu className="menu" aria-label={words.menu} disabledKeys={off} onAction={(key) => void acts[String(key)]?.()}>
      <MenuSection>
        <Item id="all" label={actions['select-all']} hint={useKey('select-all')} />
        <Item id="none" label={actions['clear-mask']} hint={useKey('clear-mask')} />
        <Item id="again" label={actions['select-again']} hint={useKey('select-again')} />
        <Item id="invert" label={actions['invert-region']} hint={useKey('invert-region')} />
      </MenuSection>
      <Separator className="menu-rule" />
      <MenuSection>
        <Item id="feather" label={actions['feather-region']} hint={useKey('feather-region')} />
        <Item id="grow" label={words.grow} />
        <Item id="shrink" label={words.shrink} />
      </MenuSection>
      <Separator className="menu-rule" />
      <MenuSection>
        <Item id="subject" label={actions['select-subject']} />
        <Item id="layer" label={words.ofLayer} />
        <Item id="masks" label={words.showMasks} />
        <Item id="look" label={actions['quick-mask']} hint={useKey('quick-mask')} />
      </MenuSection>
      <Separator className="menu-rule" />
      <MenuSection>
        <Item id="remove" label={actions['remove-object']} />
        <Item id="background" label={actions['replace-background']} />
      </MenuSection>
    </Menu>
  );
}

interface ItemProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

function Item({ id, label, hint }: ItemProps) {
  return (
    <MenuItem id={id} className="menu-item" textValue={label}>
      <span className="menu-name">{label}</span>
      {hint !== undefined && <kbd>{hint}</kbd>}
    </MenuItem>
  );
}
